"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { postBatchFormSchema } from "@/lib/letter/schema";
import type { BatchLetter } from "@/lib/letter/types";
import type { ActionResult } from "@/lib/shared/result";
import { LIMITS } from "@/lib/shared/text";
import { type InParts, postInParts } from "./post-in-parts";

type Named = Pick<InParts, "changed" | "refused">;
type PostBatchProps = { batchId: string; letters: BatchLetter[]; today: string };

/** Writes down that the letters of a batch were posted: one day, and a proof for all of them or for each. */
export function PostBatchDialog(props: PostBatchProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [{ changed, refused }, setNamed] = useState<Named>({ changed: [], refused: [] });
  return (
    <>
      {props.letters.length > 0 ? (
        <Button variant="primary" onClick={() => setIsOpen(true)}>
          Record as posted
        </Button>
      ) : null}
      <NamedLetters letters={refused} one="1 letter was not recorded" many="letters were not recorded" />
      <NamedLetters
        letters={changed}
        one="1 letter was recorded whose case had changed"
        many="letters were recorded whose cases had changed"
      />
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="Record as posted"
        description="Each letter stands as it was printed from then on, and its case says that it went out."
      >
        {isOpen ? <PostForm {...props} onNamed={setNamed} onClose={() => setIsOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

type NamedLettersProps = { letters: InParts["refused"]; one: string; many: string };

function NamedLetters({ letters, one, many }: NamedLettersProps) {
  if (letters.length === 0) return null;
  const what = letters.length === 1 ? one : `${letters.length} ${many}`;
  return (
    <Notice tone="soon" className="order-last basis-full" title={what}>
      <ul>
        {letters.map(({ reference, why }) => (
          <li key={reference} className="tabular-nums">
            {reference}: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type PostFormProps = PostBatchProps & { onNamed: (named: Named) => void; onClose: () => void };

function PostForm({ batchId, letters, today, onNamed, onClose }: PostFormProps) {
  const tell = useToast();
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState(0);
  // What the form began with: letters that are recorded leave the page behind it meanwhile.
  const [all] = useState(letters);
  const chosen = all.filter(({ entryId }) => !without.has(entryId));
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: (_previous: ActionResult<InParts> | null, form: FormData) => postInParts(form, setDone),
    schema: postBatchFormSchema,
    tellsConflicts: true,
    onDone: ({ posted, changed, refused }) => {
      onNamed({ changed, refused });
      onClose();
      tell({ title: posted === 1 ? "1 letter is recorded as posted." : `${posted} letters are recorded as posted.` });
    },
  });
  const turn = (entryId: string, isChosen: boolean) =>
    setWithout((before) => {
      const after = new Set(before);
      isChosen ? after.delete(entryId) : after.add(entryId);
      return after;
    });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="batchId" value={batchId} />
      {chosen.map(({ entryId }, index) => (
        <input key={entryId} type="hidden" name={`letters[${index}].entryId`} value={entryId} />
      ))}
      <Field id={fieldId("sentOn")} label="On which day?" error={errorsOf("sentOn")}>
        {(control) => <DateInput {...control} name="sentOn" defaultValue={today} max={today} />}
      </Field>
      <Field
        id={fieldId("proof")}
        label="Proof for all of them"
        optional
        hint="Such as the number of the posting receipt."
        error={errorsOf("proof")}
      >
        {(control) => <Input {...control} name="proof" autoComplete="off" maxLength={LIMITS.line} />}
      </Field>
      <Disclosure summary="Letter by letter" aside={`${chosen.length} of ${all.length} posted`}>
        <ul className="grid max-h-72 gap-2 overflow-y-auto">
          {all.map((letter) => (
            <LetterProof
              key={letter.entryId}
              letter={letter}
              id={fieldId(letter.entryId)}
              place={chosen.indexOf(letter)}
              onTurn={(isChosen) => turn(letter.entryId, isChosen)}
            />
          ))}
        </ul>
      </Disclosure>
      <p id={fieldId("letters")} tabIndex={-1} className="text-sm text-muted tabular-nums" aria-live="polite">
        {isPending ? `Recorded ${done} of ${chosen.length}.` : `${chosen.length} of ${all.length} letters.`}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Recording…">
          Record as posted
        </Button>
      </div>
    </form>
  );
}

type LetterProofProps = { letter: BatchLetter; id: string; place: number; onTurn: (isChosen: boolean) => void };

/** `place` is where it stands among those that are recorded; -1: it was not posted. */
function LetterProof({ letter: { reference, addressee }, id, place, onTurn }: LetterProofProps) {
  const isChosen = place >= 0;
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 gap-y-1 p-0.5">
      <span className="grid size-6 shrink-0 place-items-center">
        <input
          id={id}
          type="checkbox"
          checked={isChosen}
          onChange={({ target }) => onTurn(target.checked)}
          className="size-4.5 accent-primary"
        />
      </span>
      <label htmlFor={id} className="min-w-0 flex-1 basis-40 tabular-nums">
        {reference}, <bdi>{addressee}</bdi>
      </label>
      <Input
        id={`${id}-proof`}
        name={isChosen ? `letters[${place}].proof` : undefined}
        disabled={!isChosen}
        aria-label={`Proof for ${reference}`}
        placeholder="Its own proof"
        autoComplete="off"
        maxLength={LIMITS.line}
        className="w-40"
      />
    </li>
  );
}
