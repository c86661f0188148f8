"use client";

import { ChevronsUp } from "lucide-react";
import { useRef, useState } from "react";
import { useDraft } from "@/components/draft/use-draft";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { describeAway } from "@/lib/access/labels";
import type { Away } from "@/lib/access/types";
import type { DraftFields, SavedDraft } from "@/lib/draft/schema";
import { raiseEscalationAction } from "@/lib/escalation/actions";
import { LEVEL_HINTS, LEVEL_LABELS } from "@/lib/escalation/labels";
import { LEVELS } from "@/lib/escalation/rules/matrix";
import { raiseEscalationSchema } from "@/lib/escalation/schema";
import type { Person } from "@/lib/shared/person";
import { LIMITS } from "@/lib/shared/text";

/** What stands in the form: a draft, or what was typed a moment ago and may not be saved yet. */
type Kept = { fields: DraftFields; savedAt: string | undefined };

/** Who can be asked, and whether they are away today. */
type Asked = Person & { away: Away | null };

type EscalateProps = { caseId: string; reference: string; answerers: Asked[]; draft: SavedDraft | null; zone: string };

export function EscalateDialog({ draft, ...props }: EscalateProps) {
  const [isOpen, setIsOpen] = useState(false);
  // Closing the dialog is not discarding: what was typed stands there when it opens again.
  const [kept, setKept] = useState<Kept | null>(draft);
  return (
    <>
      <Button id="escalate" icon={<ChevronsUp aria-hidden />} shortcut="E" onClick={() => setIsOpen(true)}>
        Escalate
      </Button>
      <Shortcut keys="e" label="Escalate this case" pressId="escalate" />
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Escalate ${props.reference}`}
        description="A supervisor answers, and the answer stands in the timeline."
      >
        <EscalateForm
          {...props}
          draft={kept}
          onTyping={(fields) => setKept({ fields, savedAt: kept?.savedAt })}
          onClose={() => setIsOpen(false)}
        />
      </Dialog>
    </>
  );
}

type EscalateFormProps = Omit<EscalateProps, "draft"> & {
  draft: Kept | null;
  onTyping: (fields: DraftFields) => void;
  onClose: () => void;
};

function EscalateForm({ caseId, answerers, draft, zone, onTyping, onClose }: EscalateFormProps) {
  const tell = useToast();
  const form = useRef<HTMLFormElement>(null);
  const saving = useDraft({
    kind: "escalation",
    subject: caseId,
    form,
    except: ["caseId"],
    savedAt: draft?.savedAt,
    zone,
  });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: raiseEscalationAction,
    schema: raiseEscalationSchema,
    draft: saving,
    tellsConflicts: true,
    onDone: ({ reference, route }) => {
      saving.close();
      onClose();
      tell({ title: route ? `${reference} is escalated. ${route}` : `${reference} is escalated.` });
    },
  });
  const chosen = answerers.find(({ id }) => id === draft?.fields.toPersonId);
  return (
    <form
      ref={form}
      {...formProps}
      onInput={(event) => {
        saving.noteTyping();
        const data = new FormData(event.currentTarget);
        onTyping({
          reason: String(data.get("reason") ?? ""),
          toPersonId: String(data.get("toPersonId") ?? ""),
          level: String(data.get("level") ?? ""),
        });
      }}
      className="grid gap-4"
    >
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <Field
        id={fieldId("reason")}
        label="Why does it need a supervisor?"
        hint="What is at stake, and by when."
        error={errorsOf("reason")}
      >
        {(control) => (
          <Textarea
            {...control}
            name="reason"
            rows={4}
            limit={LIMITS.reason}
            autoFocus
            defaultValue={draft?.fields.reason}
          />
        )}
      </Field>
      <Field id={fieldId("toPersonId")} label="To whom?" error={errorsOf("toPersonId")}>
        {(control) => (
          <Select
            {...control}
            name="toPersonId"
            defaultValue={draft?.fields.toPersonId ?? ""}
            placeholder="Any supervisor or manager of the site"
            options={answerers.map(({ id, name, away }) => ({ value: id, label: away ? `${name} (away)` : name }))}
          />
        )}
      </Field>
      {chosen?.away ? (
        <Notice tone="soon" title={`${chosen.name} is away`}>
          {describeAway(chosen.away)}. {describeGoing(chosen.away, answerers)}
        </Notice>
      ) : null}
      <Field id={fieldId("level")} label="How far up?" error={errorsOf("level")}>
        {(control) => (
          <Select
            {...control}
            name="level"
            defaultValue={draft?.fields.level || "1"}
            options={LEVELS.map((level) => ({
              value: String(level),
              label: `${LEVEL_LABELS[level]}: ${LEVEL_HINTS[level].toLowerCase()}`,
            }))}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <SavedAt {...saving.savedAt} className="me-auto" />
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Escalating…">
          Escalate
        </Button>
      </div>
    </form>
  );
}

function describeGoing({ actor }: Away, answerers: readonly Person[]): string {
  const cover = answerers.find(({ id }) => id === actor?.id);
  return cover ? `It goes to ${cover.name}.` : "Choose somebody else, or nobody by name.";
}
