import type { LoadPlan } from "@/lib/calendar/types";
import { formatDay } from "@/lib/shared/dates";

/** What loading would change, before it does. */
export function LoadPreview({ plan: { add, remove, leftOut, present } }: { plan: LoadPlan }) {
  return (
    <div className="grid gap-3">
      <Part title={add.length === 0 ? "Nothing would be added" : `${countOf(add.length)} would be added`} days={add} />
      {remove.length > 0 ? (
        <Part title={`${countOf(remove.length)} loaded earlier would be taken out`} days={remove} />
      ) : null}
      {leftOut.length > 0 ? (
        <Part title={`${countOf(leftOut.length)} stay out, because somebody removed them`} days={leftOut} />
      ) : null}
      {present > 0 ? (
        <p className="text-sm text-muted">{countOf(present)} already in the calendar stay as they are.</p>
      ) : null}
    </div>
  );
}

function Part({ title, days }: { title: string; days: { date: string; name: string }[] }) {
  return (
    <div>
      <h3 className="text-base font-medium">{title}</h3>
      <ul aria-label={title} className="mt-1 grid gap-x-6 gap-y-0.5 text-sm sm:grid-cols-2">
        {days.map(({ date, name }) => (
          <li key={date} className="flex gap-2">
            <span className="w-24 shrink-0 text-muted tabular-nums">{formatDay(new Date(date))}</span>
            <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

function countOf(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
