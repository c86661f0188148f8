"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { recordFactsAction } from "@/lib/case/actions";
import { ANSWER_LABELS, FACT_GROUPS, type FactGroup, GROUP_LABELS } from "@/lib/regulation/labels";
import { packOf } from "@/lib/regulation/rules";
import { Answer, FACTS, type Facts, factsSchema, type Pack, recordFactsSchema } from "@/lib/regulation/schema";
import type { CaseClassification } from "@/lib/regulation/types";
import { LIMITS } from "@/lib/shared/text";
import { LiveKind, previewKind } from "./live-kind";

type FactsFormProps = { classification: CaseClassification; changeId: string; onClose: () => void };

export function FactsForm({ classification, changeId, onClose }: FactsFormProps) {
  const { given: seen, proposal, caseId } = classification;
  const pack = packOf(classification);
  const asked = pack.asks.filter(({ channels }) => !channels || channels.includes(seen.channel));
  const tell = useToast();
  const router = useRouter();
  const [base, setBase] = useState<Facts>(() => factsSchema.parse(seen));
  const [facts, setFacts] = useState<Facts>(base);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: recordFactsAction,
    schema: recordFactsSchema,
    onDone: ({ reference }) => {
      onClose();
      tell({ title: `${reference}: recorded.` });
    },
  });
  const differences = failure?.differences ?? [];
  const isDecided = differences.every(({ field, theirValue }) => base[field as keyof Facts] === theirValue);
  const preview = previewKind(pack, { ...seen, ...facts }, classification.standing);
  const needsReason = preview.isLowering && proposal === null;

  return (
    <form
      {...formProps}
      onChange={(event) => setFacts(factsSchema.parse(Object.fromEntries(new FormData(event.currentTarget))))}
      className="grid gap-4"
    >
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={failure.message}
          differences={differences}
          onKeepTheirs={() => {
            onClose();
            router.refresh();
          }}
          onUseMine={
            isDecided || differences.length === 0
              ? undefined
              : () =>
                  setBase({
                    ...base,
                    ...Object.fromEntries(differences.map(({ field, theirValue }) => [field, theirValue])),
                  })
          }
        />
      ) : null}
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="changeId" value={changeId} />
      {FACTS.map((fact) => (
        <input key={fact} type="hidden" name={`base.${fact}`} value={base[fact]} />
      ))}
      {FACTS.filter((fact) => !asked.some((ask) => ask.fact === fact)).map((fact) => (
        <input key={fact} type="hidden" name={fact} value={seen[fact]} />
      ))}
      {(Object.keys(GROUP_LABELS) as FactGroup[]).map((group) => (
        <FactFields key={group} group={group} asked={asked} facts={base} fieldId={fieldId} errorsOf={errorsOf} />
      ))}
      <LiveKind pack={pack} preview={preview} standing={classification.standing} hasProposal={proposal !== null} />
      {needsReason ? (
        <Field
          id={fieldId("reason")}
          label="Why should it be less?"
          hint="A second person reads it before anything is lowered."
          error={errorsOf("reason")}
        >
          {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} />}
        </Field>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          {needsReason ? "Save and propose" : "Save what is known"}
        </Button>
      </div>
    </form>
  );
}

type FactFieldsProps = {
  group: FactGroup;
  asked: Pack["asks"];
  facts: Facts;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

/** The facts of one group. Only whether it was settled has a "no" of its own: an empty box elsewhere says nothing. */
function FactFields({ group, asked, facts, fieldId, errorsOf }: FactFieldsProps) {
  const asks = asked.filter(({ fact }) => FACT_GROUPS[fact] === group);
  if (asks.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{GROUP_LABELS[group]}</legend>
      <div className="grid gap-1">
        {asks.map(({ fact, label, hint }) =>
          fact === "settledOnTheSpot" ? (
            <Segmented
              key={fact}
              id={fieldId(fact)}
              name={fact}
              legend={label}
              hint={hint}
              options={Object.values(Answer).map((value) => ({ value, label: ANSWER_LABELS[value] }))}
              defaultValue={facts[fact]}
              error={errorsOf(fact)}
              className="mb-1"
            />
          ) : (
            <Checkbox
              key={fact}
              id={fieldId(fact)}
              name={fact}
              value="yes"
              label={label}
              hint={hint}
              defaultChecked={facts[fact] === "yes"}
              error={errorsOf(fact)}
            />
          ),
        )}
      </div>
    </fieldset>
  );
}
