"use client";

import { useRouter } from "next/navigation";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { sendBackAction } from "@/lib/escalation/actions";
import { sendBackSchema } from "@/lib/escalation/schema";
import { LIMITS } from "@/lib/shared/text";

/** Sends an escalation back to the owner of the case, with what is needed before it can be decided. */
export function SendBackForm({ escalationId }: { escalationId: string }) {
  const tell = useToast();
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: sendBackAction,
    schema: sendBackSchema,
    onDone: ({ reference }) => tell({ title: `${reference}: sent back.` }),
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
        id={fieldId("needed")}
        label="What is needed first?"
        hint="The owner reads it in the timeline."
        error={errorsOf("needed")}
      >
        {(control) => <Textarea {...control} name="needed" rows={2} limit={LIMITS.reason} />}
      </Field>
      <div>
        <Button type="submit" pending={isPending} pendingLabel="Sending…">
          Send back to the owner
        </Button>
      </div>
    </form>
  );
}
