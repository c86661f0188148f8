"use client";

import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { submitLetterAction } from "@/lib/letter/actions";

const SUBMIT_ID = "submit-letter";

type SubmitProps = { letterId: string; text: string; save: () => Promise<boolean> };

/** Saves what there is, then asks for approval of it. */
export function SubmitLetterButton({ letterId, text, save }: SubmitProps) {
  const { act, isPending } = useDeed();
  const [isSaving, setIsSaving] = useState(false);
  const submit = async () => {
    setIsSaving(true);
    const isSaved = await save();
    setIsSaving(false);
    if (isSaved) act({ action: submitLetterAction, fields: { letterId, text }, done: "Approval is asked for." });
  };
  return (
    <>
      <Button id={SUBMIT_ID} variant="primary" pending={isPending || isSaving} shortcut="⌘ ↵" onClick={submit}>
        Ask for approval
      </Button>
      <Shortcut keys="mod+Enter" label="Ask for approval of the letter" pressId={SUBMIT_ID} />
    </>
  );
}
