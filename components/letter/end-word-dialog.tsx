"use client";

import { type ReactNode, useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { switchOffWordAction, voidWordAction } from "@/lib/letter/actions";
import type { WordKind } from "@/lib/letter/rules/site-words";
import { switchOffWordSchema, voidWordSchema } from "@/lib/letter/schema";
import { newId } from "@/lib/shared/ids";

type Deed = "Remove" | "Switch on" | "Switch off";

const QUESTIONS: Record<Deed, string> = {
  Remove: "Why is it not needed any more?",
  "Switch on": "Why is it needed again?",
  "Switch off": "Why does this site not check for it?",
};

type AskProps = { deed: Deed; phrase: string; form: (close: () => void) => ReactNode };

function AskDialog({ deed, phrase, form }: AskProps) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`${deed}: ${phrase}`} onClick={() => setIsOpen(true)}>
        {deed}
      </Button>
      <Dialog open={isOpen} onClose={close} title={deed} description={<bdi>{phrase}</bdi>}>
        {form(close)}
      </Dialog>
    </>
  );
}

type VoidWordProps = { wordId: string; phrase: string; isOff: boolean };

/** Removes a word of the site's own, or switches one on again that came with Heard. */
export function VoidWordDialog({ wordId, phrase, isOff }: VoidWordProps) {
  const deed = isOff ? "Switch on" : "Remove";
  return (
    <AskDialog deed={deed} phrase={phrase} form={(close) => <VoidForm wordId={wordId} deed={deed} onClose={close} />} />
  );
}

function VoidForm({ wordId, deed, onClose }: { wordId: string; deed: Deed; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: voidWordAction,
    schema: voidWordSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: deed === "Remove" ? "Removed. Who had added it is kept." : "Letters are checked for it again." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="wordId" value={wordId} />
      <Field id={fieldId("reason")} label={QUESTIONS[deed]} error={errorsOf("reason")}>
        {(control) => <Input {...control} name="reason" dir="auto" autoComplete="off" autoFocus />}
      </Field>
      <Buttons deed={deed} isPending={isPending} onClose={onClose} />
    </form>
  );
}

type SwitchOffProps = { siteId: string; language: string; kind: WordKind; phrase: string };

/** Switches a word off that comes with Heard. */
export function SwitchOffDialog(word: SwitchOffProps) {
  return (
    <AskDialog deed="Switch off" phrase={word.phrase} form={(close) => <SwitchOffForm {...word} onClose={close} />} />
  );
}

function SwitchOffForm({ siteId, language, kind, phrase, onClose }: SwitchOffProps & { onClose: () => void }) {
  const tell = useToast();
  const [wordId] = useState(newId);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: switchOffWordAction,
    schema: switchOffWordSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Switched off. Letters are not checked for it any more." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="wordId" value={wordId} />
      <input type="hidden" name="siteId" value={siteId} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="phrase" value={phrase} />
      <Field id={fieldId("why")} label={QUESTIONS["Switch off"]} error={errorsOf("why")}>
        {(control) => <Input {...control} name="why" dir="auto" autoComplete="off" autoFocus />}
      </Field>
      <Buttons deed="Switch off" isPending={isPending} onClose={onClose} />
    </form>
  );
}

function Buttons({ deed, isPending, onClose }: { deed: Deed; isPending: boolean; onClose: () => void }) {
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" variant="primary" pending={isPending}>
        {deed}
      </Button>
    </div>
  );
}
