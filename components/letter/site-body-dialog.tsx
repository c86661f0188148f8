"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { useToast } from "@/components/ui/toast";
import { saveSiteBodyAction } from "@/lib/letter/actions";
import { BODY_FIELD_LABELS } from "@/lib/letter/labels";
import type { SiteBodyView } from "@/lib/letter/rules/outside-bodies";
import { saveSiteBodySchema } from "@/lib/letter/schema";
import { LIMITS } from "@/lib/shared/text";

type SiteBodyProps = { site: { id: string; packId: string }; body: SiteBodyView };

/** How an outside body is reached from a site. */
export function SiteBodyDialog({ site, body }: SiteBodyProps) {
  const verb = body.own || body.known ? "Change" : "Say how";
  return (
    <FormDialog
      button={verb}
      buttonName={`${verb}: how to reach ${body.name}`}
      title="How to reach it"
      description={body.ask ?? body.when}
    >
      {({ close }) => <SiteBodyForm site={site} body={body} onClose={close} />}
    </FormDialog>
  );
}

function SiteBodyForm({ site, body, onClose }: SiteBodyProps & { onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const [base, setBase] = useState<Record<string, string>>({
    ...{ name: body.own?.name ?? "", howToReach: body.own?.howToReach ?? "" },
  });
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: saveSiteBodyAction,
    schema: saveSiteBodySchema,
    onDone: () => {
      onClose();
      tell({ title: "Letters say it from now on." });
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
      <input type="hidden" name="packId" value={site.packId} />
      <input type="hidden" name="bodyId" value={body.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      <Field
        id={fieldId("name")}
        label={BODY_FIELD_LABELS.name}
        optional
        hint={`Without one, letters say “${body.name}”.`}
        error={errorsOf("name")}
      >
        {(control) => (
          <Input {...control} name="name" dir="auto" autoComplete="off" defaultValue={body.own?.name ?? ""} />
        )}
      </Field>
      <Field
        id={fieldId("howToReach")}
        label={BODY_FIELD_LABELS.howToReach}
        hint="In one line: phone, address, web address."
        error={errorsOf("howToReach")}
      >
        {(control) => (
          <Input
            {...control}
            name="howToReach"
            dir="auto"
            autoComplete="off"
            maxLength={LIMITS.name}
            defaultValue={body.own?.howToReach ?? body.known?.text ?? ""}
          />
        )}
      </Field>
      <FormEnd submit="Save" isPending={isPending} onClose={onClose} saveMine={isUndecided ? saveMine : undefined} />
    </form>
  );
}
