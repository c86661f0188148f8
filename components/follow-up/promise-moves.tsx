"use client";

import { DateInput } from "@/components/form/date-input";
import { DeedButton } from "@/components/form/deed-button";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { WAY_LABELS } from "@/lib/contact/labels";
import {
  approvePromiseAction,
  declinePromiseAction,
  handOnPromiseAction,
  keepPromiseAction,
  replacePromiseAction,
  withdrawPromiseAction,
} from "@/lib/follow-up/actions";
import {
  ContactChannel,
  declinePromiseSchema,
  handOnPromiseSchema,
  keepPromiseSchema,
  replacePromiseSchema,
  withdrawPromiseSchema,
} from "@/lib/follow-up/schema";
import type { PromiseRow } from "@/lib/follow-up/types";
import type { Person } from "@/lib/shared/person";
import { type FormParts, WordsDialog } from "./reason-form";
import { WorkerField } from "./who-fields";

type PromiseMovesProps = {
  promise: Pick<PromiseRow, "id" | "words" | "dueOn" | "standing" | "owner" | "mayDecide">;
  desk: { today: string; me: string; workers: Person[] };
};

/** What can become of an open promise. */
export function PromiseMoves({ promise, desk }: PromiseMovesProps) {
  const { id, words, standing, owner, mayDecide } = promise;
  const subject = { name: "promiseId", id };
  const isPending = standing.kind === "needs_approval";
  const told = (parts: FormParts, isNeeded: boolean) => (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
      <ToldField {...parts} isNeeded={isNeeded} />
      <WorkerField {...parts} name="toldById" label="Who told them?" workers={desk.workers} chosen={desk.me} />
    </div>
  );
  return (
    <div className="-ms-2.5 flex flex-wrap gap-1 print:hidden">
      {mayDecide ? <Decide subject={subject} words={words} /> : null}
      {isPending ? null : (
        <>
          <WordsDialog
            button="Kept"
            buttonName={`Kept: ${words}`}
            title="This promise was kept"
            action={keepPromiseAction}
            schema={keepPromiseSchema}
            subject={subject}
            words={{ name: "keptHow", label: "How was it kept?" }}
            submit="It was kept"
            done="The promise is kept."
          >
            {({ fieldId, errorsOf }) => (
              <Field id={fieldId("keptOn")} label="On which day?" error={errorsOf("keptOn")}>
                {(control) => <DateInput {...control} name="keptOn" defaultValue={desk.today} max={desk.today} />}
              </Field>
            )}
          </WordsDialog>
          <WordsDialog
            button="Another day"
            buttonName={`Promise another day: ${words}`}
            title="Promise another day"
            description="The first day stays in the ledger, with how it ended."
            action={replacePromiseAction}
            schema={replacePromiseSchema}
            subject={subject}
            words={{ name: "reason", label: "Why?" }}
            submit="Promise this day"
            done="The new day is in the ledger."
          >
            {(parts) => (
              <>
                <Field id={parts.fieldId("dueOn")} label="By which day?" error={parts.errorsOf("dueOn")}>
                  {(control) => <DateInput {...control} name="dueOn" min={desk.today} />}
                </Field>
                {told(parts, true)}
              </>
            )}
          </WordsDialog>
        </>
      )}
      <WordsDialog
        button="Hand on"
        buttonName={`Hand on: ${words}`}
        title="Hand this promise on"
        action={handOnPromiseAction}
        schema={handOnPromiseSchema}
        subject={subject}
        words={null}
        submit="Hand it on"
        done="The promise is handed on."
      >
        {(parts) => (
          <WorkerField
            {...parts}
            name="ownerId"
            label="Who answers for it from now on?"
            workers={desk.workers.filter((worker) => worker.id !== owner.id)}
            chosen={undefined}
          />
        )}
      </WordsDialog>
      <WordsDialog
        button="Withdraw"
        buttonName={`Withdraw: ${words}`}
        title="Withdraw this promise"
        description="It stays in the ledger, with your reason."
        action={withdrawPromiseAction}
        schema={withdrawPromiseSchema}
        subject={subject}
        words={{ name: "reason", label: "Why will it not be done?" }}
        submit="Withdraw it"
        done="The promise is withdrawn."
      >
        {(parts) => (isPending ? null : told(parts, false))}
      </WordsDialog>
    </div>
  );
}

function Decide({ subject, words }: { subject: { name: string; id: string }; words: string }) {
  return (
    <>
      <DeedButton
        size="s"
        action={approvePromiseAction}
        fields={{ promiseId: subject.id }}
        aria-label={`Approve: ${words}`}
        done="Approved: they may be told."
      >
        Approve
      </DeedButton>
      <WordsDialog
        button="Decline"
        buttonName={`Decline: ${words}`}
        title="Decline this promise"
        description="It ends here, and they are not told of it."
        action={declinePromiseAction}
        schema={declinePromiseSchema}
        subject={subject}
        words={{ name: "reason", label: "Why may it not be promised?" }}
        submit="Decline it"
        done="Declined."
      />
    </>
  );
}

function ToldField({ fieldId, errorsOf, isNeeded }: FormParts & { isNeeded: boolean }) {
  return (
    <Field id={fieldId("toldVia")} label="How were they told?" error={errorsOf("toldVia")} className="grow basis-40">
      {(control) => (
        <Select
          {...control}
          name="toldVia"
          defaultValue=""
          placeholder={isNeeded ? "Choose" : "They have not been told"}
          options={Object.values(ContactChannel).map((value) => ({ value, label: WAY_LABELS[value] }))}
        />
      )}
    </Field>
  );
}
