"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";
import type { CaseClassification } from "@/lib/regulation/types";
import { newId } from "@/lib/shared/ids";

/** Opens what is known of a case; every policy pack comes with it, so that its code comes with the first time. */
export function WhatKindDialog({ classification }: { classification: CaseClassification }) {
  const [changeId, setChangeId] = useState<string | null>(null);
  const dialog = useLate(() => import("./kind-dialog"), "The form");
  const open = async () => {
    if (await dialog.bring()) setChangeId(newId());
  };
  return (
    <>
      <Button size="s" onClick={open}>
        What kind is it?
      </Button>
      {dialog.late ? (
        <dialog.late.KindDialog classification={classification} changeId={changeId} onClose={() => setChangeId(null)} />
      ) : null}
    </>
  );
}
