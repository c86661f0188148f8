import { isBusinessDay } from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar } from "@/lib/calendar/types";
import { cn } from "@/lib/shared/cn";
import { nextDay } from "@/lib/shared/dates";

type YearPictureProps = { calendar: BusinessCalendar; from: string; until: string };
type Look = "open" | "week" | "closed" | "opening";

const LOOKS: Record<Look, string> = {
  open: "bg-line",
  week: "border border-line",
  closed: "bg-primary",
  opening: "border-2 border-primary",
};
const WORDS: Record<Look, string> = {
  open: "Open",
  week: "Closed every week",
  closed: "Holiday or closed",
  opening: "Special opening",
};

/** The coming twelve months at a glance. The list beside it says the same in words. */
export function YearPicture({ calendar, from, until }: YearPictureProps) {
  const days = daysFrom(from, until);
  const marked = days.filter((date) => lookOf(calendar, date) === "closed").length;
  const months = Map.groupBy(days, (date) => date.slice(0, 7));
  return (
    <div className="grid gap-3">
      <div
        role="img"
        aria-label={`The coming twelve months: ${marked} ${marked === 1 ? "day" : "days"} closed beside the week's own.`}
        className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-x-4 gap-y-3"
      >
        {[...months].map(([month, dates]) => (
          <Month key={month} dates={dates} calendar={calendar} />
        ))}
      </div>
      <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {Object.entries(WORDS).map(([look, words]) => (
          <li key={look} className="flex items-center gap-1.5">
            <span className={cn("size-2.5 rounded-xs", LOOKS[look as Look])} />
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
}

const COLUMNS = [
  "col-start-7",
  "col-start-1",
  "col-start-2",
  "col-start-3",
  "col-start-4",
  "col-start-5",
  "col-start-6",
];

function Month({ dates, calendar }: { dates: string[]; calendar: BusinessCalendar }) {
  const [first = ""] = dates;
  const label = new Date(first).toLocaleDateString("en", { month: "short", year: "2-digit", timeZone: "UTC" });
  return (
    <div>
      <p className="mb-1 text-sm text-muted">{label}</p>
      <div className="grid w-fit grid-cols-7 gap-0.5">
        {dates.map((date, index) => (
          <span
            key={date}
            className={cn(
              "size-2.5 rounded-xs",
              LOOKS[lookOf(calendar, date)],
              index === 0 && COLUMNS[new Date(date).getUTCDay()],
            )}
          />
        ))}
      </div>
    </div>
  );
}

function lookOf(calendar: BusinessCalendar, date: string): Look {
  if (calendar.openings[date]) return "opening";
  if (calendar.closed.includes(date)) return "closed";
  return isBusinessDay(calendar, date) ? "open" : "week";
}

function daysFrom(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = nextDay(day)) days.push(day);
  return days;
}
