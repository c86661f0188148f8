"use client";

import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { tagCaseAction, untagCaseAction } from "@/lib/tag/actions";
import { tagCaseSchema } from "@/lib/tag/schema";
import type { TagChoice } from "@/lib/tag/types";

export const TAG_BUTTON_ID = "tag-case";

type TagDialogProps = { caseId: string; choices: TagChoice[] };

/** Puts a tag on a case, with those of the site offered as one types; its key is T. */
export function TagDialog(props: TagDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button id={TAG_BUTTON_ID} size="s" variant="quiet" shortcut="T" onClick={() => setIsOpen(true)}>
        Tag
      </Button>
      <Shortcut keys="t" label="Tag this case" pressId={TAG_BUTTON_ID} />
      <Dialog
        open={isOpen}
        onClose={close}
        title="Tag this case"
        description="A few words that this case shares with others, so that they are found together."
      >
        <TagForm {...props} onClose={close} />
      </Dialog>
    </>
  );
}

function TagForm({ caseId, choices, onClose }: TagDialogProps & { onClose: () => void }) {
  const tell = useToast();
  const { act } = useDeed();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: tagCaseAction,
    schema: tagCaseSchema,
    tellsConflicts: true,
    onDone: ({ tagId, label, hasChanged }) => {
      onClose();
      if (!hasChanged) return tell({ title: `The case has this tag already: ${label}.` });
      const back = {
        action: untagCaseAction,
        fields: { caseId, tagId },
        done: `Undone: the tag ${label} is off again.`,
      };
      tell({ title: `Tagged: ${label}.`, action: { label: "Undo", onAct: () => void act(back) } });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <Field
        id={fieldId("label")}
        label="Which tag?"
        hint="Such as: parking. No names of people: everybody at the site sees the list."
        error={errorsOf("label")}
      >
        {(control) => (
          <>
            <Input {...control} name="label" list={`${control.id}-list`} autoComplete="off" dir="auto" autoFocus />
            <datalist id={`${control.id}-list`}>
              {choices.map(({ id, name }) => (
                <option key={id} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Adding…">
          Add tag
        </Button>
      </div>
    </form>
  );
}
