import { StopSchedule } from "@/components/report/stop-schedule";
import { EVERY_LABELS } from "@/lib/report/labels";
import type { ScheduleRow } from "@/lib/report/types";
import { formatDay } from "@/lib/shared/dates";

/** What is made again and again: for whom, and when next. */
export function ScheduleList({ rows }: { rows: ScheduleRow[] }) {
  return (
    <ul aria-label="Schedules" className="divide-y divide-line">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-3.5 py-2.5">
          <div className="min-w-0 flex-1 basis-64">
            <p className="font-medium wrap-anywhere">
              {EVERY_LABELS[row.every]} on day {row.day}, as “{row.title}”
            </p>
            <p className="text-sm text-muted wrap-anywhere">
              Next on {formatDay(new Date(row.nextOn))}
              {row.readers.length > 0 ? `, for ${row.readers.join(", ")}` : null}. Set up by {row.madeBy}.
            </p>
          </div>
          {row.mayStop ? <StopSchedule schedule={row} /> : null}
        </li>
      ))}
    </ul>
  );
}
