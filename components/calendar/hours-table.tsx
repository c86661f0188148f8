import { WEEKDAY_LABELS } from "@/lib/calendar/labels";
import { describeHours, WEEKDAYS } from "@/lib/calendar/rules/week";
import type { Week } from "@/lib/calendar/types";

/** The week for whoever only reads it. */
export function HoursTable({ hours }: { hours: Week }) {
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1.5">
      {WEEKDAYS.map((weekday) => (
        <div key={weekday} className="contents">
          <dt className="font-medium">{WEEKDAY_LABELS[weekday]}</dt>
          <dd className="tabular-nums first-letter:uppercase">{describeHours(hours[weekday])}</dd>
        </div>
      ))}
    </dl>
  );
}
