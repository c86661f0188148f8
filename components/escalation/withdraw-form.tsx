"use client";

import { useRouter } from "next/navigation";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { withdrawEscalationAction } from "@/lib/escalation/actions";
import { withdrawEscalationSchema } from "@/lib/escalation/schema";
import { LIMITS } from "@/lib/shared/text";

/** Takes back an escalation that one raised oneself. */
export function WithdrawForm({ escalationId }: { escalationId: string }) {
  const tell = useToast();
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: withdrawEscalationAction,
    schema: withdrawEscalationSchema,
    onDone: ({ reference }) => tell({ title: `${reference}: escalation taken back.` }),
  });
  return (
    <form {...formProps} className="grid gap-3">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={failure.message}
          differences={failure.differences ?? []}
          onKeepTheirs={() => router.refresh()}
        />
      ) : null}
      <input type="hidden" name="escalationId" value={escalationId} />
      <Field
        id={fieldId("reason")}
        label="Why do you take it back?"
        hint="Whoever was told reads it in the timeline."
        error={errorsOf("reason")}
      >
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} />}
      </Field>
      <div>
        <Button type="submit" pending={isPending} pendingLabel="Taking back…">
          Take it back
        </Button>
      </div>
    </form>
  );
}
