import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import type { SatisfactionItem } from "@/lib/insight/types";

type SatisfactionCardProps = { title: string; items: SatisfactionItem[]; definition: string; surveysHref: string };

/** How each thing that was asked came out in the time shown, and the way to its chart. */
export function SatisfactionCard({ title, items, definition, surveysHref }: SatisfactionCardProps) {
  return (
    <Card aria-labelledby="said-items">
      <CardHeader id="said-items" title={title} level={3}>
        <Link prefetch={false} href={surveysHref} className="rounded text-primary-text hover:underline">
          Surveys
        </Link>
      </CardHeader>
      <table className="w-full border-collapse text-sm tabular-nums">
        <caption className="sr-only">{title}: the share of answers of 4 or 5 of 5</caption>
        <thead>
          <tr>
            {["Item", "4 or 5 of 5", "Counted"].map((column) => (
              <th key={column} scope="col" className="h-9 px-3.5 text-start text-xs font-medium text-muted">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ item, label, figure, basis, all, href, casesHref, ofHref, isCharted }) => (
            <tr key={item} className="border-t">
              <th scope="row" className="h-10 px-3.5 text-start font-normal">
                <Link
                  prefetch={false}
                  href={href}
                  aria-current={isCharted ? "true" : undefined}
                  className="text-primary-text hover:underline aria-current:font-medium"
                >
                  {label}
                </Link>
              </th>
              <td className="px-3.5 text-lg font-medium">
                {all === 0 ? (
                  "none"
                ) : (
                  <Link prefetch={false} href={casesHref} className="hover:underline">
                    {figure}
                    <span className="sr-only"> of {label}: see the cases</span>
                  </Link>
                )}
              </td>
              <td className="px-3.5 text-muted">
                {all === 0 ? (
                  basis
                ) : (
                  <Link prefetch={false} href={ofHref} className="hover:text-text hover:underline">
                    {basis}
                    <span className="sr-only">: see all who answered {label}</span>
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="print:hidden border-t px-3.5 py-2.5 text-sm text-muted">
        <summary className="w-fit cursor-pointer rounded text-primary-text">What this counts</summary>
        <p className="mt-1 max-w-prose">{definition}</p>
      </details>
    </Card>
  );
}
