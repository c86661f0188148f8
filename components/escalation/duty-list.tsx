"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { DeedButton } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { endDutyAction, setDutyAction } from "@/lib/escalation/actions";
import { setDutySchema } from "@/lib/escalation/schema";
import type { MatrixView } from "@/lib/escalation/types";
import { formatInstant } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";

type DutyListProps = Pick<MatrixView, "siteId" | "zone" | "duties" | "people">;

/** Who is on call and who will be, and the form that adds somebody. */
export function DutyList({ siteId, zone, duties, people }: DutyListProps) {
  const [round, setRound] = useState(0);
  return (
    <div className="grid grid-cols-1 gap-4">
      {duties.length === 0 ? (
        <p className="text-muted">
          Nobody is on call. What goes to whoever is on call goes to the fallback of its row, and else to the managers.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {duties.map(({ id, person, from, until }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
              <span className="font-medium">
                <bdi>{person.name}</bdi>
              </span>
              <span className="text-sm text-muted tabular-nums">
                {formatInstant(new Date(from), zone)} to {formatInstant(new Date(until), zone)}
              </span>
              <DeedButton
                size="s"
                variant="quiet"
                className="ms-auto"
                action={endDutyAction}
                fields={{ dutyId: id }}
                done={`${person.name} is off the list.`}
                aria-label={`Take off ${person.name}, from ${formatInstant(new Date(from), zone)}`}
              >
                Take off
              </DeedButton>
            </li>
          ))}
        </ul>
      )}
      <DutyForm key={round} siteId={siteId} people={people} onDone={() => setRound(round + 1)} />
    </div>
  );
}

function DutyForm({ siteId, people, onDone }: Pick<DutyListProps, "siteId" | "people"> & { onDone: () => void }) {
  const tell = useToast();
  const [dutyId] = useState(newId);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: setDutyAction,
    schema: setDutySchema,
    tellsConflicts: true,
    onDone: () => {
      tell({ title: "Put on call." });
      onDone();
    },
  });
  return (
    <form {...formProps} className="grid gap-3">
      <ErrorSummary {...summary} />
      <input type="hidden" name="dutyId" value={dutyId} />
      <input type="hidden" name="siteId" value={siteId} />
      <Field id={fieldId("personId")} label="Who" error={errorsOf("personId")}>
        {(control) => (
          <Select
            {...control}
            name="personId"
            defaultValue=""
            placeholder="Choose a supervisor or manager"
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-start gap-3">
        <Field id={fieldId("from")} label="From" error={errorsOf("from")}>
          {(control) => <DateInput {...control} withTime name="from" />}
        </Field>
        <Field id={fieldId("until")} label="Until" error={errorsOf("until")}>
          {(control) => <DateInput {...control} withTime name="until" />}
        </Field>
      </div>
      <div>
        <Button type="submit" pending={isPending} pendingLabel="Adding…">
          Put on call
        </Button>
      </div>
    </form>
  );
}
