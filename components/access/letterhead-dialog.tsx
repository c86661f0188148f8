"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { useToast } from "@/components/ui/toast";
import { saveLetterheadAction } from "@/lib/access/actions";
import { LETTERHEAD_LABELS } from "@/lib/access/labels";
import { LETTERHEAD, type LetterheadField, saveLetterheadSchema } from "@/lib/access/schema";
import { LIMITS } from "@/lib/shared/text";

type Site = { id: string; name: string } & Record<LetterheadField, string | null>;

const HINTS: Record<LetterheadField, string> = {
  address: "Line by line, as on an envelope.",
  phone: "The number that patients may call about their case.",
  email: "Stands at the foot of every page.",
  web: "Stands at the foot of every page.",
};

/** What stands above and below the letters of a site. */
export function LetterheadDialog({ site }: { site: Site }) {
  return (
    <FormDialog
      button={site.address ? "Change" : "Add"}
      buttonName={`${site.address ? "Change" : "Add"} the letterhead of ${site.name}`}
      title="Letterhead"
      description="What stands above and below each letter from now on. Letters that were sent stay as they were."
    >
      {({ close }) => <LetterheadForm site={site} onClose={close} />}
    </FormDialog>
  );
}

function LetterheadForm({ site, onClose }: { site: Site; onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const [base, setBase] = useState<Record<string, string>>(() =>
    Object.fromEntries(LETTERHEAD.map((field) => [field, site[field] ?? ""])),
  );
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: saveLetterheadAction,
    schema: saveLetterheadSchema,
    onDone: () => {
      onClose();
      tell({ title: "The letterhead is saved." });
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase });
  const keepTheirs = () => {
    onClose();
    router.refresh();
  };
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice message={failure.message} differences={differences} onKeepTheirs={keepTheirs} />
      ) : null}
      <input type="hidden" name="siteId" value={site.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      {LETTERHEAD.map((field) => (
        <Field
          key={field}
          id={fieldId(field)}
          label={LETTERHEAD_LABELS[field]}
          optional
          hint={HINTS[field]}
          error={errorsOf(field)}
        >
          {(control) =>
            field === "address" ? (
              <Textarea {...control} name={field} dir="auto" rows={4} limit={LIMITS.name} defaultValue={base[field]} />
            ) : (
              <Input {...control} name={field} autoComplete="off" defaultValue={base[field]} />
            )
          }
        </Field>
      ))}
      <FormEnd
        submit="Save letterhead"
        isPending={isPending}
        onClose={onClose}
        saveMine={isUndecided ? saveMine : undefined}
      />
    </form>
  );
}
