"use client";

import { useState } from "react";
import { AmountField, type Money } from "@/components/billing/amount-field";
import { FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { setLimitsAction } from "@/lib/follow-up/actions";
import { LIMIT_LABELS } from "@/lib/follow-up/labels";
import { LIMITED_ROLES, type LimitedRole, setLimitsSchema } from "@/lib/follow-up/schema";

type LimitsDialogProps = { siteId: string; site: string; texts: Record<LimitedRole, string>; money: Money };

/** How much each role of a site may promise without asking. */
export function LimitsDialog({ site, ...rest }: LimitsDialogProps) {
  return (
    <FormDialog
      button="Change"
      buttonName={`Change what may be promised at ${site}`}
      title="What may be promised"
      description="Above these amounts a promise waits for somebody whose limit covers it."
    >
      {({ close }) => <LimitsForm {...rest} onClose={close} />}
    </FormDialog>
  );
}

function LimitsForm({ siteId, texts, money, onClose }: Omit<LimitsDialogProps, "site"> & { onClose: () => void }) {
  const tell = useToast();
  const [base] = useState(texts);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: setLimitsAction,
    schema: setLimitsSchema,
    onDone: () => {
      onClose();
      tell({ title: "The limits are saved." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice message={failure.message} differences={failure.differences ?? []} onKeepTheirs={onClose} />
      ) : null}
      <input type="hidden" name="siteId" value={siteId} />
      {LIMITED_ROLES.map((role) => (
        <div key={role}>
          <input type="hidden" name={`base.${role}`} value={base[role]} />
          <AmountField
            id={fieldId(role)}
            name={role}
            label={LIMIT_LABELS[role]}
            money={money}
            error={errorsOf(role)}
            defaultValue={texts[role]}
          />
        </div>
      ))}
      <FormEnd submit="Save limits" isPending={isPending} onClose={onClose} />
    </form>
  );
}
