import { Download } from "lucide-react";
import { ExportProgress } from "@/components/export/export-progress";
import { buttonLook } from "@/components/ui/button";
import { CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { countCases } from "@/lib/case/labels";
import { FORMAT_LABELS, STATE_LABELS, STATE_TONES } from "@/lib/export/labels";
import type { ExportRow } from "@/lib/export/types";
import { formatDay } from "@/lib/shared/dates";

/** What somebody took out, the newest first, with the file while there is one. */
export function ExportList({ rows, now }: { rows: ExportRow[]; now: string }) {
  return (
    <CardList>
      {rows.map((row) => (
        <CardItem key={row.id}>
          <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1.5">
            <span className="font-medium tabular-nums">
              {row.rows === null ? "Cases" : countCases(row.rows)}, {FORMAT_LABELS[row.format]}
            </span>
            <Chip tone={STATE_TONES[row.state]}>{STATE_LABELS[row.state]}</Chip>
            <RelativeTime iso={row.madeAt} zone={row.zone} now={now} className="text-sm text-muted tabular-nums" />
            {row.keptUntil ? (
              <span className="flex items-center gap-3 sm:ms-auto">
                <span className="text-sm text-muted">kept until {formatDay(new Date(row.keptUntil))}</span>
                <a href={`/api/exports/${row.id}`} download className={buttonLook({ size: "s" })}>
                  <Download aria-hidden />
                  Download
                </a>
              </span>
            ) : null}
            <span className="basis-full text-sm text-muted">{row.claims.join(" · ")}</span>
            {row.state === "writing" ? <ExportProgress exportId={row.id} given={row} /> : null}
          </div>
        </CardItem>
      ))}
    </CardList>
  );
}
