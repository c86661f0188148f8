"use client";

import { useState } from "react";
import { ColleagueLine } from "@/components/access/colleague-line";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText, Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { describeAway, LOAD_HINT, SUGGESTION_HINT } from "@/lib/access/labels";
import { shareOut, suggestOwner } from "@/lib/access/rules";
import type { Colleague } from "@/lib/access/types";
import { handOverCasesAction } from "@/lib/case/actions";
import { countCases } from "@/lib/case/labels";
import { handOverSchema } from "@/lib/case/schema";
import type { Caseload } from "@/lib/case/types";
import { LIMITS } from "@/lib/shared/text";
import { CaseloadLine } from "./caseload-line";

export type Done = Extract<Awaited<ReturnType<typeof handOverCasesAction>>, { ok: true }>["data"];

type HandOverFormProps = {
  caseload: Caseload;
  colleagues: Colleague[];
  handoverId: string;
  onDone: (done: Done) => void;
};

/** Which cases, to whom, and why. Several new owners share them by load, and each case says with whom it would be. */
export function HandOverForm({ caseload, colleagues, handoverId, onDone }: HandOverFormProps) {
  const { person, site, cases } = caseload;
  const [picked, setPicked] = useState<string[]>([]);
  const [ownerIds, setOwnerIds] = useState<string[]>([]);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: handOverCasesAction,
    schema: handOverSchema,
    tellsConflicts: true,
    onDone,
  });
  const owners = colleagues.filter(({ id }) => ownerIds.includes(id));
  const chosen = cases.filter(({ id }) => picked.includes(id));
  const shares = shareOut(chosen, owners);
  const nameOf = (id: string | undefined) => owners.find((owner) => owner.id === id)?.name;
  const suggested = suggestOwner(colleagues);
  const moves = errorsOf("moves");
  return (
    <form {...formProps} className="grid gap-4 p-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="handoverId" value={handoverId} />
      <input type="hidden" name="siteId" value={site.id} />
      <input type="hidden" name="personId" value={person.id} />
      {[...shares].map(([caseId, ownerId]) => (
        <input key={caseId} type="hidden" name="moves" value={`${caseId} ${ownerId}`} />
      ))}
      <fieldset className="min-w-0" aria-describedby={moves ? `${fieldId("moves")}-error` : undefined}>
        <legend className="font-medium">Which cases?</legend>
        <div className="mt-1.5 mb-1 flex flex-wrap items-center gap-2">
          <Button size="s" id={fieldId("moves")} onClick={() => setPicked(cases.map(({ id }) => id))}>
            All
          </Button>
          <Button size="s" onClick={() => setPicked([])}>
            None
          </Button>
          <span role="status" className="text-sm text-muted tabular-nums">
            {chosen.length} of {cases.length} chosen
          </span>
        </div>
        <ul className="divide-y divide-line">
          {cases.map((row) => (
            <CaseloadLine
              key={row.id}
              row={row}
              isPicked={picked.includes(row.id)}
              goesTo={owners.length > 1 ? nameOf(shares.get(row.id)) : undefined}
              onPick={(isOn) => setPicked(toggled(picked, row.id, isOn))}
            />
          ))}
        </ul>
        <ErrorText id={fieldId("moves")} error={moves} />
      </fieldset>
      <fieldset className="grid min-w-0 gap-1">
        <legend className="font-medium">To whom?</legend>
        <p className="text-sm text-muted">
          Choose one, or several who share the cases so that their loads come near to each other. {LOAD_HINT}{" "}
          {SUGGESTION_HINT}
        </p>
        {colleagues.map((colleague) => (
          <label
            key={colleague.id}
            className="flex min-h-9 flex-wrap items-center gap-x-2.5 rounded border border-transparent px-2 py-1 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="checkbox"
              checked={ownerIds.includes(colleague.id)}
              onChange={({ target }) => setOwnerIds(toggled(ownerIds, colleague.id, target.checked))}
              className="size-4.5 accent-primary"
            />
            <ColleagueLine colleague={colleague} isSuggested={colleague === suggested} />
          </label>
        ))}
        {colleagues.length === 0 ? <p>Nobody else works cases at {site.name}.</p> : null}
      </fieldset>
      {owners.map(({ id, name, away }) =>
        away ? (
          <Notice key={id} tone="soon" title={`${name} is away`}>
            {describeAway(away)}. What you hand over waits until then, unless the cover takes it up.
          </Notice>
        ) : null,
      )}
      <Field id={fieldId("reason")} label="Why?" hint="Stands in the timeline of each case." error={errorsOf("reason")}>
        {(control) => <Input {...control} name="reason" dir="auto" />}
      </Field>
      <Field
        id={fieldId("note")}
        label="What should the new owner know?"
        hint="For their day."
        optional
        error={errorsOf("note")}
      >
        {(control) => <Textarea {...control} name="note" limit={LIMITS.reason} />}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Handing over…">
          {chosen.length > 0 ? `Hand over ${countCases(chosen.length)}` : "Hand over"}
        </Button>
      </div>
    </form>
  );
}

function toggled(ids: string[], id: string, isOn: boolean): string[] {
  return isOn ? [...ids.filter((each) => each !== id), id] : ids.filter((each) => each !== id);
}
