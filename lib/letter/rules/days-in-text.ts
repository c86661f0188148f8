/** The names of the months in a language and in English, long and short, in small letters. */
const monthsOf = new Map<string, string[][]>();

function monthNames(language: string): string[][] {
  const there = monthsOf.get(language);
  if (there) return there;
  const made = Array.from({ length: 12 }, (_, month) => {
    const day = new Date(Date.UTC(2026, month, 1));
    return [language, "en"]
      .flatMap((each) =>
        (["long", "short"] as const).flatMap((width) => [
          format(each, { month: width, timeZone: "UTC" }, day),
          // In some languages a month is declined beside its day.
          format(each, { month: width, day: "numeric", timeZone: "UTC" }, day).replace(/[\d\s.]|\bde\b/gu, ""),
        ]),
      )
      .map((name) => name.toLowerCase().replace(/[.]/gu, ""));
  });
  monthsOf.set(language, made);
  return made;
}

function format(language: string, options: Intl.DateTimeFormatOptions, day: Date): string {
  try {
    return new Intl.DateTimeFormat(language, options).format(day);
  } catch {
    return new Intl.DateTimeFormat("en", options).format(day);
  }
}

/** "12 March 2026" as a language writes it; the day's own text where it is none. */
export function writeDay(day: string, language: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return format(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }, new Date(at));
}

const NUMERIC = /(\d{1,4})[/.年-]\s?(\d{1,2})[/.月-]\s?(\d{1,4})/gu;
const WORD = /\p{L}+/gu;

/** Whether words name a day ("YYYY-MM-DD"), as figures in either order or with the month's name. The year may be left out beside a name. */
export function namesDay(words: string, day: string, language: string): boolean {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return false;
  for (const [, one = "", two = "", three = ""] of words.matchAll(NUMERIC)) {
    const [a, b, c] = [Number(one), Number(two), Number(three)];
    if (a === year && b === month && c === date) return true;
    const isYear = c === year || (three.length === 2 && c === year % 100);
    if (isYear && ((a === date && b === month) || (a === month && b === date))) return true;
  }
  const names = monthNames(language)[month - 1] ?? [];
  const hasMonth = (words.toLowerCase().match(WORD) ?? []).some((word) => names.includes(word));
  if (!hasMonth) return false;
  const figures = (words.match(/\d+/gu) ?? []).map(Number);
  const years = figures.filter((figure) => figure >= 1900 && figure < 2200);
  return figures.includes(date) && (years.length === 0 || years.includes(year));
}
