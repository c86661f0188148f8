"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Disclosure } from "@/components/ui/disclosure";
import type { CaseClassification } from "@/lib/regulation/types";
import { newId } from "@/lib/shared/ids";
import { ChooseKindForm } from "./choose-kind-form";
import { FactsForm } from "./facts-form";

/** What is known of a case, in plain words, and what that makes it while one ticks. */
export function WhatKindDialog({ classification }: { classification: CaseClassification }) {
  const [changeId, setChangeId] = useState<string | null>(null);
  const close = () => setChangeId(null);
  return (
    <>
      <Button size="s" onClick={() => setChangeId(newId())}>
        What kind is it?
      </Button>
      <Dialog
        open={changeId !== null}
        onClose={close}
        title="What kind is it?"
        description="Tick what you know. The rules of the site say what it is."
      >
        {changeId ? (
          <div className="grid gap-4">
            <FactsForm classification={classification} changeId={changeId} onClose={close} />
            <Disclosure summary="Choose another kind yourself" className="border-t pt-2">
              <ChooseKindForm classification={classification} changeId={changeId} onClose={close} />
            </Disclosure>
          </div>
        ) : null}
      </Dialog>
    </>
  );
}
