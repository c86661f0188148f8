"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useDraft } from "@/components/draft/use-draft";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { FINDING_LABELS } from "@/lib/case/labels";
import type { CaseIssue } from "@/lib/case/types";
import type { DraftFields, SavedDraft } from "@/lib/draft/schema";
import { decideIssueAction } from "@/lib/issue/actions";
import { HARM_LABELS } from "@/lib/issue/labels";
import { decideIssueSchema, HARMS } from "@/lib/issue/schema";
import { LIMITS } from "@/lib/shared/text";

type Kept = { fields: DraftFields; savedAt: string | undefined };
type DecideProps = { issue: CaseIssue; withFinding: boolean; draft: SavedDraft | null; zone: string };

/** The finding on one issue, what they are told about it, and what changed. */
export function DecideIssueDialog({ draft, ...props }: DecideProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [kept, setKept] = useState<Kept | null>(draft);
  const label = props.withFinding ? "Finding and answer" : "Answer";
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
        title={`${label}: issue ${props.issue.position}`}
        description={<bdi>{props.issue.summary}</bdi>}
      >
        <DecideForm
          {...props}
          draft={kept}
          onTyping={(fields) => setKept({ fields, savedAt: kept?.savedAt })}
          onClose={() => setIsOpen(false)}
          onSaved={() => setKept(null)}
        />
      </Dialog>
    </>
  );
}

type DecideFormProps = Omit<DecideProps, "draft"> & {
  draft: Kept | null;
  onTyping: (fields: DraftFields) => void;
  onClose: () => void;
  onSaved: () => void;
};

function DecideForm({ issue, withFinding, zone, draft, onTyping, onClose, onSaved }: DecideFormProps) {
  const tell = useToast();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState<Record<string, string>>({
    finding: issue.finding ?? "",
    answer: issue.answer ?? "",
    whatChanged: issue.whatChanged ?? "",
    foundHarm: String(issue.foundHarm ?? ""),
  });
  const saving = useDraft({
    kind: "decision",
    subject: issue.id,
    form,
    except: ["issueId", "base.finding", "base.answer", "base.whatChanged", "base.foundHarm"],
    savedAt: draft?.savedAt,
    zone,
  });
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: decideIssueAction,
    schema: decideIssueSchema,
    draft: saving,
    onDone: () => {
      saving.close();
      onSaved();
      onClose();
      tell({ title: `Issue ${issue.position} is saved.` });
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase });
  const given = draft?.fields ?? base;
  return (
    <form
      ref={form}
      {...formProps}
      onInput={(event) => {
        saving.noteTyping();
        const typed = [...new FormData(event.currentTarget)];
        onTyping(Object.fromEntries(typed.filter((pair): pair is [string, string] => typeof pair[1] === "string")));
      }}
      className="grid gap-4"
    >
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={failure.message}
          differences={differences}
          onKeepTheirs={() => {
            onSaved();
            onClose();
            router.refresh();
          }}
        />
      ) : null}
      <input type="hidden" name="issueId" value={issue.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      {withFinding ? (
        <Segmented
          id={fieldId("finding")}
          name="finding"
          legend="Finding"
          options={[
            { value: "", label: "None yet" },
            ...Object.entries(FINDING_LABELS).map(([value, label]) => ({ value, label })),
          ]}
          defaultValue={given.finding ?? ""}
          error={errorsOf("finding")}
        />
      ) : null}
      <Field
        id={fieldId("answer")}
        label="What are they told?"
        hint="What we looked at, what we found, and what we do about it."
        error={errorsOf("answer")}
      >
        {(control) => (
          <Textarea {...control} name="answer" rows={5} limit={LIMITS.note} autoFocus defaultValue={given.answer} />
        )}
      </Field>
      <Field id={fieldId("whatChanged")} label="What changed because of it?" optional error={errorsOf("whatChanged")}>
        {(control) => (
          <Textarea {...control} name="whatChanged" rows={2} limit={LIMITS.reason} defaultValue={given.whatChanged} />
        )}
      </Field>
      {withFinding ? (
        <Segmented
          id={fieldId("foundHarm")}
          name="foundHarm"
          legend="Harm that was found"
          options={[
            { value: "", label: "Not known" },
            ...HARMS.map((harm) => ({ value: String(harm), label: HARM_LABELS[harm] })),
          ]}
          defaultValue={given.foundHarm ?? ""}
          error={errorsOf("foundHarm")}
        />
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <SavedAt {...saving.savedAt} className="me-auto" />
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type={isUndecided ? "button" : "submit"}
          onClick={isUndecided ? saveMine : undefined}
          variant="primary"
          pending={isPending}
          pendingLabel="Saving…"
        >
          {isUndecided ? "Save mine over theirs" : "Save"}
        </Button>
      </div>
    </form>
  );
}
