import { MONTHS, NOT_DUE, NUMBERS, WEEKDAYS } from "./promise-words";

const DAY_MS = 86_400_000;
const FRIDAY = 5;
const FURTHEST_DAYS = 400;

type Match = RegExpExecArray;
type Reader = { pattern: RegExp; read: (match: Match, today: number) => number | null };
type Found = { at: number; length: number; day: number };

const part = (match: Match, index: number) => (match[index] ?? "").toLowerCase();
const whole = (words: readonly string[]) => `(?:${words.join("|")})`;
const MONTH = `(${MONTHS.join("|")})`;
const WEEKDAY = `(${WEEKDAYS.join("|")})`;
const COUNT = `(\\d{1,3}|${Object.keys(NUMBERS)
  .toSorted((a, b) => b.length - a.length)
  .join("|")})`;

/**
 * The day that a text names as the one by which something is due, "yyyy-mm-dd", or null. A weekday is the next one to come, a day without
 * its year the next such day; a span of working days leaves out Saturdays and Sundays, and knows no holidays. Of a week or a month its
 * last working day counts, of "2 to 3 days" the later. "03/04/2026" is read in two ways by different countries, and so not at all.
 */
export function findDay(text: string, today: string): string | null {
  const now = Date.parse(`${today}T00:00:00Z`);
  const found = READERS.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match): Found[] => {
      if (isOfAnother(text.slice(0, match.index))) return [];
      const day = read(match, now);
      const isSensible = day !== null && day >= now && day <= now + FURTHEST_DAYS * DAY_MS;
      return isSensible ? [{ at: match.index, length: match[0].length, day }] : [];
    }),
  );
  const first = found.toSorted((a, b) => a.at - b.at || b.length - a.length)[0];
  return first ? new Date(first.day).toISOString().slice(0, 10) : null;
}

const BEFORE_ANOTHER = new RegExp(`\\b${whole(NOT_DUE)}\\s+(?:the\\s+|your\\s+|this\\s+)?$`, "i");

function isOfAnother(before: string): boolean {
  return BEFORE_ANOTHER.test(before);
}

const READERS: Reader[] = [
  { pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g, read: (m) => dayOf(Number(m[1]), Number(m[2]), Number(m[3])) },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b\\.?(?:,? (\\d{4})\\b)?`, "gi"),
    read: (m, today) => yearly({ month: monthOf(part(m, 2)), date: Number(m[1]), year: m[3] }, today),
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4})\\b)?(?![:.,]?\\d)`, "gi"),
    // "you may 3 times" is no date.
    read: (m, today) =>
      m[1] === "may" ? null : yearly({ month: monthOf(part(m, 1)), date: Number(m[2]), year: m[3] }, today),
  },
  { pattern: /\b(\d{1,2})([/.])(\d{1,2})\2(\d{4})\b/g, read: readNumeric },
  {
    pattern: /\b(?:by|on|before|until) (?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|time|of|ward))/gi,
    read: (m, today) => monthly(Number(m[1]), today),
  },
  {
    pattern: new RegExp(`\\b(next |this |coming )?${WEEKDAY}\\b(?!['’]s)( (?:of )?next week)?`, "gi"),
    read: readWeekday,
  },
  { pattern: /\bday after tomorrow\b/gi, read: (_, today) => today + 2 * DAY_MS },
  { pattern: /\btomorrow\b(?!['’]s)/gi, read: (_, today) => today + DAY_MS },
  {
    pattern:
      /\b(?:(?:later )?today|tonight|this (?:morning|afternoon|evening)|(?:end|close) of (?:the )?(?:day|business|play)|by (?:noon|midday|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m\.|p\.m\.)))(?!['’]s)/gi,
    read: (_, today) => today,
  },
  {
    pattern: /\b(?:(?:the )?end of |early |later )?(this|next|the) (week|month)\b(?!['’]s|end)/gi,
    read: readPeriod,
  },
  {
    pattern: new RegExp(`\\bend of ${MONTH}\\b`, "gi"),
    read: (m, today) => yearly({ month: monthOf(part(m, 1)) + 1, date: 0 }, today),
  },
  {
    pattern: new RegExp(
      `\\b(?:within|in|inside|over) (?:the next |the coming |the |another |at most |up to |no more than )?(?:\\d{1,3} ?(?:-|–|to|or) ?)?${COUNT} (working |business |week|calendar )?(hour|day|week|fortnight|month)s?\\b(?! ago)`,
      "gi",
    ),
    read: readSpan,
  },
  {
    pattern: new RegExp(
      `\\b${COUNT} (working |business |week|calendar )?(day|week|fortnight|month)s? from (?:now|today)\\b`,
      "gi",
    ),
    read: readSpan,
  },
];

function readNumeric(match: Match): number | null {
  const [one, two, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (one > 12) return dayOf(year, two, one);
  if (two > 12) return dayOf(year, one, two);
  return one === two ? dayOf(year, one, two) : null;
}

function readWeekday(match: Match, today: number): number | null {
  const word = match[2] ?? "";
  // Short forms begin with a capital, or are other words.
  if (word.length <= 5 && word.charAt(0) !== word.charAt(0).toUpperCase()) return null;
  const weekday = WEEKDAYS.findIndex((names) => names.split("|").includes(word.toLowerCase()));
  const isNextWeek = part(match, 1) === "next " || match[3] !== undefined;
  if (isNextWeek) return mondayOf(today) + (7 + ((weekday + 6) % 7)) * DAY_MS;
  const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7;
  return today + (ahead === 0 ? 7 : ahead) * DAY_MS;
}

function readPeriod(match: Match, today: number): number | null {
  const [which, unit] = [part(match, 1), part(match, 2)];
  const isEnd = /^(?:the )?end of/i.test(match[0]);
  // "in the week" and "of the month" say nothing by themselves.
  if (which === "the" && !isEnd) return null;
  const isNext = which === "next";
  if (unit === "month") {
    const at = new Date(today);
    return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + (isNext ? 2 : 1), 0);
  }
  const friday = mondayOf(today) + (FRIDAY - 1 + (isNext ? 7 : 0)) * DAY_MS;
  return friday < today ? friday + 7 * DAY_MS : friday;
}

function readSpan(match: Match, today: number): number | null {
  const count = NUMBERS[part(match, 1)] ?? Number(match[1]);
  const isWorking = ["working ", "business ", "week"].includes(part(match, 2));
  switch (part(match, 3)) {
    case "hour":
      return today + Math.round(count / 24) * DAY_MS;
    case "day":
      return isWorking ? plusWorkingDays(today, count) : today + count * DAY_MS;
    case "week":
      return today + count * 7 * DAY_MS;
    case "fortnight":
      return today + count * 14 * DAY_MS;
    default: {
      const at = new Date(today);
      const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count + 1, 0)).getUTCDate();
      return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count, Math.min(at.getUTCDate(), last));
    }
  }
}

function plusWorkingDays(from: number, count: number): number {
  let day = from;
  for (let left = count; left > 0; ) {
    day += DAY_MS;
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}

function mondayOf(day: number): number {
  return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
}

function monthOf(name: string): number {
  return MONTHS.findIndex((names) => names.split("|").includes(name)) + 1;
}

// A day without its year is the next such day. Date 0 is the last day of the month before.
function yearly({ month, date, year }: { month: number; date: number; year?: string }, today: number): number | null {
  if (year) return dayOf(Number(year), month, date);
  const thisYear = new Date(today).getUTCFullYear();
  const days = [thisYear, thisYear + 1].map((each) =>
    date === 0 ? Date.UTC(each, month - 1, 0) : dayOf(each, month, date),
  );
  return days.find((day) => day !== null && day >= today) ?? null;
}

function monthly(date: number, today: number): number | null {
  const at = new Date(today);
  const days = [1, 2].map((month) => dayOf(at.getUTCFullYear(), at.getUTCMonth() + month, date));
  return days.find((day) => day !== null && day >= today) ?? null;
}

// Null for a day that its month does not have; months past December belong to the next year.
function dayOf(year: number, month: number, date: number): number | null {
  const day = new Date(Date.UTC(year, month - 1, date));
  return day.getUTCDate() === date && date > 0 && month > 0 && month < 14 ? day.getTime() : null;
}
