"use client";

import { CheckCheck } from "lucide-react";
import { DeedButton } from "@/components/form/deed-button";
import { readAllAction } from "@/lib/notification/actions";

/** `now` is when the page was shown: what came since stays unread. */
export function ReadAllButton({ now }: { now: string }) {
  return (
    <DeedButton
      icon={<CheckCheck aria-hidden />}
      action={readAllAction}
      fields={{ until: now }}
      done="Everything is marked as read."
    >
      Mark all as read
    </DeedButton>
  );
}
