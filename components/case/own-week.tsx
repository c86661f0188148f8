import { Card, CardHeader } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { OwnUnheard } from "@/lib/case/types";
import { formatCount } from "@/lib/shared/page";
import { hrefWith } from "@/lib/shared/search-params";

type OwnWeekProps = {
  closed: number;
  unheard: OwnUnheard;
  /** The first of the seven days, "yyyy-mm-dd". */
  since: string;
};

/** A person's own figures, for themselves: nobody else is shown them, and they stand beside nobody else's. */
export function OwnWeek({ closed, unheard: { days, open, unheard }, since }: OwnWeekProps) {
  const remark =
    unheard.count === 0 ? `All ${formatCount(open)} open ones have` : `of your ${formatCount(open)} open cases`;
  return (
    <Card aria-labelledby="own-week">
      <CardHeader id="own-week" title="Your week">
        only you see this
      </CardHeader>
      <div className="grid grid-cols-2 gap-2.5 p-3.5">
        <Stat
          label="Closed in 7 days"
          value={closed}
          remark="cases that are yours"
          href={hrefWith("/cases", { tab: "all", owner: "me", closedFrom: since })}
        />
        <Stat
          label={`Not heard from us in ${days} days`}
          value={formatCount(unheard)}
          remark={open.count === 0 ? "You own no open case" : remark}
          href={hrefWith("/cases", { tab: "mine", unheard: days })}
        />
      </div>
    </Card>
  );
}
