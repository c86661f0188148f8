import Link from "next/link";
import type { Figure } from "@/lib/report/rules/result";
import { itemsBehind } from "@/lib/report/rules/satisfaction";
import { hrefWith } from "@/lib/shared/search-params";

const LINK = "text-primary-text underline-offset-2 hover:underline";

type FigureLinksProps = { reportId: string; figure: Figure; mayTake: boolean };

/** The way to exactly what a figure counted: a file with one row for each, or the queue's filter. */
export function FigureLinks({ reportId, figure, mayTake }: FigureLinksProps) {
  const { key, counts, numerator, denominator, hasOf, href, label } = figure;
  if (href) {
    return (
      <Link prefetch={false} href={href} className={LINK}>
        See cases<span className="sr-only"> of {label}</span>
      </Link>
    );
  }
  if (counts === null || !mayTake || numerator === null) return null;
  const to = (of?: "1") => hrefWith(`/api/reports/${reportId}`, { format: "csv", figure: key, of });
  const noun = itemsBehind(key) ? "Answers" : counts === "case" ? "Cases" : "Issues";
  return (
    <span className="flex flex-wrap gap-x-3">
      <a href={to()} download className={LINK}>
        {noun}
        <span className="sr-only"> behind {label}</span> (CSV, {numerator.toLocaleString("en")})
      </a>
      {hasOf && denominator !== null ? (
        <a href={to("1")} download className={LINK}>
          Of<span className="sr-only"> which {label}</span> (CSV, {denominator.toLocaleString("en")})
        </a>
      ) : null}
    </span>
  );
}
