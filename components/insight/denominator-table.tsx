import type { DenominatorGrid } from "@/lib/insight/types";
import { DenominatorRow } from "./denominator-row";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Twelve months of one measure, in place where the viewer may say them. On a narrow screen the months move beside the names. */
export function DenominatorTable({ grid }: { grid: DenominatorGrid }) {
  const { rows, months, mayKeep, ...of } = grid;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section aria-label="The months" tabIndex={0} className="relative min-w-0 overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">By unit and month</caption>
        <thead>
          <tr className="border-b text-left text-muted">
            <th scope="col" className="sticky left-0 z-10 bg-surface px-3.5 py-2 font-medium">
              Unit
            </th>
            {MONTHS.map((month) => (
              <th key={month} scope="col" className="px-1 py-2 text-right font-medium">
                {month}
              </th>
            ))}
            {mayKeep ? (
              <th scope="col" className="px-3.5 py-2">
                <span className="sr-only">Save</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            mayKeep ? (
              <DenominatorRow
                key={[of.siteId, of.measure, of.year, row.unitId].join()}
                row={row}
                months={months}
                of={of}
              />
            ) : (
              <tr key={row.unitId ?? "site"} className="border-b last:border-b-0">
                <th scope="row" className="sticky left-0 z-10 bg-surface px-3.5 py-2 text-left font-medium">
                  {row.name}
                </th>
                {months.map(({ month }, index) => (
                  <td key={month} className="px-1 py-2 text-right tabular-nums">
                    {row.values[index]?.toLocaleString("en") ?? <span className="text-muted">–</span>}
                  </td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}
