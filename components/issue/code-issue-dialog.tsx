"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { unitLabel } from "@/lib/access/labels";
import type { UnitChoice } from "@/lib/access/types";
import { SEVERITY_LABELS } from "@/lib/case/labels";
import { SEVERITIES } from "@/lib/case/schema";
import type { CaseIssue } from "@/lib/case/types";
import { codeIssueAction } from "@/lib/issue/actions";
import { CATEGORY_SHORT, CODING_LABELS, HARM_LABELS, STAFF_GROUP_LABELS, STAGE_LABELS } from "@/lib/issue/labels";
import { codeIssueSchema, HARMS } from "@/lib/issue/schema";

type CodeProps = { issue: CaseIssue; units: UnitChoice[] };

/** What the issue is about, one tap each, after the Healthcare Complaints Analysis Tool. */
export function CodeIssueDialog(props: CodeProps) {
  const [isOpen, setIsOpen] = useState(false);
  const label = props.issue.category ? "Change coding" : "Code it";
  return (
    <>
      <Button
        size="s"
        variant="quiet"
        aria-label={`${label}, issue ${props.issue.position}`}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Code issue ${props.issue.position}`}
        description="One tap each. What is not known can stay open."
        className="w-[min(44rem,calc(100vw-2rem))]"
      >
        <CodeForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

const OPEN = { value: "", label: "Not said" };
const choices = (labels: Record<string, string>) => [
  OPEN,
  ...Object.entries(labels).map(([value, label]) => ({ value, label })),
];

function CodeForm({ issue, units, onClose }: CodeProps & { onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const [base, setBase] = useState<Record<string, string>>({
    summary: issue.summary,
    category: issue.category ?? "",
    severity: String(issue.severity),
    stage: issue.stage ?? "",
    staffGroup: issue.staffGroup ?? "",
    unitId: issue.unitId ?? "",
    allegedHarm: String(issue.allegedHarm ?? ""),
  });
  const [shown] = useState(base);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: codeIssueAction,
    schema: codeIssueSchema,
    onDone: () => {
      onClose();
      tell({ title: `Issue ${issue.position} is coded.` });
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase });
  const one = (name: "category" | "severity" | "stage" | "staffGroup" | "allegedHarm") => ({
    id: fieldId(name),
    name,
    legend: CODING_LABELS[name],
    defaultValue: shown[name],
    error: errorsOf(name),
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={failure.message}
          differences={differences}
          onKeepTheirs={() => {
            onClose();
            router.refresh();
          }}
        />
      ) : null}
      <input type="hidden" name="issueId" value={issue.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      <Field id={fieldId("summary")} label={CODING_LABELS.summary} error={errorsOf("summary")}>
        {(control) => <Input {...control} name="summary" dir="auto" defaultValue={shown.summary} />}
      </Field>
      <Segmented {...one("category")} options={choices(CATEGORY_SHORT)} />
      <Segmented
        {...one("severity")}
        options={SEVERITIES.map((value) => ({ value: String(value), label: SEVERITY_LABELS[value] }))}
      />
      <Segmented {...one("stage")} options={choices(STAGE_LABELS)} />
      <Segmented {...one("staffGroup")} options={choices(STAFF_GROUP_LABELS)} />
      <Segmented
        {...one("allegedHarm")}
        options={[OPEN, ...HARMS.map((harm) => ({ value: String(harm), label: HARM_LABELS[harm] }))]}
      />
      <Field id={fieldId("unitId")} label={CODING_LABELS.unitId} error={errorsOf("unitId")}>
        {(control) => (
          <Select
            {...control}
            name="unitId"
            defaultValue={shown.unitId}
            placeholder="No unit, or not known"
            options={units.map((unit) => ({ value: unit.id, label: unitLabel(unit) }))}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type={isUndecided ? "button" : "submit"}
          onClick={isUndecided ? saveMine : undefined}
          variant="primary"
          pending={isPending}
          pendingLabel="Saving…"
        >
          {isUndecided ? "Save mine over theirs" : "Save coding"}
        </Button>
      </div>
    </form>
  );
}
