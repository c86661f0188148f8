import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { DRAFTED_LABELS, LETTER_STATE_LABELS, LETTER_STATE_TONES } from "@/lib/letter/labels";
import type { DraftedLetter } from "@/lib/letter/types";
import { formatDay } from "@/lib/shared/dates";

/** Letters that were drafted for the viewer because a time soon runs out, those first that are to be sent first. */
export function DraftedForYou({ letters }: { letters: DraftedLetter[] }) {
  if (letters.length === 0) return null;
  return (
    <Card aria-labelledby="drafted-for-you" className="mb-3.5">
      <CardHeader id="drafted-for-you" title="Drafted for you" count={letters.length} />
      <CardList>
        {letters.map(({ id, state, reference, about, drafted, isLate, coveredFor }) => (
          <CardItem key={id} href={`/cases/${reference}/letters/${id}`}>
            <span className="font-medium">{DRAFTED_LABELS[drafted.clock]}</span>
            <span className="min-w-0 flex-1 truncate">
              <span className="text-muted tabular-nums">{reference}</span> <bdi>{about}</bdi>
            </span>
            {coveredFor ? (
              <span className="text-sm text-muted">
                for <bdi>{coveredFor.name}</bdi>
              </span>
            ) : null}
            {state === "draft" ? null : <Chip tone={LETTER_STATE_TONES[state]}>{LETTER_STATE_LABELS[state]}</Chip>}
            <Chip tone={isLate ? "late" : "soon"}>
              {isLate ? "Was to be sent by" : "Send by"} {formatDay(new Date(drafted.sendBy))}
            </Chip>
          </CardItem>
        ))}
      </CardList>
    </Card>
  );
}
