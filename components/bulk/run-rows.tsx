import Link from "next/link";
import { CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { RunRow } from "@/lib/bulk/types";

/** What became of each case of a run. */
export function RunRows({ rows }: { rows: RunRow[] }) {
  return (
    <CardList>
      {rows.map((row) => (
        <li key={row.position} className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 px-3.5 py-2">
          {row.case ? (
            <Link
              prefetch={false}
              href={`/cases/${row.case.reference}`}
              className="rounded font-medium tabular-nums hover:underline"
            >
              {row.case.reference}
            </Link>
          ) : (
            <span className="text-muted">A case that you do not see any more</span>
          )}
          <Standing row={row} />
          {row.case ? <bdi className="min-w-0 flex-1 basis-48 truncate text-muted">{row.case.about}</bdi> : null}
          {row.undoWhy || row.why ? (
            <span className="min-w-0 basis-full wrap-anywhere">{row.undoWhy ?? row.why}</span>
          ) : null}
        </li>
      ))}
    </CardList>
  );
}

function Standing({ row: { outcome, undone } }: { row: RunRow }) {
  if (undone === "done") return <Chip>taken back</Chip>;
  if (undone === "left_out") return <Chip tone="soon">not taken back</Chip>;
  if (outcome === "done") return <Chip tone="met">done</Chip>;
  return outcome === "left_out" ? <Chip tone="soon">left out</Chip> : <Chip tone="paused">not yet</Chip>;
}
