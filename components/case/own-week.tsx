import { Card, CardHeader } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { OwnFigures } from "@/lib/case/types";
import { define, METRICS } from "@/lib/insight/rules/metrics";
import { formatCount } from "@/lib/shared/page";
import { hrefWith } from "@/lib/shared/search-params";

/** A person's own figures, for themselves: nobody else is shown them, and they stand beside nobody else's. */
export function OwnWeek({ closed, days, open, unheard, since }: OwnFigures) {
  const remark =
    unheard.count === 0 ? `All ${formatCount(open)} open ones have` : `of your ${formatCount(open)} open cases`;
  return (
    <Card aria-labelledby="own-week">
      <CardHeader id="own-week" title="Your week">
        only you see this
      </CardHeader>
      <div className="grid grid-cols-2 gap-2.5 p-3.5">
        <Stat
          label={METRICS.ownClosed.name}
          value={formatCount(closed)}
          basis="cases that are yours"
          definition={define(METRICS.ownClosed)}
          href={hrefWith("/cases", { tab: "all", owner: "me", closedFrom: since })}
        />
        <Stat
          label={`${METRICS.ownUnheard.name} in ${days} days`}
          value={formatCount(unheard)}
          basis={open.count === 0 ? "You own no open case" : remark}
          definition={define(METRICS.ownUnheard)}
          href={hrefWith("/cases", { tab: "mine", unheard: days })}
        />
      </div>
    </Card>
  );
}
