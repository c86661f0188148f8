import { Card, CardHeader } from "@/components/ui/card";
import type { CaseHit } from "@/lib/search/types";
import { HitList } from "./hit-list";

type WrittenCardProps = { hits: CaseHit[]; isCapped: boolean; most: number };

/** Cases found by what is written in them. */
export function WrittenCard({ hits, isCapped, most }: WrittenCardProps) {
  return (
    <Card aria-labelledby="written">
      <CardHeader id="written" title="Written in cases" count={isCapped ? `${most}, the newest` : hits.length} />
      <HitList hits={hits} />
    </Card>
  );
}
