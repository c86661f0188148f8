"use client";

import { useState } from "react";
import { ReopenDialog } from "@/components/case/reopen-dialog";
import { Button } from "@/components/ui/button";

/** Opens a closed case again, where its survey says that something is still unanswered. */
export function ReopenOffer({ caseId, reference }: { caseId: string; reference: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="s" onClick={() => setIsOpen(true)}>
        Reopen to answer it
      </Button>
      <ReopenDialog open={isOpen} onClose={() => setIsOpen(false)} detail={{ id: caseId, reference }} />
    </>
  );
}
