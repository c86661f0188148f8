import type { ReactNode } from "react";
import { Stat } from "@/components/ui/stat";
import type { Colleague, FormerOwner } from "@/lib/access/types";
import type { Triage } from "@/lib/case/types";
import { define, METRICS, toldNow } from "@/lib/insight/rules/metrics";
import type { Tally } from "@/lib/insight/types";
import { type CappedCount, formatCount } from "@/lib/shared/page";
import { hrefWith } from "@/lib/shared/search-params";
import { TeamLoad } from "./team-load";
import { EscalatedCard, UnassignedCard } from "./triage-board";

/** An escalation takes as much room as three lines of anything else. */
const ESCALATED = 3;
const UNASSIGNED = 5;
const TEAM = 6;

type SupervisorDayProps = {
  triage: Triage;
  team: Colleague[];
  former: FormerOwner[];
  tally: Tally;
  /** Whatever nobody has yet, also where it is escalated. */
  unowned: CappedCount;
  now: string;
  /** Whose time runs out. */
  atRisk: ReactNode;
  /** What waits for this person: to decide, to keep, to call. */
  own: ReactNode;
  /** What units owe, and answered. */
  children?: ReactNode;
};

/** What waits for a decision, the most pressing of each and a way to the rest; beside it what is their own to do, and who carries what. */
export function SupervisorDay({
  triage,
  team,
  former,
  tally,
  unowned,
  now,
  atRisk,
  own,
  children,
}: SupervisorDayProps) {
  const { escalated, unassigned, counts } = triage;
  const shared = { team, now, href: "/triage" };
  return (
    <div className="grid gap-3.5">
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-4">
        <Stat {...toldNow("escalatedNow")} value={formatCount(counts.escalated)} href="/cases?tab=escalated" />
        <Stat {...toldNow("unassigned")} value={formatCount(unowned)} href="/cases?tab=unassigned" />
        <Stat {...toldNow("openNow")} value={tally.open} href="/cases?tab=open" />
        <Stat
          label="Received in 7 days"
          value={tally.thisWeek}
          definition={define(METRICS.received)}
          basis={`${tally.lastWeek} in the 7 before`}
          href={hrefWith("/cases", { tab: "all", from: tally.since })}
        />
      </div>
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,3fr)_minmax(18rem,2fr)]">
        <div className="grid min-w-0 gap-3.5">
          <EscalatedCard {...shared} rows={escalated.slice(0, ESCALATED)} total={counts.escalated} />
          {atRisk}
          <UnassignedCard {...shared} rows={unassigned.slice(0, UNASSIGNED)} total={counts.unassigned} />
        </div>
        <div className="grid min-w-0 gap-3.5">
          {own}
          {children}
          <TeamLoad team={team} former={former} most={TEAM} />
        </div>
      </div>
    </div>
  );
}
