import Link from "next/link";
import { cn } from "@/lib/shared/cn";

/** A number as it is, for a file, with how it is written where it is read. */
export type Value = number | string | { value: number; told: string };

export type Numbers = {
  caption: string;
  /** What is counted, and where that comes from: a file is read where nothing else says it. */
  definition: string;
  /** The first heads the rows' names. */
  columns: string[];
  /** Of the columns those that hold sentences, which are read from their beginning. */
  texts?: string[];
  /** With `href` a row leads to what it counts. */
  rows: { name: string; href?: string; values: Value[] }[];
};

export function NumbersTable({ numbers }: { numbers: Omit<Numbers, "definition"> }) {
  const isText = (column: string | undefined) => column !== undefined && numbers.texts?.includes(column);
  return (
    // biome-ignore lint/a11y: what scrolls must be reachable by keyboard; a group, as the card around is the landmark.
    <div role="group" aria-label={numbers.caption} tabIndex={0} className="max-h-96 overflow-auto rounded border">
      <table className="w-full border-collapse text-sm wrap-normal tabular-nums">
        <caption className="sr-only">{numbers.caption}</caption>
        <thead>
          <tr>
            {numbers.columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={cn(
                  "sticky top-0 h-9 bg-surface px-2.5 text-xs font-medium text-muted first:text-start",
                  isText(column) ? "text-start" : "text-end",
                )}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers.rows.map(({ name, href, values }) => (
            <tr key={name} className="border-t">
              <th scope="row" className="h-9 px-2.5 text-start font-normal whitespace-nowrap">
                {href ? (
                  <Link prefetch={false} href={href} className="text-primary-text hover:underline">
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </th>
              {values.map((value, column) => (
                <td
                  key={numbers.columns[column + 1]}
                  className={cn("px-2.5", isText(numbers.columns[column + 1]) ? "text-start" : "text-end")}
                >
                  {typeof value === "object" ? value.told : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
