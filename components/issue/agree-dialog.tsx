"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { CHANNEL_LABELS } from "@/lib/case/labels";
import type { CaseIssue } from "@/lib/case/types";
import { agreeIssuesAction } from "@/lib/issue/actions";
import { agreeIssuesSchema } from "@/lib/issue/schema";
import { newId } from "@/lib/shared/ids";

type AgreeProps = {
  caseId: string;
  issues: Pick<CaseIssue, "id" | "position" | "summary">[];
  listDigest: string;
  nowThere: string;
};

/** "Have I understood?": the list as it is read back to them. */
export function AgreeDialog(props: AgreeProps) {
  const [agreementId, setAgreementId] = useState<string | null>(null);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setAgreementId(newId())}>
        Read back
      </Button>
      <Dialog
        open={agreementId !== null}
        onClose={() => setAgreementId(null)}
        title="Have I understood?"
        description="Read them the list. Add what is missing first."
      >
        {agreementId ? <AgreeForm {...props} agreementId={agreementId} onClose={() => setAgreementId(null)} /> : null}
      </Dialog>
    </>
  );
}

function AgreeForm({
  caseId,
  issues,
  listDigest,
  nowThere,
  agreementId,
  onClose,
}: AgreeProps & { agreementId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: agreeIssuesAction,
    schema: agreeIssuesSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Agreed with them." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="agreementId" value={agreementId} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="issueIds" value={issues.map(({ id }) => id).join(",")} />
      <input type="hidden" name="listDigest" value={listDigest} />
      <ol className="grid list-decimal gap-1.5 ps-6 font-serif text-lg">
        {issues.map(({ id, summary: words }) => (
          <li key={id} className="wrap-anywhere">
            <bdi>{words}</bdi>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-4">
        <Field id={fieldId("channel")} label="How did you speak?" error={errorsOf("channel")}>
          {(control) => (
            <Select
              {...control}
              name="channel"
              placeholder="Choose"
              options={Object.entries(CHANNEL_LABELS).map(([value, label]) => ({ value, label }))}
            />
          )}
        </Field>
        <Field id={fieldId("agreedAt")} label="When?" error={errorsOf("agreedAt")}>
          {(control) => <DateInput {...control} name="agreedAt" withTime defaultValue={nowThere} />}
        </Field>
      </div>
      <Field id={fieldId("remark")} label="What they said to it" optional error={errorsOf("remark")}>
        {(control) => <Input {...control} name="remark" dir="auto" />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          They agree
        </Button>
      </div>
    </form>
  );
}
