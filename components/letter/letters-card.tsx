import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import {
  DRAFTED_LABELS,
  LETTER_KIND_LABELS,
  LETTER_LANGUAGE_LABELS,
  LETTER_STATE_LABELS,
  LETTER_STATE_TONES,
} from "@/lib/letter/labels";
import { HOUSE_LANGUAGE } from "@/lib/letter/schema";
import type { ListedLetter } from "@/lib/letter/types";
import { formatDay } from "@/lib/shared/dates";
import { WriteLetterDialog } from "./write-letter-dialog";

type LettersCardProps = {
  letters: ListedLetter[];
  caseId: string;
  mayWrite: boolean;
  zone: string;
  now: string;
};

/** What is written to whoever raised the case, and how far each letter is. */
export function LettersCard({ letters, caseId, mayWrite, zone, now }: LettersCardProps) {
  if (letters.length === 0 && !mayWrite) return null;
  return (
    <Card aria-labelledby="letters">
      <CardHeader id="letters" title="Letters" count={letters.length}>
        {mayWrite ? <WriteLetterDialog caseId={caseId} /> : null}
      </CardHeader>
      {letters.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">No letter has been written on this case.</p>
      ) : (
        <CardList>
          {letters.map((letter) => (
            <LetterItem key={letter.id} letter={letter} zone={zone} now={now} />
          ))}
        </CardList>
      )}
    </Card>
  );
}

function LetterItem({ letter, zone, now }: { letter: ListedLetter } & Pick<LettersCardProps, "zone" | "now">) {
  const { id, kind, language, state, author, savedAt, reference, isOfMerged, drafted, toldOf, trouble } = letter;
  const isPressing = drafted?.isNeeded && state !== "sent" && state !== "void";
  const isOpen = state !== "sent" && state !== "void";
  return (
    <CardItem href={`/cases/${reference}/letters/${id}`} className={trouble ? "sm:flex-wrap" : undefined}>
      <span className="font-medium">{drafted ? DRAFTED_LABELS[drafted.clock] : LETTER_KIND_LABELS[kind]}</span>
      {language === HOUSE_LANGUAGE ? null : <span className="text-muted">{LETTER_LANGUAGE_LABELS[language]}</span>}
      <Chip tone={LETTER_STATE_TONES[state]}>{LETTER_STATE_LABELS[state]}</Chip>
      {isPressing ? <Chip tone="soon">Send by {formatDay(new Date(drafted.sendBy))}</Chip> : null}
      {isOpen && toldOf && toldOf.noMore.length > 0 ? <Chip tone="late">Action taken up again</Chip> : null}
      {isOpen && toldOf && toldOf.toTell.length > 0 ? <Chip tone="soon">More to tell</Chip> : null}
      {isOfMerged ? <span className="text-sm text-muted tabular-nums">from {reference}</span> : null}
      <span className="text-sm text-muted tabular-nums sm:ms-auto">
        {drafted?.isUntouched || toldOf?.isHeards ? "drafted for " : "by "}
        <bdi>{author.name}</bdi>
        {drafted?.isUntouched || toldOf?.isUntouched ? " " : ", changed "}
        <RelativeTime iso={savedAt} zone={zone} now={now} />
      </span>
      {trouble ? (
        <span className="basis-full text-sm wrap-anywhere text-late" dir="auto">
          {trouble}
        </span>
      ) : null}
    </CardItem>
  );
}
