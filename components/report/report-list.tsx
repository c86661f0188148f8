import { CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { REPORT_LABELS, REPORT_STATE_LABELS, REPORT_STATE_TONES, tellPeriod } from "@/lib/report/labels";
import type { ReportRow } from "@/lib/report/types";
import { formatInstant } from "@/lib/shared/dates";

/** Reports, the newest first: what, of whom and when, and how far they are. */
export function ReportList({ rows, zone }: { rows: ReportRow[]; zone: string }) {
  return (
    <CardList aria-label="Reports">
      {rows.map((row) => (
        <CardItem key={row.id} href={`/reports/${row.id}`}>
          <span className="min-w-0 flex-1 basis-64">
            <span className="block font-medium wrap-anywhere">{row.title}</span>
            <span className="block text-sm text-muted wrap-anywhere">{tellRow(row, zone)}</span>
          </span>
          {row.forPublication ? <Chip tone="kind">For publication</Chip> : null}
          {row.isOfSchedule ? <Chip tone="kind">On schedule</Chip> : null}
          <Chip tone={REPORT_STATE_TONES[row.state]}>{REPORT_STATE_LABELS[row.state]}</Chip>
        </CardItem>
      ))}
    </CardList>
  );
}

function tellRow(row: ReportRow, zone: string): string {
  const period = tellPeriod(row);
  const kind = REPORT_LABELS[row.kind];
  const parts = [
    ...(row.title.startsWith(kind) ? [] : [kind]),
    ...(row.title.includes(period) ? [] : [period]),
    row.sites.length > 3 ? `${row.sites.length} sites` : row.sites.join(", "),
    `asked for by ${row.madeBy}, ${formatInstant(new Date(row.madeAt), zone)}`,
  ];
  return parts.join(" · ");
}
