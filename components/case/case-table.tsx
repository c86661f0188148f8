"use client";

import type { ReactNode } from "react";
import { DataTable } from "@/components/table/data-table";
import type { Turns } from "@/components/table/row-keys";
import type { Sort } from "@/components/table/sort-header";
import type { CaseRow } from "@/lib/case/types";
import { caseColumns, SELECT_COLUMN } from "./case-columns";

type CaseTableProps = {
  caption: string;
  rows: CaseRow[];
  now: string;
  sorts?: Record<string, Sort>;
  hasRowKeys?: boolean;
  /** The pages of the list on which J and K go on. */
  turns?: Turns;
  /** Each row has a box, within SelectingRows. */
  canSelect?: boolean;
  /** Column ids to leave out where the place already says them. */
  without?: string[];
  /** Those to show, in their order; else all that a list shows by itself. */
  chosen?: string[];
  density?: "compact" | "comfortable";
  empty?: ReactNode;
};

// Most people have one site.
const ONLY_CHOSEN = "site";

export function CaseTable({ rows, now, without = ["updated"], chosen = [], canSelect, ...rest }: CaseTableProps) {
  const isShown = (id: string) =>
    chosen.length > 0 ? chosen.includes(id) : id !== ONLY_CHOSEN && !without.includes(id);
  const all = caseColumns(rows, now, isShown(ONLY_CHOSEN) || isShown("updated"));
  const shown =
    chosen.length > 0
      ? chosen.flatMap((id) => all.find((column) => columnId(column) === id) ?? [])
      : all.filter((column) => isShown(columnId(column)));
  return (
    <DataTable
      {...rest}
      columns={canSelect ? [SELECT_COLUMN, ...shown] : shown}
      rows={rows}
      rowId={(row) => row.id}
      rowHref={(row) => `/cases/${row.reference}`}
      linkColumn="about"
      onRowFocus={bringForms}
    />
  );
}

/** Reading the forms of a case takes a quarter of the time until its page is painted, unless they are there before. */
function bringForms(): void {
  import("./case-forms").catch(() => {});
}

function columnId(column: { id?: string; accessorKey?: unknown }): string {
  return column.id ?? String(column.accessorKey ?? "");
}
