"use client";

import { useRef, useState } from "react";
import { useDraft } from "@/components/draft/use-draft";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { DraftFields, SavedDraft } from "@/lib/draft/schema";
import type { Shared, UnitToAsk } from "@/lib/request/types";
import { newId } from "@/lib/shared/ids";
import { type AskKept, AskUnitForm } from "./ask-unit-form";

/** What can be shared of the case, for the preview. */
export type Shareable = { words: string; patient: Shared["patient"]; issues: string[] };

export type AskUnitProps = {
  caseId: string;
  units: UnitToAsk[];
  shareable: Shareable;
  /** The zone of the site, in which due times are told. */
  zone: string;
};

/** Asks a unit something about the case. What is being typed is kept on the server until it is sent. */
export function AskUnitDialog({ draft, ...props }: AskUnitProps & { draft: SavedDraft | null }) {
  const [key, setKey] = useState<string | null>(null);
  const [kept, setKept] = useState<AskKept>({ fields: draft?.fields ?? {}, savedAt: draft?.savedAt });
  const close = () => setKey(null);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setKey(newId())}>
        Ask a unit
      </Button>
      <AskDialog isOpen={key !== null} onClose={close}>
        {key ? (
          <DraftedForm
            {...props}
            idempotencyKey={key}
            kept={kept}
            onTyping={(fields) => setKept({ fields, savedAt: kept.savedAt })}
            onAsked={() => setKept({ fields: {}, savedAt: undefined })}
            onClose={close}
          />
        ) : null}
      </AskDialog>
    </>
  );
}

/** Asks again what was returned, withdrawn or not answered enough: the same form, filled in. */
export function AskAgainDialog({ earlier, ...props }: AskUnitProps & { earlier: DraftFields }) {
  const tell = useToast();
  const [key, setKey] = useState<string | null>(null);
  const [kept, setKept] = useState<AskKept>({ fields: earlier, savedAt: undefined });
  const form = useRef<HTMLFormElement>(null);
  const close = () => setKey(null);
  const done = (unit: string) => {
    close();
    setKept({ fields: earlier, savedAt: undefined });
    tell({ title: `${unit} is asked.` });
  };
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setKey(newId())}>
        Ask again
      </Button>
      <AskDialog isOpen={key !== null} onClose={close}>
        {key ? (
          <AskUnitForm
            {...props}
            idempotencyKey={key}
            form={form}
            kept={kept}
            onTyping={(fields) => setKept({ fields, savedAt: undefined })}
            onDone={done}
            onClose={close}
          />
        ) : null}
      </AskDialog>
    </>
  );
}

function AskDialog({ isOpen, onClose, children }: { isOpen: boolean; onClose: () => void; children: React.ReactNode }) {
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      title="Ask a unit"
      description="Its responders see this question and what you share, and nothing else of the case."
    >
      {children}
    </Dialog>
  );
}

type DraftedProps = AskUnitProps & {
  idempotencyKey: string;
  kept: AskKept;
  onTyping: (fields: DraftFields) => void;
  onAsked: () => void;
  onClose: () => void;
};

function DraftedForm({ onAsked, ...props }: DraftedProps) {
  const tell = useToast();
  const form = useRef<HTMLFormElement>(null);
  const saving = useDraft({
    kind: "request",
    subject: props.caseId,
    form,
    except: ["caseId", "idempotencyKey"],
    savedAt: props.kept.savedAt,
    zone: props.zone,
  });
  const done = (unit: string) => {
    saving.close();
    onAsked();
    props.onClose();
    tell({ title: `${unit} is asked.` });
  };
  return <AskUnitForm {...props} form={form} saving={saving} onDone={done} />;
}
