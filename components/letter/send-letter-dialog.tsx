"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { CHANNEL_PHRASES } from "@/lib/case/labels";
import { sendLetterAction } from "@/lib/letter/actions";
import { LETTER_WAY_HINTS, LETTER_WAY_LABELS } from "@/lib/letter/labels";
import { LetterWay, OTHER_WAYS, sendLetterSchema } from "@/lib/letter/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type Seen = {
  letterId: string;
  version: number;
  today: string;
  /** What speaks against telling whoever the letter goes to, if anything does. */
  doubt: string | null;
  /** Where it is written that word of mouth does not do; null where it does. */
  inWriting: string | null;
  /** What follows for the case. */
  effect: string | null;
};

/** Writes down how an approved letter went out. */
export function SendLetterDialog(seen: Seen) {
  const [sendingId, setSendingId] = useState<string | null>(null);
  const close = () => setSendingId(null);
  return (
    <>
      <Button variant="primary" onClick={() => setSendingId(newId())}>
        Send
      </Button>
      <Dialog
        open={sendingId !== null}
        onClose={close}
        title="Send this letter"
        description="Print it, then say how and when it went out. From then on it stands as it was sent."
      >
        {sendingId ? <SendForm {...seen} sendingId={sendingId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

type SendFormProps = Seen & { sendingId: string; onClose: () => void };

function SendForm({ letterId, version, today, doubt, inWriting, effect, sendingId, onClose }: SendFormProps) {
  const tell = useToast();
  const [chosen, setChosen] = useState<string>(LetterWay.post);
  const way = Object.values(LetterWay).find((each) => each === chosen) ?? LetterWay.post;
  const isTold = way === LetterWay.told_otherwise;
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: sendLetterAction,
    schema: sendLetterSchema,
    onDone: () => {
      onClose();
      tell({ title: "The letter is sent." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="sendingId" value={sendingId} />
      <input type="hidden" name="letterId" value={letterId} />
      <input type="hidden" name="version" value={version} />
      <Segmented
        id={fieldId("way")}
        name="way"
        legend="How did it go out?"
        hint={LETTER_WAY_HINTS[way]}
        options={Object.values(LetterWay).map((value) => ({ value, label: LETTER_WAY_LABELS[value] }))}
        value={way}
        onChange={({ target }) => setChosen(target.value)}
        error={errorsOf("way")}
      />
      {isTold ? (
        <Field id={fieldId("toldVia")} label="How were they told?" error={errorsOf("toldVia")}>
          {(control) => (
            <Select
              {...control}
              name="toldVia"
              placeholder="Choose how"
              options={OTHER_WAYS.map((value) => ({ value, label: CHANNEL_PHRASES[value] }))}
            />
          )}
        </Field>
      ) : null}
      {isTold && inWriting ? (
        <Notice tone="soon" live="none" title="This answer is owed in writing">
          Whoever declines a letter still gets it by e-mail, through the portal or by hand. By phone or in person alone
          it is not given ({inWriting}): log that as a contact.
        </Notice>
      ) : null}
      <Field id={fieldId("sentOn")} label="On which day?" error={errorsOf("sentOn")}>
        {(control) => <DateInput {...control} name="sentOn" defaultValue={today} max={today} />}
      </Field>
      {doubt ? (
        <Field
          id={fieldId("checkedHow")}
          label="How do you know that they may be told?"
          hint={doubt}
          error={errorsOf("checkedHow")}
        >
          {(control) => <Input {...control} name="checkedHow" dir="auto" maxLength={LIMITS.line} />}
        </Field>
      ) : null}
      <Field
        id={fieldId("proof")}
        label="Proof"
        optional
        hint="Such as the number of a posting receipt."
        error={errorsOf("proof")}
      >
        {(control) => <Input {...control} name="proof" autoComplete="off" maxLength={LIMITS.line} />}
      </Field>
      <Field
        id={fieldId("note")}
        label={isTold ? "What were they told?" : "Note"}
        optional={!isTold}
        error={errorsOf("note")}
      >
        {(control) => <Textarea {...control} name="note" rows={3} limit={LIMITS.reason} />}
      </Field>
      {effect ? <p className="text-sm text-muted">{effect}</p> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Sending…">
          Send letter
        </Button>
      </div>
    </form>
  );
}
