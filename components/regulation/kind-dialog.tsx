"use client";

import { Dialog } from "@/components/ui/dialog";
import { Disclosure } from "@/components/ui/disclosure";
import type { CaseClassification } from "@/lib/regulation/types";
import { ChooseKindForm } from "./choose-kind-form";
import { FactsForm } from "./facts-form";

type KindDialogProps = { classification: CaseClassification; changeId: string | null; onClose: () => void };

/** What is known of a case, in plain words, and what that makes it while one ticks. */
export function KindDialog({ classification, changeId, onClose }: KindDialogProps) {
  return (
    <Dialog
      open={changeId !== null}
      onClose={onClose}
      title="What kind is it?"
      description="Tick what you know. The rules of the site say what it is."
    >
      {changeId ? (
        <div className="grid gap-4">
          <FactsForm classification={classification} changeId={changeId} onClose={onClose} />
          <Disclosure summary="Choose another kind yourself" className="border-t pt-2">
            <ChooseKindForm classification={classification} changeId={changeId} onClose={onClose} />
          </Disclosure>
        </div>
      ) : null}
    </Dialog>
  );
}
