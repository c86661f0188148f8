"use client";

import { type Cell, type ColumnDef, type Header, type RowData, useTable } from "@tanstack/react-table";
import Link from "next/link";
import { type ReactNode, useRef } from "react";
import { type ColumnLook, type Columns, type TableWidth, tableParts } from "@/components/table/columns";
import { openRow } from "@/components/table/open-row";
import { RowKeys } from "@/components/table/row-keys";
import { type Sort, SortHeader } from "@/components/table/sort-header";
import { cn } from "@/lib/shared/cn";

type DataTableProps<Row extends RowData> = {
  /** What the table holds, for screen readers. */
  caption: string;
  columns: Columns<Row>;
  rows: Row[];
  rowId: (row: Row) => string;
  /** Where a row leads. The cell of `linkColumn` (else the first) becomes the link; a click beside it does the same. */
  rowHref?: (row: Row) => string;
  linkColumn?: string;
  /** By column id, for the columns that can be sorted. */
  sorts?: Record<string, Sort>;
  /** J and K move through the rows from anywhere on the page, arrows within the table, Enter opens. One such table a page. */
  hasRowKeys?: boolean;
  density?: "compact" | "comfortable";
  /** Below 700 px each row stands as a card of labelled lines. */
  stackedOnNarrow?: boolean;
  /** Shown in place of the rows when there are none. */
  empty?: ReactNode;
  className?: string;
};

// Roles are spelled out because a table displayed as blocks loses them in some browsers.
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const {
    caption,
    columns,
    rows,
    rowId,
    rowHref,
    sorts = {},
    hasRowKeys,
    stackedOnNarrow = true,
    empty,
    className,
  } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const table = useTable({ features: tableParts, columns, data: rows, getRowId: rowId });
  const looks = new Map(
    table
      .getAllLeafColumns()
      .map(({ id, columnDef }) => [
        id,
        lookOf(columnDef, { isStacked: stackedOnNarrow, density: props.density ?? "compact" }),
      ]),
  );
  const linkColumn = props.linkColumn ?? table.getAllLeafColumns()[0]?.id;
  if (rows.length === 0 && empty) return empty;
  return (
    <div className={cn("@container min-w-0 max-lg:overflow-x-auto", className)}>
      {hasRowKeys && rowHref ? <RowKeys body={body} /> : null}
      {/* biome-ignore-start lint/a11y/noRedundantRoles: see above. */}
      <table role="table" className={cn("w-full border-collapse text-sm", stackedOnNarrow && "max-sm:block")}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className={cn(stackedOnNarrow && "max-sm:sr-only")}>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} role="row">
              {group.headers.map((header) => (
                <HeaderCell key={header.id} header={header} sort={sorts[header.column.id]}>
                  <table.FlexRender header={header} />
                </HeaderCell>
              ))}
            </tr>
          ))}
        </thead>
        <tbody ref={body} role="rowgroup" className={cn(stackedOnNarrow && "max-sm:block")}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              role="row"
              onClick={rowHref ? openRow : undefined}
              className={cn(
                "group/row border-b last:border-b-0 has-[a[data-row-link]:focus-visible]:bg-primary-soft has-[input:checked]:bg-primary-soft",
                rowHref && "cursor-pointer hover:bg-sunk",
                stackedOnNarrow &&
                  "max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2.5 max-sm:gap-y-1 max-sm:px-3.5 max-sm:py-2.5",
              )}
            >
              {row.getAllCells().map((cell) => {
                const look = looks.get(cell.column.id);
                const inside = contentOf(cell);
                return (
                  <td key={cell.id} role="cell" data-label={look?.label} className={look?.cell}>
                    <div className={look?.inside}>
                      {rowHref && cell.column.id === linkColumn ? (
                        <Link
                          prefetch={false}
                          href={rowHref(row.original)}
                          data-row-link
                          className="rounded hover:underline"
                        >
                          {inside}
                        </Link>
                      ) : (
                        inside
                      )}
                    </div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above. */}
    </div>
  );
}

type HeaderCellProps<Row extends RowData> = {
  header: Header<typeof tableParts, Row, unknown>;
  sort: Sort | undefined;
  children: ReactNode;
};

function HeaderCell<Row extends RowData>({ header, sort, children }: HeaderCellProps<Row>) {
  const look = header.column.columnDef.meta;
  return (
    <th
      // biome-ignore lint/a11y/noRedundantRoles: see DataTable.
      role="columnheader"
      scope="col"
      aria-sort={sort?.direction}
      className={cn(
        "h-9 border-b bg-surface px-2 text-start text-xs font-medium whitespace-nowrap text-muted",
        "first:rounded-ss-lg first:ps-3.5 last:rounded-se-lg last:pe-3.5 lg:sticky lg:top-13 print:static",
        look?.align === "end" && "text-end",
        look?.needs && NEEDS[look.needs],
      )}
    >
      {sort ? <SortHeader sort={sort}>{children}</SortHeader> : children}
    </th>
  );
}

const NEEDS: Record<TableWidth, string> = {
  "80rem": "sm:@max-[80rem]:hidden",
  "72rem": "sm:@max-[72rem]:hidden",
  "63rem": "sm:@max-[63rem]:hidden",
  "57rem": "sm:@max-[57rem]:hidden",
  "52rem": "sm:@max-[52rem]:hidden",
  "43rem": "sm:@max-[43rem]:hidden",
};

// A page of rows has some six hundred cells, so what each looks like stands in the style sheet, once.
const DENSITY = { compact: "data-cell-compact", comfortable: "data-cell-comfortable" };

const STACKED: Record<NonNullable<ColumnLook["narrow"]>, string> = {
  title: "data-cell-title",
  plain: "data-cell-plain",
  line: "data-cell-line",
};

type CellLook = { label: string | undefined; cell: string; inside: string };

function lookOf<Row extends RowData>(
  { header, meta }: ColumnDef<typeof tableParts, Row, unknown>,
  { isStacked, density }: { isStacked: boolean; density: keyof typeof DENSITY },
): CellLook {
  const cell = [
    `data-cell ${DENSITY[density]}`,
    meta?.align === "end" && "data-cell-end",
    meta?.clips && "data-cell-clips",
    meta?.needs && NEEDS[meta.needs],
    isStacked && `data-cell-stacked ${STACKED[meta?.narrow ?? "line"]}`,
  ];
  return {
    label: typeof header === "string" ? header : undefined,
    cell: cell.filter(Boolean).join(" "),
    inside: meta?.clips ? "min-w-0 sm:truncate" : "min-w-0",
  };
}

/** What a column makes of a row, made here and not as a component of its own: a hook belongs into a component that it returns. */
function contentOf<Row extends RowData>(cell: Cell<typeof tableParts, Row, unknown>): ReactNode {
  const { cell: content } = cell.column.columnDef;
  return typeof content === "function" ? content(cell.getContext()) : content;
}
