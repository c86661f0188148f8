import Link from "next/link";
import { Card, CardBody, CardHeader, CardList } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import { CLOCK_LABELS, tellMoves } from "@/lib/clock/labels";
import type { Recount } from "@/lib/clock/types";

/** What the last change of a calendar did to the clocks of its site; which cases, only for whoever sees them. */
export function RecountNotice({ recount, now }: { recount: Recount; now: string }) {
  const { isDone, cases, done, moves, moved, zone, askedAt } = recount;
  const counted = `${done.toLocaleString("en")} of ${cases.toLocaleString("en")} cases`;
  const told = tellMoves(recount);
  return (
    <Card aria-labelledby="recount">
      <CardHeader id="recount" title="Clocks since the last change">
        <RelativeTime iso={askedAt} zone={zone} now={now} />
      </CardHeader>
      <CardBody>
        <p role="status">
          {isDone ? `${told.charAt(0).toUpperCase()}${told.slice(1)}.` : `Counting anew: ${counted} are done.`}
        </p>
      </CardBody>
      {moves && moves.length > 0 ? (
        <CardList className="border-t">
          {moves.map(({ reference, clock, before, after }) => (
            <li key={`${reference} ${clock}`} className="flex flex-wrap gap-x-2.5 px-3.5 py-2 tabular-nums">
              <Link
                prefetch={false}
                href={`/cases/${reference}`}
                className="inline-flex min-h-6 items-center text-primary-text hover:underline"
              >
                {reference}
              </Link>
              <span>
                {CLOCK_LABELS[clock]}: due {after} instead of {before}
              </span>
            </li>
          ))}
          {moved > moves.length ? <li className="px-3.5 py-2 text-muted">and {moved - moves.length} more</li> : null}
        </CardList>
      ) : null}
    </Card>
  );
}
