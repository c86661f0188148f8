import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import {
  LETTER_KIND_LABELS,
  LETTER_LANGUAGE_LABELS,
  LETTER_STATE_LABELS,
  LETTER_STATE_TONES,
} from "@/lib/letter/labels";
import { HOUSE_LANGUAGE } from "@/lib/letter/schema";
import type { CaseLetter } from "@/lib/letter/types";
import { WriteLetterDialog } from "./write-letter-dialog";

type LettersCardProps = {
  letters: CaseLetter[];
  caseId: string;
  reference: string;
  mayWrite: boolean;
  zone: string;
  now: string;
};

/** What is written to whoever raised the case, and how far each letter is. */
export function LettersCard({ letters, caseId, reference, mayWrite, zone, now }: LettersCardProps) {
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
          {letters.map(({ id, kind, language, state, author, savedAt, trouble }) => (
            <CardItem
              key={id}
              href={`/cases/${reference}/letters/${id}`}
              className={trouble ? "sm:flex-wrap" : undefined}
            >
              <span className="font-medium">{LETTER_KIND_LABELS[kind]}</span>
              {language === HOUSE_LANGUAGE ? null : (
                <span className="text-muted">{LETTER_LANGUAGE_LABELS[language]}</span>
              )}
              <Chip tone={LETTER_STATE_TONES[state]}>{LETTER_STATE_LABELS[state]}</Chip>
              <span className="text-sm text-muted tabular-nums sm:ms-auto">
                by <bdi>{author.name}</bdi>, changed <RelativeTime iso={savedAt} zone={zone} now={now} />
              </span>
              {trouble ? (
                <span className="basis-full text-sm wrap-anywhere text-late" dir="auto">
                  {trouble}
                </span>
              ) : null}
            </CardItem>
          ))}
        </CardList>
      )}
    </Card>
  );
}
