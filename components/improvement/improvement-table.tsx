"use client";

import { type Columns, columnsOf } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import type { ImprovementRow } from "@/lib/improvement/types";
import { cn } from "@/lib/shared/cn";
import { formatDay } from "@/lib/shared/dates";
import { ImprovementStateChip } from "./state-chip";

const column = columnsOf<ImprovementRow>();

const COLUMNS: Columns<ImprovementRow> = column.columns([
  column.accessor("title", {
    header: "Action",
    cell: ({ row }) => <bdi>{row.original.title}</bdi>,
    meta: { narrow: "title", clips: true },
  }),
  column.accessor("state", {
    header: "State",
    cell: ({ row }) => <ImprovementStateChip state={row.original.state} />,
    meta: { narrow: "plain" },
  }),
  column.accessor("dueOn", { header: "Due", cell: ({ row }) => <Due row={row.original} /> }),
  column.accessor("owner", {
    header: "Owner",
    cell: ({ row }) => <bdi>{row.original.owner}</bdi>,
  }),
  column.accessor("site", {
    header: "Where",
    cell: ({ row: { original } }) => <bdi>{original.unit ? `${original.unit}, ${original.site}` : original.site}</bdi>,
    meta: { needs: "52rem" },
  }),
  column.accessor("cases", {
    header: "Cases",
    cell: ({ row }) => <span className="tabular-nums">{row.original.cases}</span>,
    meta: { align: "end" },
  }),
]);

function Due({ row: { due, dueOn, isLate } }: { row: ImprovementRow }) {
  return (
    <span className={cn("whitespace-nowrap tabular-nums", isLate && "font-medium text-late")}>
      {due ?? formatDay(new Date(dueOn))}
    </span>
  );
}

export function ImprovementTable({ rows }: { rows: ImprovementRow[] }) {
  return (
    <DataTable
      caption="Improvement actions"
      columns={COLUMNS}
      rows={rows}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/improvement/${id}`}
      hasRowKeys
    />
  );
}
