import { CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { DAY_KIND_LABELS } from "@/lib/calendar/labels";
import { describeHours } from "@/lib/calendar/rules/week";
import type { CalendarDayRow } from "@/lib/calendar/types";
import { formatDay } from "@/lib/shared/dates";
import { RemoveDayDialog } from "./remove-day-dialog";

type DayListProps = { days: CalendarDayRow[]; mayManage: boolean };

/** The days of the coming twelve months on which a site differs from its week. */
export function DayList({ days, mayManage }: DayListProps) {
  if (days.length === 0) return <EmptyState title="No holidays, closed days or special openings" />;
  return (
    <CardList>
      {days.map(({ id, date, kind, name, intervals, isLoaded }) => (
        <CardItem key={id} className="flex-wrap">
          <span className="w-36 shrink-0 whitespace-nowrap tabular-nums">{dayOf(date)}</span>
          <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
            <bdi className="font-medium">{name}</bdi>
            {intervals.length > 0 ? <span className="text-muted tabular-nums"> {describeHours(intervals)}</span> : null}
          </span>
          <span className="text-sm text-muted">{isLoaded ? "loaded" : "by hand"}</span>
          <Chip tone={kind === "opening" ? "met" : "kind"}>{DAY_KIND_LABELS[kind]}</Chip>
          {mayManage ? <RemoveDayDialog dayId={id} day={dayOf(date)} name={name} isLoaded={isLoaded} /> : null}
        </CardItem>
      ))}
    </CardList>
  );
}

/** "Fri, 25 Dec 2026". */
function dayOf(date: string): string {
  const day = new Date(date);
  return `${day.toLocaleDateString("en", { weekday: "short", timeZone: "UTC" })}, ${formatDay(day)}`;
}
