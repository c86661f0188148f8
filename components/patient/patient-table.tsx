"use client";

import type { ReactNode } from "react";
import { type Columns, columnsOf } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import type { PatientRow } from "@/lib/patient/types";
import { formatDay } from "@/lib/shared/dates";
import { PatientAlerts } from "./patient-facts";

const column = columnsOf<PatientRow>();

const SITE = column.accessor("site", {
  header: "Site",
  cell: ({ getValue }) => <span className="block max-w-40 truncate">{getValue()}</span>,
  meta: { needs: "56rem" },
});

const COLUMNS: Columns<PatientRow> = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <>
        <bdi>{original.name}</bdi>
        {original.preferredName ? (
          <span className="text-muted">
            , called <bdi>{original.preferredName}</bdi>
          </span>
        ) : null}
      </>
    ),
    meta: { clips: true, narrow: "title" },
  }),
  column.display({
    id: "born",
    header: "Born",
    cell: ({ row: { original } }) => (
      <span className="tabular-nums">
        {original.bornOn ? formatDay(new Date(original.bornOn)) : <span className="text-muted">not known</span>}
        {original.age === null ? null : <span className="text-muted">, {original.age}</span>}
      </span>
    ),
  }),
  column.accessor("recordNumber", {
    header: "Record number",
    cell: ({ getValue }) => (
      <span className="block max-w-40 truncate tabular-nums">
        {getValue() ?? <span className="text-muted">none</span>}
      </span>
    ),
  }),
  column.display({
    id: "alerts",
    header: "To know",
    cell: ({ row: { original } }) => <PatientAlerts {...original} className="sm:flex-nowrap" />,
    meta: { narrow: "plain" },
  }),
  SITE,
]);

type PatientTableProps = { rows: PatientRow[]; caption: string; empty: ReactNode };

export function PatientTable({ rows, caption, empty }: PatientTableProps) {
  return (
    <DataTable
      caption={caption}
      columns={areOfOneSite(rows) ? COLUMNS.filter((column) => column !== SITE) : COLUMNS}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/patients/${row.id}`}
      hasRowKeys
      density="comfortable"
      empty={empty}
    />
  );
}

// A column that says the same in each row tells nobody apart.
function areOfOneSite(rows: PatientRow[]): boolean {
  return new Set(rows.map(({ site }) => site)).size <= 1;
}
