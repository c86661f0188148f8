"use client";

import { useState } from "react";
import { AmountField } from "@/components/billing/amount-field";
import { errorsWithConflict, FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import type { ButtonVariant } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { makePromiseAction } from "@/lib/follow-up/actions";
import { MONEY_LABELS } from "@/lib/follow-up/labels";
import { findOverpromises } from "@/lib/follow-up/rules/find-promises";
import { makePromiseSchema, PromiseMoney } from "@/lib/follow-up/schema";
import type { PromiseOffer } from "@/lib/follow-up/types";
import { LIMITS } from "@/lib/shared/text";
import type { Desk } from "./desk";
import { WhoFields, WorkerField } from "./who-fields";

type PromiseDialogProps = { desk: Desk; button: string; variant?: ButtonVariant; offer?: PromiseOffer };

/** Puts a promise into the ledger: typed, or filled in from what was found in a contact. */
export function PromiseDialog({ desk, button, variant, offer }: PromiseDialogProps) {
  return (
    <FormDialog
      button={button}
      variant={variant}
      title="Keep a promise in the ledger"
      description="With its day and whoever answers for it. An amount above one's limit needs approval before they are told."
    >
      {({ id, close }) => <PromiseForm desk={desk} offer={offer} idempotencyKey={id} onClose={close} />}
    </FormDialog>
  );
}

type PromiseFormProps = { desk: Desk; offer?: PromiseOffer; idempotencyKey: string; onClose: () => void };

function PromiseForm({ desk, offer, idempotencyKey, onClose }: PromiseFormProps) {
  const tell = useToast();
  const [words, setWords] = useState(offer?.words ?? "");
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: makePromiseAction,
    schema: makePromiseSchema,
    onDone: ({ needsApproval }) => {
      onClose();
      tell({
        title: needsApproval ? "This needs approval: do not tell them yet." : "The promise is in the ledger.",
      });
    },
  });
  const parts = { fieldId, errorsOf };
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <input type="hidden" name="caseId" value={desk.caseId} />
      {offer ? (
        <>
          <input type="hidden" name="contactId" value={offer.contactId} />
          <input type="hidden" name="foundWords" value={offer.words} />
        </>
      ) : null}
      <Field id={fieldId("words")} label="What was promised?" error={errorsOf("words")}>
        {(control) => (
          <Textarea
            {...control}
            name="words"
            rows={2}
            limit={LIMITS.reason}
            autoFocus
            defaultValue={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        )}
      </Field>
      <Overpromised words={words} />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
        <Field id={fieldId("dueOn")} label="By which day?" error={errorsOf("dueOn")}>
          {(control) => <DateInput {...control} name="dueOn" defaultValue={offer?.dueOn ?? ""} />}
        </Field>
        <WorkerField {...parts} name="ownerId" label="Who answers for it?" workers={desk.workers} chosen={desk.me} />
      </div>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
        <WhoFields {...parts} label="To whom?" parties={desk.parties} whom={offer?.whom} partyName={offer?.partyName} />
      </div>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
        <AmountField
          id={fieldId("amount")}
          name="amount"
          label="Amount, if any"
          money={desk.money}
          error={errorsOf("amount")}
          defaultValue={offer?.amount ?? ""}
        />
        <Segmented
          id={fieldId("money")}
          name="money"
          legend="What for?"
          hint="Only with an amount."
          options={Object.values(PromiseMoney).map((value) => ({ value, label: MONEY_LABELS[value] }))}
          defaultValue={offer?.money ?? undefined}
          error={errorsOf("money")}
        />
      </div>
      <FormEnd submit="Keep it in the ledger" isPending={isPending} onClose={onClose} />
    </form>
  );
}

function Overpromised({ words }: { words: string }) {
  const found = findOverpromises(words);
  if (found.length === 0) return null;
  return (
    <Notice tone="soon" title={`“${found.join("”, “")}” may be more than you can keep`}>
      Promise what you can do yourself, by a day.
    </Notice>
  );
}
