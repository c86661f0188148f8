"use client";

import type { ReactNode } from "react";
import { DataTable } from "@/components/table/data-table";
import type { Sort } from "@/components/table/sort-header";
import type { CaseRow } from "@/lib/case/types";
import { caseColumns } from "./case-columns";

type CaseTableProps = {
  caption: string;
  rows: CaseRow[];
  now: string;
  sorts?: Record<string, Sort>;
  hasRowKeys?: boolean;
  /** Column ids to leave out where the place already says them. */
  without?: string[];
  empty?: ReactNode;
};

export function CaseTable({ rows, now, without = [], ...rest }: CaseTableProps) {
  const columns = caseColumns(now).filter((column) => !without.includes(columnId(column)));
  return (
    <DataTable
      {...rest}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/cases/${row.reference}`}
      linkColumn="about"
    />
  );
}

function columnId(column: { id?: string; accessorKey?: unknown }): string {
  return column.id ?? String(column.accessorKey ?? "");
}
