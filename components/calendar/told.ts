/** What a change of a calendar means for clocks, for the news of it; empty where none runs. */
export function tellRecount(cases: number): string {
  if (cases === 0) return "";
  return `The clocks of ${cases === 1 ? "one open case" : `${cases} open cases`} are counted anew; what moved is told on this page.`;
}
