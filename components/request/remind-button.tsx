"use client";

import { BellRing } from "lucide-react";
import { DeedButton } from "@/components/form/deed-button";
import { remindUnitAction } from "@/lib/request/actions";

export function RemindButton({ requestId, unit }: { requestId: string; unit: string }) {
  return (
    <DeedButton
      size="s"
      variant="quiet"
      icon={<BellRing aria-hidden />}
      action={remindUnitAction}
      fields={{ requestId }}
      done={`${unit} is reminded.`}
    >
      Remind
    </DeedButton>
  );
}
