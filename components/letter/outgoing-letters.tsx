"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Segmented } from "@/components/form/segmented";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { useToast } from "@/components/ui/toast";
import { makeBatchAction } from "@/lib/letter/actions";
import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "@/lib/letter/labels";
import { HOUSE_LANGUAGE, MOST_IN_BATCH, makeBatchSchema } from "@/lib/letter/schema";
import type { OutgoingLetter } from "@/lib/letter/types";
import { newId } from "@/lib/shared/ids";
import { hrefWith } from "@/lib/shared/search-params";

type OutgoingLettersProps = {
  siteId: string;
  letters: OutgoingLetter[];
  /** Those on other pages too, as many as one file may hold. */
  allIds: string[];
  /** Whether something else is the next step on this page. */
  isSecond: boolean;
  now: string;
};

/** Approved letters, to be chosen and printed into one file. */
export function OutgoingLetters({ siteId, letters, allIds, isSecond, now }: OutgoingLettersProps) {
  const router = useRouter();
  const tell = useToast();
  const [batchId, setBatchId] = useState(newId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: makeBatchAction,
    schema: makeBatchSchema,
    tellsConflicts: true,
    onDone: (done) => {
      setBatchId(newId());
      setChosen(new Set());
      tell({ title: "The letters are being printed." });
      router.push(hrefWith("/letters/outgoing", { site: siteId, batch: done.batchId }));
    },
  });
  const choose = (ids: string[], isChosen: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      for (const id of ids) isChosen ? after.add(id) : after.delete(id);
      return after;
    });
  const isAll = allIds.every((id) => chosen.has(id));
  return (
    <form {...formProps}>
      <div className="grid gap-3 border-b px-3.5 py-3">
        <ErrorSummary {...summary} key={failure ? "failed" : "open"} />
        <input type="hidden" name="batchId" value={batchId} />
        <input type="hidden" name="siteId" value={siteId} />
        <input type="hidden" name="letterIds" value={[...chosen].join(",")} />
        <div className="flex flex-wrap items-end justify-between gap-3">
          <Segmented
            id={fieldId("withAddressSheets")}
            name="withAddressSheets"
            legend="What comes before each letter?"
            defaultValue="yes"
            options={[
              { value: "yes", label: "A sheet with the address" },
              { value: "no", label: "Nothing: window envelopes" },
            ]}
            error={errorsOf("withAddressSheets")}
          />
          <Button
            type="submit"
            id={fieldId("letterIds")}
            variant={isSecond ? "plain" : "primary"}
            pending={isPending}
            pendingLabel="Asking…"
            aria-describedby={chosen.size === 0 ? fieldId("none") : undefined}
          >
            {chosen.size === 0 ? "Print for posting" : `Print ${chosen.size} for posting`}
          </Button>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <Choice
            id={fieldId("all")}
            isChosen={isAll}
            onChoose={(isChosen) => choose(allIds, isChosen)}
            label={allIds.length < MOST_IN_BATCH ? `All ${allIds.length}` : `The first ${MOST_IN_BATCH}`}
          />
          <p id={fieldId("none")} className="text-sm text-muted" aria-live="polite">
            {chosen.size === 0 ? "Choose the letters that are to be posted." : `${chosen.size} chosen`}
          </p>
        </div>
      </div>
      <CardList>
        {letters.map((letter) => (
          <li key={letter.id} className="flex items-center gap-x-1 px-3.5 py-2">
            <Choice
              id={fieldId(letter.id)}
              isChosen={chosen.has(letter.id)}
              onChoose={(isChosen) => choose([letter.id], isChosen)}
              label={
                <span className="sr-only">
                  {letter.case.reference}, {LETTER_KIND_LABELS[letter.kind]}
                </span>
              }
            />
            <LetterLine letter={letter} now={now} />
          </li>
        ))}
      </CardList>
    </form>
  );
}

type ChoiceProps = {
  id: string;
  label: React.ReactNode;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
};

function Choice({ id, label, isChosen, onChoose }: ChoiceProps) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <span className="grid size-6 shrink-0 place-items-center">
        <input
          id={id}
          type="checkbox"
          checked={isChosen}
          onChange={({ target }) => onChoose(target.checked)}
          className="size-4.5 accent-primary"
        />
      </span>
      <label htmlFor={id}>{label}</label>
    </span>
  );
}

function LetterLine({ letter, now }: { letter: OutgoingLetter; now: string }) {
  const { id, kind, language, case: of, addressee, hasAddress, printedIn, approvedAt, zone } = letter;
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-0.5">
      <Link
        prefetch={false}
        href={`/cases/${of.reference}/letters/${id}`}
        className="inline-flex min-h-6 items-center text-primary-text tabular-nums hover:underline"
      >
        {of.reference}
        <span className="sr-only">, {LETTER_KIND_LABELS[kind]}</span>
      </Link>
      <span className="font-medium">{LETTER_KIND_LABELS[kind]}</span>
      {language === HOUSE_LANGUAGE ? null : <span className="text-muted">{LETTER_LANGUAGE_LABELS[language]}</span>}
      <span className="min-w-0 truncate">
        to <bdi>{addressee}</bdi>
      </span>
      {hasAddress ? null : <Chip tone="soon">No address</Chip>}
      {printedIn ? <Chip tone="paused">Printed, not posted</Chip> : null}
      <span className="text-sm text-muted tabular-nums sm:ms-auto">
        {of.owner ? (
          <>
            <bdi>{of.owner.name}</bdi>,{" "}
          </>
        ) : null}
        {approvedAt ? (
          <>
            approved <RelativeTime iso={approvedAt} zone={zone} now={now} />
          </>
        ) : null}
      </span>
    </div>
  );
}
