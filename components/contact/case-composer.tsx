"use client";

import { Lock, MessagesSquare, ShieldAlert } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { flushSync } from "react-dom";
import { ContactComposer } from "@/components/contact/contact-composer";
import { NoteComposer } from "@/components/contact/note-composer";
import { PrivilegedComposer } from "@/components/contact/privileged-composer";
import type { SavedDraft } from "@/lib/draft/schema";
import { cn } from "@/lib/shared/cn";
import type { Person } from "@/lib/shared/person";

type Face = "note" | "contact" | "privileged";

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
  const tabs = { id: useId(), shown: face, choose: setFace };
  const common = (own: Face) => ({ caseId, zone, isPrimary, isShown: face === own, onReach: reach(own) });
  return (
    <div className="rounded-lg border bg-surface print:hidden">
      <div
        role="tablist"
        aria-label="What to write"
        aria-orientation="horizontal"
        onKeyDown={moveByKey}
        className="flex flex-wrap gap-px rounded-t-lg border-b bg-sunk"
      >
        <Handle {...tabs} face="note" hasDraft={note.draft !== null} icon={<Lock aria-hidden />}>
          Internal note
        </Handle>
        <Handle {...tabs} face="contact" hasDraft={contact.draft !== null} icon={<MessagesSquare aria-hidden />}>
          Contact
        </Handle>
        {privileged ? (
          <Handle {...tabs} face="privileged" hasDraft={privileged.draft !== null} icon={<ShieldAlert aria-hidden />}>
            Privileged note
          </Handle>
        ) : null}
      </div>
      <Panel {...tabs} face="note">
        <NoteComposer {...common("note")} {...note} />
      </Panel>
      <Panel {...tabs} face="contact">
        <ContactComposer {...common("contact")} {...contact} />
      </Panel>
      {privileged ? (
        <Panel {...tabs} face="privileged">
          <PrivilegedComposer {...common("privileged")} {...privileged} />
        </Panel>
      ) : null}
    </div>
  );
}

/** What each part of the tabs knows (ARIA tabs): arrows go from one to the next, and the one that has the focus is shown. */
type TabsProps = { id: string; shown: Face; choose: (face: Face) => void; face: Face };

type HandleProps = TabsProps & { hasDraft: boolean; icon: ReactNode; children: ReactNode };

function Handle({ id, shown, choose, face, hasDraft, icon, children }: HandleProps) {
  const isShown = shown === face;
  const show = () => choose(face);
  return (
    <button
      type="button"
      role="tab"
      id={`${id}-tab-${face}`}
      aria-controls={`${id}-${face}`}
      aria-selected={isShown}
      tabIndex={isShown ? 0 : -1}
      onFocus={show}
      onClick={show}
      className="flex min-h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm sm:px-3 font-medium text-muted -outline-offset-2 transition-colors hover:text-text aria-selected:border-primary aria-selected:bg-surface aria-selected:text-text [&_svg]:size-3.5 max-sm:[&_svg]:hidden"
    >
      {icon}
      {children}
      {hasDraft ? <span className="text-xs font-normal text-muted">draft</span> : null}
    </button>
  );
}

function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const here = event.target instanceof HTMLElement ? tabs.indexOf(event.target) : -1;
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined || here === -1) return;
  event.preventDefault();
  tabs.at(to % tabs.length)?.focus();
}

function Panel({ id, shown, face, children }: TabsProps & { children: ReactNode }) {
  return (
    <div
      role="tabpanel"
      id={`${id}-${face}`}
      aria-labelledby={`${id}-tab-${face}`}
      tabIndex={-1}
      className={cn("p-3.5 outline-none", shown !== face && "hidden")}
    >
      {children}
    </div>
  );
}
