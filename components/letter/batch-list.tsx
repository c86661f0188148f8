import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import type { BatchRow } from "@/lib/letter/types";
import { hrefWith } from "@/lib/shared/search-params";

const STATES = {
  waiting: { label: "Printing", tone: "soon" },
  printed: { label: "Printed", tone: "met" },
  failed: { label: "Could not be printed", tone: "late" },
} as const;

/** The last batches of a site. */
export function BatchList({ siteId, batches, now }: { siteId: string; batches: BatchRow[]; now: string }) {
  if (batches.length === 0) return null;
  return (
    <Card aria-labelledby="batches">
      <CardHeader id="batches" title="Last printed" count={batches.length} />
      <CardList>
        {batches.map(({ id, total, state, madeBy, madeAt, keptUntil, zone }) => (
          <CardItem key={id} href={hrefWith("/letters/outgoing", { site: siteId, batch: id })}>
            <span className="font-medium tabular-nums">{total === 1 ? "1 letter" : `${total} letters`}</span>
            <Chip tone={STATES[state].tone}>{STATES[state].label}</Chip>
            {state === "printed" && !keptUntil ? <span className="text-sm text-muted">file removed</span> : null}
            <span className="text-sm text-muted tabular-nums sm:ms-auto">
              <bdi>{madeBy.name}</bdi>, <RelativeTime iso={madeAt} zone={zone} now={now} />
            </span>
          </CardItem>
        ))}
      </CardList>
    </Card>
  );
}
