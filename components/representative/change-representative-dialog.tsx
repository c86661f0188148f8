"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { changeRepresentativeAction } from "@/lib/representative/actions";
import { changeRepresentativeSchema } from "@/lib/representative/schema";
import type { Representative } from "@/lib/representative/types";
import { type CaseChoice, RepresentativeFields } from "./representative-fields";

type ChangeRepresentativeProps = { representative: Representative; cases: CaseChoice[] };

export function ChangeRepresentativeDialog(props: ChangeRepresentativeProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { name } = props.representative;
  return (
    <>
      <Button
        size="s"
        variant="quiet"
        aria-label={`Change what is on record of ${name}`}
        onClick={() => setIsOpen(true)}
      >
        Change
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="Change what is on record">
        <ChangeForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function ChangeForm({ representative, cases, onClose }: ChangeRepresentativeProps & { onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const values = asFields(representative);
  const [base, setBase] = useState(values);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: changeRepresentativeAction,
    schema: changeRepresentativeSchema,
    onDone: () => {
      onClose();
      tell({ title: "Changed." });
    },
  });
  const keepTheirs = () => {
    onClose();
    router.refresh();
  };
  const differences = failure?.differences ?? [];
  const theirs = Object.fromEntries(differences.map(({ field, theirValue }) => [field, theirValue]));
  const isDecided = Object.entries(theirs).every(([field, value]) => base[field] === value);
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={failure.message}
          differences={differences}
          onKeepTheirs={keepTheirs}
          onUseMine={isDecided ? undefined : () => setBase({ ...base, ...theirs })}
        />
      ) : null}
      <input type="hidden" name="representativeId" value={representative.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      <RepresentativeFields values={values} fieldId={fieldId} errorsOf={errorsOf} cases={cases} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          {failure?.code === "CONFLICT" && isDecided ? "Save mine over theirs" : "Save changes"}
        </Button>
      </div>
    </form>
  );
}

function asFields(one: Representative): Record<string, string> {
  const { name, relation, phone, email, basis, extent, agreed, startsOn, expiresOn, document, seenOn } = one;
  const fields = { name, relation, phone, email, basis, extent, agreed, startsOn, expiresOn, document, seenOn };
  return Object.fromEntries(
    Object.entries({ ...fields, caseId: one.case?.id ?? null }).map(([field, value]) => [field, value ?? ""]),
  );
}
