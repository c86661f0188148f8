import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import { LETTER_KIND_LABELS } from "@/lib/letter/labels";
import type { WaitingLetter } from "@/lib/letter/types";

/** Letters that wait for the viewer's decision, those that wait longest first. */
export function LettersToDecide({ letters, now }: { letters: WaitingLetter[]; now: string }) {
  if (letters.length === 0) return null;
  return (
    <Card aria-labelledby="letters-to-decide" className="mb-3.5">
      <CardHeader id="letters-to-decide" title="Letters for approval" count={letters.length} />
      <CardList>
        {letters.map(({ id, kind, case: of, submitted, zone }) => (
          <CardItem key={id} href={`/cases/${of.reference}/letters/${id}`}>
            <span className="font-medium">{LETTER_KIND_LABELS[kind]}</span>
            <span className="min-w-0 flex-1 truncate">
              <span className="text-muted tabular-nums">{of.reference}</span> <bdi>{of.about}</bdi>
            </span>
            <span className="text-sm text-muted tabular-nums">
              <bdi>{submitted.by.name}</bdi>, <RelativeTime iso={submitted.at} zone={zone} now={now} />
            </span>
          </CardItem>
        ))}
      </CardList>
    </Card>
  );
}
