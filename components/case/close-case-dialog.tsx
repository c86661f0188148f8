"use client";

import { useRef, useState } from "react";
import { useDraft } from "@/components/draft/use-draft";
import { ClosingPromises, type OpenPromise } from "@/components/follow-up/closing-promises";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { closeCaseAction } from "@/lib/case/actions";
import { FINDING_LABELS, OUTCOME_LABELS, OUTCOMES_OF } from "@/lib/case/labels";
import { describeMissing } from "@/lib/case/rules";
import { closeCaseSchema } from "@/lib/case/schema";
import type { CaseDetail, CaseIssue } from "@/lib/case/types";
import { needsFindings, whatIsMissing } from "@/lib/case/workflow";
import type { DraftFields, SavedDraft } from "@/lib/draft/schema";
import { cn } from "@/lib/shared/cn";
import type { Person } from "@/lib/shared/person";
import { LIMITS } from "@/lib/shared/text";
import { endStep } from "./awaited-step";
import { LetterOwedLine } from "./letter-owed-line";
import { carryNews } from "./step-news";
import { ToldFields } from "./told-fields";

type Closing = Pick<CaseDetail, "id" | "reference" | "state" | "kind" | "workflow" | "given" | "issues" | "answeredAt">;
/** What is still promised, and who can go on answering for it. */
export type Ledger = { promises: OpenPromise[]; workers: Person[] };
type Kept = { fields: DraftFields; savedAt: string | undefined };
type CloseProps = {
  open: boolean;
  onClose: () => void;
  detail: Closing;
  today: string;
  draft: SavedDraft | null;
  zone: string;
  ledger: Ledger;
};

/** Asks for all that the case still lacks, so that closing is one step and nothing is left out. */
export function CloseCaseDialog({ open, draft, ...props }: CloseProps) {
  // Closing the dialog is not discarding: what was typed stands there when it opens again.
  const [kept, setKept] = useState<Kept | null>(draft);
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title={`Close ${props.detail.reference}`}
      description="Whatever is still missing is asked for here."
      className="w-[min(44rem,calc(100vw-2rem))]"
    >
      <CloseForm {...props} draft={kept} onTyping={(fields) => setKept({ fields, savedAt: kept?.savedAt })} />
    </Dialog>
  );
}

type CloseFormProps = Omit<CloseProps, "open" | "draft"> & {
  draft: Kept | null;
  onTyping: (fields: DraftFields) => void;
};

function CloseForm({ detail, today, zone, ledger, draft, onTyping, onClose }: CloseFormProps) {
  const tell = useToast();
  const form = useRef<HTMLFormElement>(null);
  const given = draft?.fields ?? {};
  const [outcome, setOutcome] = useState(given.outcome ?? "");
  const saving = useDraft({
    kind: "closing",
    subject: detail.id,
    form,
    except: ["caseId", "expectedState", "expectedKind"],
    savedAt: draft?.savedAt,
    zone,
  });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: closeCaseAction,
    schema: closeCaseSchema,
    tellsConflicts: true,
    draft: saving,
    onDone: ({ reference }) => {
      const title = `${reference} is closed.`;
      const isCarried = carryNews({ reference, title, undo: null });
      endStep(reference, true);
      saving.close();
      onClose();
      if (!isCarried) tell({ title });
    },
  });
  const missing = whatIsMissing("close", detail.workflow);
  const unsettled = detail.issues.filter(({ id }) => missing.some((one) => "issueId" in one && one.issueId === id));
  const escalation = missing.find(({ need }) => need === "escalation_answered");
  const isWithdrawn = outcome === "withdrawn";
  return (
    <form
      ref={form}
      {...formProps}
      onInput={(event) => {
        saving.noteTyping();
        const typed = [...new FormData(event.currentTarget)];
        onTyping(Object.fromEntries(typed.filter((pair): pair is [string, string] => typeof pair[1] === "string")));
      }}
      className="grid gap-5"
    >
      <ErrorSummary {...summary} />
      {escalation ? (
        <p className="rounded bg-soon-bg px-3 py-2.5">{describeMissing(escalation, detail.issues)}</p>
      ) : null}
      <input type="hidden" name="caseId" value={detail.id} />
      <input type="hidden" name="expectedState" value={detail.state} />
      <input type="hidden" name="expectedKind" value={detail.kind} />
      <Field id={fieldId("outcome")} label="How did it end?" error={errorsOf("outcome")}>
        {(control) => (
          <Select
            {...control}
            name="outcome"
            autoFocus
            placeholder="Choose"
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value)}
            options={OUTCOMES_OF[detail.kind].map((value) => ({ value, label: OUTCOME_LABELS[value] }))}
          />
        )}
      </Field>
      <LetterOwedLine detail={detail} outcome={outcome} />
      <fieldset disabled={isWithdrawn} className={cn("grid gap-5", isWithdrawn && "hidden")}>
        <legend className="sr-only">What they are told</legend>
        {unsettled.map((issue, index) => (
          <IssueToSettle
            key={issue.id}
            issue={issue}
            index={index}
            withFinding={needsFindings(detail.kind)}
            given={given}
            fieldId={fieldId}
            errorsOf={errorsOf}
          />
        ))}
        {missing.some(({ need }) => need === "told") ? (
          <ToldFields fieldId={fieldId} errorsOf={errorsOf} today={today} given={given} letter={detail.given} />
        ) : null}
      </fieldset>
      {missing.some(({ need }) => need === "requests_settled") ? (
        <Field
          id={fieldId("openRequestsReason")}
          label="A unit has not answered yet. Why can it close without?"
          error={errorsOf("openRequestsReason")}
        >
          {(control) => (
            <Textarea
              {...control}
              name="openRequestsReason"
              rows={2}
              limit={LIMITS.reason}
              defaultValue={given.openRequestsReason}
            />
          )}
        </Field>
      ) : null}
      <ClosingPromises {...ledger} given={given} fieldId={fieldId} errorsOf={errorsOf} />
      <Field
        id={fieldId("summary")}
        label="The outcome, in a sentence or two"
        hint="As you would tell it to them."
        error={errorsOf("summary")}
      >
        {(control) => (
          <Textarea {...control} name="summary" rows={2} limit={LIMITS.reason} defaultValue={given.summary} />
        )}
      </Field>
      <Segmented
        id={fieldId("hasChanged")}
        name="hasChanged"
        legend="Did something change because of it?"
        options={[
          { value: "yes", label: "Yes, this changed" },
          { value: "no", label: "No, because" },
        ]}
        defaultValue={given.hasChanged}
        error={errorsOf("hasChanged")}
      />
      <Field
        id={fieldId("lesson")}
        label="What changed, or why nothing did"
        hint="They asked so that it does not happen to the next person."
        error={errorsOf("lesson")}
      >
        {(control) => (
          <Textarea {...control} name="lesson" rows={2} limit={LIMITS.reason} defaultValue={given.lesson} />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <SavedAt {...saving.savedAt} className="me-auto" />
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Closing…">
          Close case
        </Button>
      </div>
    </form>
  );
}

type IssueToSettleProps = {
  issue: CaseIssue;
  index: number;
  withFinding: boolean;
  given: DraftFields;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

function IssueToSettle({ issue, index, withFinding, given, fieldId, errorsOf }: IssueToSettleProps) {
  const name = (field: string) => `issues[${index}].${field}`;
  // The draft may be of a list that was longer then.
  const isSame = given[name("issueId")] === issue.id;
  const kept = (field: string) => (isSame ? given[name(field)] : undefined);
  return (
    <fieldset className="grid gap-3 rounded border px-3.5 pt-2 pb-3.5">
      <legend className="px-1 font-medium wrap-anywhere">
        Issue {issue.position}: <bdi>{issue.summary}</bdi>
      </legend>
      <input type="hidden" name={name("issueId")} value={issue.id} />
      {withFinding ? (
        <Segmented
          id={fieldId(name("finding"))}
          name={name("finding")}
          legend="Finding"
          options={Object.entries(FINDING_LABELS).map(([value, label]) => ({ value, label }))}
          defaultValue={kept("finding") ?? issue.finding ?? undefined}
          error={errorsOf(name("finding"))}
        />
      ) : null}
      <Field id={fieldId(name("answer"))} label="What are they told?" error={errorsOf(name("answer"))}>
        {(control) => (
          <Textarea
            {...control}
            name={name("answer")}
            rows={2}
            limit={LIMITS.note}
            defaultValue={kept("answer") ?? issue.answer ?? undefined}
          />
        )}
      </Field>
    </fieldset>
  );
}
