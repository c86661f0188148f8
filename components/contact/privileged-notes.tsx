import { ShieldAlert } from "lucide-react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import { PRIVILEGED_LABEL } from "@/lib/contact/labels";
import type { PrivilegedNoteRow } from "@/lib/contact/types";

type PrivilegedNotesProps = { notes: PrivilegedNoteRow[]; zone: string; now: string };

/** Apart from the timeline, so that whatever takes the timeline elsewhere leaves them here. Never printed. */
export function PrivilegedNotes({ notes, zone, now }: PrivilegedNotesProps) {
  if (notes.length === 0) return null;
  return (
    <Card aria-labelledby="privileged" className="border-sens print:hidden">
      <CardHeader id="privileged" title="Peer review" count={notes.length} />
      <CardBody className="grid gap-3.5">
        <p className="flex items-start gap-1.5 text-sm font-medium text-sens">
          <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {PRIVILEGED_LABEL}.
        </p>
        <ol className="grid gap-3.5">
          {notes.map((note) => (
            <li key={note.id}>
              <p className="text-sm text-muted">
                <bdi className="font-medium text-text">{note.by}</bdi>{" "}
                <RelativeTime iso={note.at} zone={zone} now={now} className="tabular-nums" />
              </p>
              <p
                dir="auto"
                className="mt-1 max-w-prose rounded bg-sens-bg px-3 py-2.5 whitespace-pre-wrap wrap-anywhere"
              >
                {note.body}
              </p>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}
