"use client";

import { Lock, MessagesSquare, ShieldAlert } from "lucide-react";
import { Tabs } from "radix-ui";
import { type ReactNode, useState } from "react";
import { flushSync } from "react-dom";
import { ContactComposer } from "@/components/contact/contact-composer";
import { NoteComposer } from "@/components/contact/note-composer";
import { PrivilegedComposer } from "@/components/contact/privileged-composer";
import type { SavedDraft } from "@/lib/draft/schema";
import type { Person } from "@/lib/shared/person";

const FACES = ["note", "contact", "privileged"] as const;
type Face = (typeof FACES)[number];

/** One of the faces, as the page makes it: a key of its own and what was typed there and not sent. */
export type FaceGiven = { idempotencyKey: string; draft: SavedDraft | null };

type CaseComposerProps = {
  caseId: string;
  zone: string;
  /** Whether writing is what comes next on this page. */
  isPrimary: boolean;
  note: FaceGiven & { colleagues: Person[] };
  contact: FaceGiven & {
    siteZone: string;
    /** Who "the patient" is here: their name, or whoever raised the case. */
    patientLabel: string;
    /** The language in which they need an interpreter, if they do. */
    interpreterFor: string | null;
    languages: { tag: string; name: string }[];
    asksAcknowledgement: boolean;
  };
  /** Null for all but those who may see privileged notes. */
  privileged: FaceGiven | null;
};

/** What one adds to a case by writing. The faces stay where they are while another is shown, so that nothing typed is lost. */
export function CaseComposer({ caseId, zone, isPrimary, note, contact, privileged }: CaseComposerProps) {
  const [face, setFace] = useState<Face>(!note.draft && contact.draft ? "contact" : "note");
  // At once, so that a key may show a face and put the focus into it.
  const reach = (next: Face) => () => flushSync(() => setFace(next));
  const common = (own: Face) => ({ caseId, zone, isPrimary, isShown: face === own, onReach: reach(own) });
  return (
    <Tabs.Root
      value={face}
      onValueChange={(next) => setFace(FACES.find((each) => each === next) ?? "note")}
      className="rounded-lg border bg-surface print:hidden"
    >
      <Tabs.List aria-label="What to write" className="flex flex-wrap gap-px rounded-t-lg border-b bg-sunk">
        <Handle face="note" hasDraft={note.draft !== null} icon={<Lock aria-hidden />}>
          Internal note
        </Handle>
        <Handle face="contact" hasDraft={contact.draft !== null} icon={<MessagesSquare aria-hidden />}>
          Contact
        </Handle>
        {privileged ? (
          <Handle face="privileged" hasDraft={privileged.draft !== null} icon={<ShieldAlert aria-hidden />}>
            Privileged note
          </Handle>
        ) : null}
      </Tabs.List>
      <Panel face="note">
        <NoteComposer {...common("note")} {...note} />
      </Panel>
      <Panel face="contact">
        <ContactComposer {...common("contact")} {...contact} />
      </Panel>
      {privileged ? (
        <Panel face="privileged">
          <PrivilegedComposer {...common("privileged")} {...privileged} />
        </Panel>
      ) : null}
    </Tabs.Root>
  );
}

type HandleProps = { face: Face; hasDraft: boolean; icon: ReactNode; children: ReactNode };

function Handle({ face, hasDraft, icon, children }: HandleProps) {
  return (
    <Tabs.Trigger
      value={face}
      className="flex min-h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm sm:px-3 font-medium text-muted -outline-offset-2 transition-colors hover:text-text data-[state=active]:border-primary data-[state=active]:bg-surface data-[state=active]:text-text [&_svg]:size-3.5 max-sm:[&_svg]:hidden"
    >
      {icon}
      {children}
      {hasDraft ? <span className="text-xs font-normal text-muted">draft</span> : null}
    </Tabs.Trigger>
  );
}

function Panel({ face, children }: { face: Face; children: ReactNode }) {
  return (
    <Tabs.Content value={face} forceMount tabIndex={-1} className="p-3.5 outline-none data-[state=inactive]:hidden">
      {children}
    </Tabs.Content>
  );
}
