"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { takeBackReferralAction } from "@/lib/referral/actions";
import { takeBackReferralSchema } from "@/lib/referral/schema";
import { LIMITS } from "@/lib/shared/text";

type Given = { referralId: string; body: string };

/** Takes back what was recorded by mistake, with why. */
export function TakeBackReferral({ referralId, body }: Given) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`Take back: ${body}`} onClick={() => setIsOpen(true)}>
        Take back
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="Take back where it went"
        description={`It no longer counts that this went to: ${body}. The history of the case keeps that it was recorded.`}
      >
        <TakeBackForm referralId={referralId} onClose={close} />
      </Dialog>
    </>
  );
}

function TakeBackForm({ referralId, onClose }: { referralId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: takeBackReferralAction,
    schema: takeBackReferralSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Taken back." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="referralId" value={referralId} />
      <Field id={fieldId("reason")} label="Why was it recorded by mistake?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={3} limit={LIMITS.reason} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Take back
        </Button>
      </div>
    </form>
  );
}
