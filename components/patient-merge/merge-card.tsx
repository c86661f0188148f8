import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { MergeRow, PossibleSamePerson } from "@/lib/patient-merge/types";
import { formatInstant } from "@/lib/shared/dates";
import { SamePersonList } from "./same-person-list";
import { UnmergeDialog } from "./unmerge-dialog";

type MergeCardProps = {
  patientId: string;
  possible: PossibleSamePerson[];
  merges: MergeRow[];
  may: { merge: boolean; unmerge: boolean };
  zone: string;
};

/** Other records that may be of the same person, and those that were merged into this one. */
export function MergeCard({ patientId, possible, merges, may, zone }: MergeCardProps) {
  if (possible.length === 0 && merges.length === 0 && !may.merge) return null;
  return (
    <Card aria-labelledby="same-person">
      <CardHeader id="same-person" title="Other records" count={possible.length || undefined}>
        {may.merge ? (
          <ButtonLink size="s" href={`/patients/${patientId}/merge`} prefetch={false}>
            Merge
          </ButtonLink>
        ) : null}
      </CardHeader>
      {possible.length > 0 ? (
        <>
          <p className="px-3.5 pt-2.5 text-sm text-muted">Maybe the same person. Nothing is merged by itself.</p>
          <SamePersonList people={possible} mergeInto={may.merge ? patientId : null} />
        </>
      ) : null}
      {possible.length === 0 && merges.length === 0 ? (
        <p className="px-3.5 py-2.5 text-sm text-muted">No other record looks like this person.</p>
      ) : null}
      <ul className="divide-y divide-line">
        {merges.map((merge) => (
          <li
            key={merge.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-3.5 py-2 first:border-t-0"
          >
            <span className="min-w-0 flex-1 basis-48">
              <bdi className="wrap-anywhere">{merge.name}</bdi>
              {merge.recordNumber ? <span className="tabular-nums"> · MRN {merge.recordNumber}</span> : null}
              <span className="block text-sm text-muted">
                merged into this by <bdi>{merge.by}</bdi>, {formatInstant(new Date(merge.mergedAt), zone)}
              </span>
            </span>
            {may.unmerge ? <UnmergeDialog mergeId={merge.id} name={merge.name} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
