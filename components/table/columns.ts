import { type ColumnDef, createColumnHelper, metaHelper, type RowData, tableFeatures } from "@tanstack/react-table";

/** Widths of a table at which a column finds room. */
export type TableWidth = "80rem" | "73rem" | "72rem" | "68rem" | "60rem" | "56rem" | "52rem";

export type ColumnLook = {
  /** Numbers stand at the end of their cell. */
  align?: "end";
  /** Takes the room the other columns leave and is cut there. */
  clips?: boolean;
  /** Left out where the table itself is narrower than this, its rows are no cards and it is not sorted by it. */
  needs?: TableWidth;
  /**
   * How the cell stands when rows become cards: `title` alone on the first line, `plain` side by side without its label
   * (chips, references), otherwise on a line of its own after its label.
   */
  narrow?: "title" | "plain" | "line";
};

/** Sorting, filtering and paging happen in the database and live in the URL, so the table itself needs no feature. */
export const tableParts = tableFeatures({ columnMeta: metaHelper<ColumnLook>() });

export type Columns<Row extends RowData> = ColumnDef<typeof tableParts, Row, unknown>[];

/** `const column = columnsOf<CaseRow>()`, then `column.columns([column.accessor("ref", { header: "Reference" })])`, in a client file. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<typeof tableParts, Row>();
}
