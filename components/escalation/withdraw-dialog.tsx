"use client";

import { WordsDialog } from "@/components/follow-up/reason-form";
import { withdrawEscalationAction } from "@/lib/escalation/actions";
import { withdrawEscalationSchema } from "@/lib/escalation/schema";

/** Takes back an escalation that one raised oneself. */
export function WithdrawDialog({ escalationId }: { escalationId: string }) {
  return (
    <WordsDialog
      button="Take it back"
      buttonName="Take it back: the escalation"
      title="Take the escalation back"
      action={withdrawEscalationAction}
      schema={withdrawEscalationSchema}
      subject={{ name: "escalationId", id: escalationId }}
      words={{ name: "reason", label: "Why do you take it back?", hint: "Whoever was told reads it in the timeline." }}
      submit="Take it back"
      done="The escalation is taken back."
    />
  );
}
