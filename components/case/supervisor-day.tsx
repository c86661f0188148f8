import type { ReactNode } from "react";
import { Stat } from "@/components/ui/stat";
import type { Colleague, FormerOwner } from "@/lib/access/types";
import type { Triage } from "@/lib/case/types";
import type { Tally } from "@/lib/insight/types";
import { hrefWith } from "@/lib/shared/search-params";
import { TriageBoard } from "./triage-board";

type SupervisorDayProps = {
  triage: Triage;
  team: Colleague[];
  former: FormerOwner[];
  tally: Tally;
  now: string;
  /** What units answered, and what they owe. */
  children?: ReactNode;
};

/** What waits for a decision, and who carries what. */
export function SupervisorDay({ triage, team, former, tally, now, children }: SupervisorDayProps) {
  return (
    <div className="grid gap-3.5">
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-4">
        <Stat label="Escalated" value={tally.escalated} href="/cases?tab=escalated" />
        <Stat label="Nobody has it yet" value={tally.unassigned} href="/cases?tab=unassigned" />
        <Stat label="Open" value={tally.open} href="/cases?tab=open" />
        <Stat
          label="Received in 7 days"
          value={tally.thisWeek}
          remark={`${tally.lastWeek} in the 7 before`}
          href={hrefWith("/cases", { tab: "all", from: tally.since })}
        />
      </div>
      <TriageBoard {...triage} team={team} former={former} now={now} />
      <div className="grid items-start gap-3.5 lg:grid-cols-2">{children}</div>
    </div>
  );
}
