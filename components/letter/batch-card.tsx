import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import { LEFT_OUT_LABELS, LETTER_KIND_LABELS } from "@/lib/letter/labels";
import type { BatchDetail, BatchLetter } from "@/lib/letter/types";
import { formatDay } from "@/lib/shared/dates";
import { BatchProgress } from "./batch-progress";
import { PostBatchDialog } from "./post-batch-dialog";

type BatchCardProps = { batch: BatchDetail; today: string; now: string };

/** Letters that were printed together: the file, what is not in it and why, and what has been posted. */
export function BatchCard({ batch, today, now }: BatchCardProps) {
  const { id, state, madeBy, madeAt, zone, letters, keptUntil, done, total } = batch;
  const left = letters.filter(({ leftOut }) => leftOut !== null);
  const printed = letters.filter(({ leftOut }) => leftOut === null);
  const open = printed.filter(({ isPosted, cameBack, hasChanged }) => !isPosted && !cameBack && !hasChanged);
  return (
    <Card aria-labelledby="batch">
      <CardHeader id="batch" title="Printed for posting" count={printed.length}>
        <span>
          <bdi>{madeBy.name}</bdi>, <RelativeTime iso={madeAt} zone={zone} now={now} />
        </span>
      </CardHeader>
      <CardBody className="grid gap-3">
        {state === "waiting" ? <BatchProgress done={done} total={total} /> : null}
        {state === "failed" ? (
          <Notice tone="late" live="none" title="The letters could not be printed">
            Nothing was sent. Choose them again and print them anew; if it happens again, tell your administrator.
          </Notice>
        ) : null}
        {state === "printed" ? (
          <div className="flex flex-wrap items-center gap-2">
            {keptUntil ? (
              <a href={`/api/letter-batches/${id}`} className={buttonLook({})}>
                Download PDF
              </a>
            ) : null}
            <PostBatchDialog key={id} batchId={id} letters={open} today={today} />
            <span className="text-sm text-muted">
              {keptUntil
                ? `The file is kept until ${formatDay(new Date(keptUntil))}.`
                : "The file is not kept any more."}
            </span>
          </div>
        ) : null}
      </CardBody>
      {left.length > 0 ? (
        <section aria-label="Left out" className="border-t">
          <p className="px-3.5 pt-2.5 font-medium text-soon">
            {left.length === 1 ? "1 letter is not in the file" : `${left.length} letters are not in the file`}
          </p>
          <CardList>
            {left.map((letter) => (
              <li key={letter.entryId} className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 px-3.5 py-2">
                <LetterLink letter={letter} />
                {letter.leftOut ? <Chip tone="soon">{LEFT_OUT_LABELS[letter.leftOut.leftOut]}</Chip> : null}
                <span className="min-w-0 wrap-anywhere">{letter.leftOut?.why}</span>
              </li>
            ))}
          </CardList>
        </section>
      ) : null}
      <CardList className="border-t">
        {printed.map((letter) => (
          <li key={letter.entryId} className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 px-3.5 py-2">
            <LetterLink letter={letter} />
            <span className="min-w-0 truncate">
              to <bdi>{letter.addressee}</bdi>
            </span>
            <span className="flex items-center gap-2 sm:ms-auto">
              {letter.proof ? <bdi className="text-sm text-muted tabular-nums">{letter.proof}</bdi> : null}
              <Standing letter={letter} />
            </span>
          </li>
        ))}
      </CardList>
    </Card>
  );
}

function LetterLink({ letter: { reference, letterId, kind } }: { letter: BatchLetter }) {
  return (
    <>
      <Link
        prefetch={false}
        href={`/cases/${reference}/letters/${letterId}`}
        className="inline-flex min-h-6 items-center text-primary-text tabular-nums hover:underline"
      >
        {reference}
        <span className="sr-only">, {LETTER_KIND_LABELS[kind]}</span>
      </Link>
      <span className="font-medium">{LETTER_KIND_LABELS[kind]}</span>
    </>
  );
}

function Standing({ letter: { isPosted, cameBack, hasChanged } }: { letter: BatchLetter }) {
  if (isPosted) return <Chip tone="met">Posted</Chip>;
  if (cameBack) return <Chip tone="late">Came back</Chip>;
  return hasChanged ? <Chip tone="late">Changed since: do not post</Chip> : <Chip>Not posted yet</Chip>;
}
