import Link from "next/link";
import { ClockChip } from "@/components/clock/clock-chip";
import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { AtRisk } from "@/lib/case/types";
import { formatCount } from "@/lib/shared/page";

type AtRiskCardProps = { atRisk: AtRisk; now: string };

/** Cases whose time has run out or runs out within two days, whoever has them: the first few, and how many of each there are. */
export function AtRiskCard({ atRisk: { rows, late, soon }, now }: AtRiskCardProps) {
  const parts = [
    { clock: "late", count: late, text: `${formatCount(late)} late` },
    { clock: "soon", count: soon, text: `${formatCount(soon)} due in 48 hours` },
  ].filter(({ count: { count } }) => count > 0);
  return (
    <Card aria-labelledby="at-risk">
      <CardHeader id="at-risk" title="Clocks at risk">
        {parts.length === 0 ? null : (
          <ul className="flex flex-wrap divide-x divide-line-strong">
            {parts.map(({ clock, text }) => (
              <li key={clock} className="px-2.5 first:ps-0 last:pe-0">
                <Link
                  prefetch={false}
                  href={`/cases?tab=open&clock=${clock}&sort=due&order=asc`}
                  className="inline-flex min-h-6 items-center text-primary-text hover:underline"
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </CardHeader>
      {rows.length === 0 ? (
        <EmptyState title="Nothing is late, and nothing runs out in two days" />
      ) : (
        <CardList>
          {rows.map(({ id, reference, about, clock, owner, site }) => (
            <CardItem key={id} href={`/cases/${reference}`}>
              {clock ? <ClockChip clock={clock} zone={site.zone} now={now} isNamed /> : null}
              <span className="grid min-w-0 flex-1 basis-full sm:basis-40">
                <bdi className="sm:truncate">{about}</bdi>
                <span className="text-sm text-muted tabular-nums">
                  <span className="whitespace-nowrap">{reference}</span> ·{" "}
                  {owner ? <bdi>{owner.name}</bdi> : "nobody yet"}
                </span>
              </span>
            </CardItem>
          ))}
        </CardList>
      )}
    </Card>
  );
}
