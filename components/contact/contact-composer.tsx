"use client";

import { useRef, useState } from "react";
import { ContactMore, MORE_FIELDS } from "@/components/contact/contact-more";
import { useFreshKey } from "@/components/contact/use-fresh-key";
import { useDraft } from "@/components/draft/use-draft";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { logContactAction } from "@/lib/contact/actions";
import { DIRECTION_LABELS, OUTCOME_LABELS, WAY_LABELS } from "@/lib/contact/labels";
import { needsSummary, outcomesOf } from "@/lib/contact/rules/outcomes";
import { ContactChannel, ContactDirection, ContactOutcome, logContactSchema } from "@/lib/contact/schema";
import type { SavedDraft } from "@/lib/draft/schema";
import { LIMITS } from "@/lib/shared/text";

type ContactComposerProps = {
  caseId: string;
  idempotencyKey: string;
  draft: SavedDraft | null;
  zone: string;
  siteZone: string;
  patientLabel: string;
  interpreterFor: string | null;
  languages: { tag: string; name: string }[];
  /** The rules of the place want the receipt confirmed in writing, and nobody has done it. */
  asksAcknowledgement: boolean;
  isPrimary: boolean;
  isShown: boolean;
  /** Shows this form, before its key puts the focus into it. */
  onReach: () => void;
};

/** A call, visit, e-mail, letter or portal message: four answers, and the rest where it is wanted. */
export function ContactComposer({ idempotencyKey, draft: first, ...rest }: ContactComposerProps) {
  const { key, draft, renew } = useFreshKey(idempotencyKey, first);
  return <ContactForm key={key} {...rest} idempotencyKey={key} draft={draft} onLogged={renew} />;
}

const oneOf = <T extends string>(values: Record<string, T>, value: string | undefined, otherwise: T): T =>
  Object.values(values).find((each) => each === value) ?? otherwise;

function ContactForm(props: ContactComposerProps & { onLogged: () => void }) {
  const { caseId, idempotencyKey, draft, zone, isPrimary, isShown, onReach, onLogged, ...others } = props;
  const { asksAcknowledgement, ...place } = others;
  const kept = draft?.fields ?? {};
  const form = useRef<HTMLFormElement>(null);
  const [direction, setDirection] = useState(oneOf(ContactDirection, kept.direction, ContactDirection.outgoing));
  const [channel, setChannel] = useState(oneOf(ContactChannel, kept.channel, ContactChannel.phone));
  const [outcome, setOutcome] = useState(kept.outcome ?? "");
  const [isOpen, setIsOpen] = useState(MORE_FIELDS.some((name) => kept[name] && kept[name] !== "patient"));
  const saving = useDraft({
    kind: "contact",
    subject: caseId,
    form,
    except: ["caseId", "idempotencyKey"],
    savedAt: draft?.savedAt,
    zone,
  });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: logContactAction,
    schema: logContactSchema,
    draft: saving,
    onDone: () => {
      saving.close();
      onLogged();
    },
  });
  const possible = outcomesOf(direction, channel);
  const ended = possible.length === 1 ? possible[0] : possible.find((each) => each === outcome);
  const isSilent = ended !== undefined && !needsSummary(ended);
  const firstId = fieldId("direction");
  const sendId = `${formProps.id}-send`;
  return (
    <form ref={form} {...formProps} onInput={saving.noteTyping} onChange={saving.noteTyping} className="grid gap-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <div className="flex flex-wrap gap-x-4.5 gap-y-3.5">
        <Segmented
          id={firstId}
          name="direction"
          legend="Which way?"
          options={Object.values(ContactDirection).map((value) => ({ value, label: DIRECTION_LABELS[value] }))}
          value={direction}
          onChange={(event) => setDirection(oneOf(ContactDirection, event.target.value, direction))}
          error={errorsOf("direction")}
        />
        <Segmented
          id={fieldId("channel")}
          name="channel"
          legend="How?"
          options={Object.values(ContactChannel).map((value) => ({ value, label: WAY_LABELS[value] }))}
          value={channel}
          onChange={(event) => setChannel(oneOf(ContactChannel, event.target.value, channel))}
          error={errorsOf("channel")}
        />
        <Segmented
          id={fieldId("outcome")}
          name="outcome"
          legend="How did it end?"
          options={possible.map((value) => ({ value, label: OUTCOME_LABELS[value] }))}
          value={ended ?? ""}
          onChange={(event) => setOutcome(oneOf(ContactOutcome, event.target.value, possible[0] ?? "reached"))}
          error={errorsOf("outcome")}
        />
      </div>
      <Field id={fieldId("summary")} label="What was said?" optional={isSilent} error={errorsOf("summary")}>
        {(control) => <Textarea {...control} name="summary" rows={3} limit={LIMITS.note} defaultValue={kept.summary} />}
      </Field>
      {asksAcknowledgement && direction === ContactDirection.outgoing && ended === ContactOutcome.sent ? (
        <Checkbox
          id={fieldId("isAcknowledgement")}
          name="isAcknowledgement"
          label="This acknowledges the complaint"
          hint="It confirms in writing that it arrived, which stops the clock for that."
          defaultChecked={kept.isAcknowledgement === "on"}
        />
      ) : null}
      <Disclosure
        summary="When, minutes, interpreter, who may be told"
        open={isOpen || MORE_FIELDS.some((name) => errorsOf(name))}
        onToggle={(event) => setIsOpen(event.currentTarget.open)}
      >
        <ContactMore {...place} kept={kept} fieldId={fieldId} errorsOf={errorsOf} />
      </Disclosure>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SavedAt {...saving.savedAt} className="me-auto" />
        <Button
          id={sendId}
          type="submit"
          variant={isPrimary ? "primary" : "plain"}
          size="s"
          shortcut="⌘ ↵"
          pending={isPending}
          pendingLabel="Logging…"
        >
          Log contact
        </Button>
      </div>
      <Shortcut
        keys="l"
        label="Log a contact"
        onPress={() => {
          onReach();
          form.current?.querySelector<HTMLInputElement>("input[name=direction]:checked")?.focus();
        }}
      />
      {isShown ? <Shortcut keys="mod+Enter" label="Log the contact" pressId={sendId} /> : null}
    </form>
  );
}
