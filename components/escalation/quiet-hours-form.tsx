"use client";

import { useRouter } from "next/navigation";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { setQuietHoursAction } from "@/lib/escalation/actions";
import type { Quiet } from "@/lib/escalation/rules/quiet";
import { setQuietHoursSchema } from "@/lib/escalation/schema";

/** When nobody is told, unless somebody is in danger. */
export function QuietHoursForm({ siteId, quiet, zone }: { siteId: string; quiet: Quiet; zone: string }) {
  const tell = useToast();
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: setQuietHoursAction,
    schema: setQuietHoursSchema,
    onDone: () => tell({ title: "Quiet hours set." }),
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
      <input type="hidden" name="siteId" value={siteId} />
      <input type="hidden" name="seenFrom" value={quiet?.from ?? ""} />
      <input type="hidden" name="seenUntil" value={quiet?.until ?? ""} />
      <p className="max-w-prose text-muted">
        By the clocks of {zone.replaceAll("_", " ")}. What is escalated then is told of when they end; immediate danger
        at once. Leave both empty for no quiet hours.
      </p>
      <div className="flex flex-wrap items-start gap-3">
        <Field id={fieldId("from")} label="From" error={errorsOf("from")}>
          {(control) => (
            <Input {...control} type="time" name="from" defaultValue={quiet?.from ?? ""} className="w-auto" />
          )}
        </Field>
        <Field id={fieldId("until")} label="Until" error={errorsOf("until")}>
          {(control) => (
            <Input {...control} type="time" name="until" defaultValue={quiet?.until ?? ""} className="w-auto" />
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" pending={isPending} pendingLabel="Setting…">
          Set quiet hours
        </Button>
      </div>
    </form>
  );
}
