"use client";

import { RotateCw } from "lucide-react";
import { DeedButton } from "@/components/form/deed-button";
import { sendAgainAction, sendAllAgainAction } from "@/lib/notification/actions";

export function SendAgainButton({ deliveryId, label }: { deliveryId: string; label: string }) {
  return (
    <DeedButton
      size="s"
      icon={<RotateCw aria-hidden />}
      action={sendAgainAction}
      fields={{ deliveryId }}
      done="It is in the queue again."
    >
      Try again
      <span className="sr-only">: {label}</span>
    </DeedButton>
  );
}

export function SendAllAgainButton() {
  return (
    <DeedButton
      variant="primary"
      icon={<RotateCw aria-hidden />}
      action={sendAllAgainAction}
      fields={{}}
      done="All of them are in the queue again."
    >
      Try all again
    </DeedButton>
  );
}
