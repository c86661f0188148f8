const LONGEST_DAYS = 366;

/** What is wrong with a day to come, both "yyyy-mm-dd", or null. */
export function dayProblem(dueOn: string, today: string): string | null {
  if (dueOn < today) return "This day is past. Choose today or a day to come.";
  const days = (Date.parse(dueOn) - Date.parse(today)) / 86_400_000;
  return days > LONGEST_DAYS ? "This is more than a year away. Choose sooner." : null;
}
