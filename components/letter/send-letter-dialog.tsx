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
import { LetterWay, MAIL_WAYS, OTHER_WAYS, sendLetterSchema } from "@/lib/letter/schema";
import type { MailTarget } from "@/lib/letter/types";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type Seen = {
  letterId: string;
  version: number;
  today: string;
  /** What speaks against telling whoever the letter goes to, if anything does. */
  doubt: string | null;
  /** Where it can go by e-mail, and whether Heard can send e-mail at all. */
  mail: MailTarget | null;
  maySendMail: boolean;
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
        description="Say how it goes out. From then on it stands as it was sent."
      >
        {sendingId ? <SendForm {...seen} sendingId={sendingId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

type SendFormProps = Seen & { sendingId: string; onClose: () => void };

function SendForm({ sendingId, onClose, ...seen }: SendFormProps) {
  const { letterId, version, today, doubt, mail, maySendMail, inWriting, effect } = seen;
  const tell = useToast();
  const [chosen, setChosen] = useState<string>(LetterWay.post);
  const ways = waysOf({ mail, maySendMail });
  const way = ways.find((each) => each === chosen) ?? LetterWay.post;
  const isTold = way === LetterWay.told_otherwise;
  const isMail = way === LetterWay.email;
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: sendLetterAction,
    schema: sendLetterSchema,
    onDone: () => {
      onClose();
      tell({ title: isMail ? "The letter is on its way to the mail server." : "The letter is sent." });
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
        legend={isMail ? "How does it go out?" : "How did it go out?"}
        hint={LETTER_WAY_HINTS[way]}
        options={ways.map((value) => ({ value, label: LETTER_WAY_LABELS[value] }))}
        value={way}
        onChange={({ target }) => setChosen(target.value)}
        error={errorsOf("way")}
      />
      {mail ? <MailWay mail={mail} maySendMail={maySendMail} isChosen={MAIL_WAYS.includes(way)} /> : null}
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
      {isMail ? (
        <input type="hidden" name="sentOn" value={today} />
      ) : (
        <Field id={fieldId("sentOn")} label="On which day?" error={errorsOf("sentOn")}>
          {(control) => <DateInput {...control} name="sentOn" defaultValue={today} max={today} />}
        </Field>
      )}
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
      {isMail ? null : (
        <Field
          id={fieldId("proof")}
          label="Proof"
          optional={way !== LetterWay.email_own}
          hint={
            way === LetterWay.email_own
              ? "Such as where the copy of it is."
              : "Such as the number of a posting receipt."
          }
          error={errorsOf("proof")}
        >
          {(control) => <Input {...control} name="proof" autoComplete="off" maxLength={LIMITS.line} />}
        </Field>
      )}
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

/** Heard sends it, or, where it cannot, somebody does from elsewhere; neither where nothing may go by e-mail. */
function waysOf({ mail, maySendMail }: Pick<Seen, "mail" | "maySendMail">): LetterWay[] {
  const { post, handed_over, email, email_own, told_otherwise } = LetterWay;
  const byMail = mail?.address && mail.refusal === null ? [maySendMail ? email : email_own] : [];
  return [post, handed_over, ...byMail, told_otherwise];
}

type MailWayProps = { mail: MailTarget; maySendMail: boolean; isChosen: boolean };

/** To which address it goes, and what to know first; or why it cannot go by e-mail. */
function MailWay({ mail: { address, refusal, cautions }, maySendMail, isChosen }: MailWayProps) {
  if (address === null || refusal !== null) {
    return (
      <p className="text-sm wrap-anywhere text-muted" dir="auto">
        {refusal}
      </p>
    );
  }
  if (!isChosen) return null;
  return (
    <div className="grid gap-2">
      <input type="hidden" name="mailTo" value={address} />
      <p className="wrap-anywhere">
        To <bdi className="font-medium">{address}</bdi>
      </p>
      {maySendMail ? null : (
        <p className="text-sm text-muted">
          E-mail is not set up here yet. Download the PDF, send it to this address yourself, then write that down here.
        </p>
      )}
      {cautions.length > 0 ? (
        <Notice tone="soon" live="none" title="Before you send it by e-mail">
          <ul className="list-disc ps-4 wrap-anywhere">
            {cautions.map((caution) => (
              <li key={caution} dir="auto">
                {caution}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
