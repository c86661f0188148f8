"use client";

import {
  type CellContext,
  type Column,
  type Header,
  type RowData,
  type Row as TableRow,
  useTable,
} from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef } from "react";
import { type ColumnLook, type Columns, type TableWidth, tableParts } from "@/components/table/columns";
import { openRow } from "@/components/table/open-row";
import { RowKeys, type Turns } from "@/components/table/row-keys";
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
  /** Somebody stands on a row: what its page needs may be brought before it is opened. */
  onRowFocus?: () => void;
  /** By column id, for the columns that can be sorted. */
  sorts?: Record<string, Sort>;
  /** J and K move through the rows from anywhere on the page, arrows within the table, Enter opens. One such table a page. */
  hasRowKeys?: boolean;
  /** Where J and K go on beyond the rows. */
  turns?: Turns;
  density?: "compact" | "comfortable";
  /** Below 700 px each row stands as a card of labelled lines: what a cell shows there is one element, or words alone. */
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
    onRowFocus,
    sorts = {},
    hasRowKeys,
    turns,
    density,
    stackedOnNarrow = true,
    empty,
    className,
  } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const router = useRouter();
  const table = useTable({ features: tableParts, columns, data: rows, getRowId: rowId });
  const shown = table.getAllLeafColumns();
  const isSortedBy = (id: string) => sorts[id]?.direction !== undefined;
  const looks = shown.map((column) => lookOf(column, { isStacked: stackedOnNarrow, isSorted: isSortedBy(column.id) }));
  const linkColumn = props.linkColumn ?? shown[0]?.id;
  const rowLook = cn(
    "data-row",
    density === "comfortable" && "data-row-comfortable",
    stackedOnNarrow && "data-row-stacked",
    rowHref && "data-row-leads",
  );
  if (rows.length === 0 && empty) return empty;
  return (
    <div className={cn("@container min-w-0 max-lg:overflow-x-auto", className)}>
      {hasRowKeys && rowHref ? <RowKeys body={body} turns={turns} page={rows.map(rowId).join()} /> : null}
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
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the link of a row is a click too. */}
        <tbody
          ref={body}
          role="rowgroup"
          onClick={rowHref ? (event) => openRow(event, router.push) : undefined}
          onFocus={onRowFocus}
          className={stackedOnNarrow ? "max-sm:block" : undefined}
        >
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} role="row" className={rowLook}>
              {shown.map((column, at) => {
                const inside = contentOf(row, column);
                return (
                  <td key={column.id} role="cell" data-label={looks[at]?.label} className={looks[at]?.className}>
                    {rowHref && column.id === linkColumn ? (
                      // Told of by the body: fifty links that each hear and register by themselves are work for the server and the browser.
                      <a href={rowHref(row.original)} data-row-link className="data-row-link">
                        {inside}
                      </a>
                    ) : (
                      inside
                    )}
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
      data-column={header.column.id}
      className={cn(
        "h-9 border-b bg-surface px-2 text-start @max-[87rem]:px-1.25 text-xs font-medium whitespace-nowrap text-muted",
        "first:rounded-ss-lg first:ps-3.5 last:rounded-se-lg last:pe-3.5 @max-[87rem]:first:ps-2.5 @max-[87rem]:last:pe-2 lg:sticky lg:top-13 print:static",
        look?.align === "end" && "text-end",
        look?.needs && !sort?.direction && NEEDS[look.needs],
      )}
    >
      {sort ? <SortHeader sort={sort}>{children}</SortHeader> : children}
    </th>
  );
}

const NEEDS: Record<TableWidth, string> = {
  "80rem": "sm:@max-[80rem]:hidden",
  "73rem": "sm:@max-[73rem]:hidden",
  "72rem": "sm:@max-[72rem]:hidden",
  "68rem": "sm:@max-[68rem]:hidden",
  "60rem": "sm:@max-[60rem]:hidden",
  "56rem": "sm:@max-[56rem]:hidden",
  "52rem": "sm:@max-[52rem]:hidden",
};

const STACKED: Record<NonNullable<ColumnLook["narrow"]>, string> = {
  title: "data-cell-title",
  plain: "data-cell-plain",
  line: "data-cell-line",
};

type CellLook = { label: string | undefined; className: string | undefined };

// A page of rows has some six hundred cells, so what each looks like stands in the style sheet, once.
function lookOf<Row extends RowData>(
  { columnDef: { header, meta } }: Column<typeof tableParts, Row, unknown>,
  { isStacked, isSorted }: { isStacked: boolean; isSorted: boolean },
): CellLook {
  const narrow = isStacked ? (meta?.narrow ?? "line") : null;
  const classes = [
    meta?.align === "end" && "data-cell-end",
    meta?.clips && "data-cell-clips",
    narrow && STACKED[narrow],
    meta?.needs && !isSorted && NEEDS[meta.needs],
  ];
  return {
    label: narrow === "line" && typeof header === "string" ? header : undefined,
    className: classes.filter(Boolean).join(" ") || undefined,
  };
}

/**
 * What a column makes of a row, made here and not as a component of its own: a hook belongs into a component that it returns. Nor is the
 * table asked for its cells, of which it would make and keep an object each: columns draw by the row and its value, and so get no more.
 */
function contentOf<Row extends RowData>(
  row: TableRow<typeof tableParts, Row>,
  column: Column<typeof tableParts, Row, unknown>,
): ReactNode {
  const { cell: content } = column.columnDef;
  if (typeof content !== "function") return content;
  const drawn = { row, column, getValue: () => column.accessorFn?.(row.original, row.index) };
  return content(drawn as CellContext<typeof tableParts, Row, unknown>);
}
