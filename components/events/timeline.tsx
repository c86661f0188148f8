import {
  ArrowRight,
  Banknote,
  BellRing,
  CalendarCheck,
  CalendarClock,
  ChevronsUp,
  FilePlus,
  Handshake,
  ListPlus,
  Lock,
  type LucideIcon,
  MessageCircleQuestionMark,
  MessagesSquare,
  Paperclip,
  Pause,
  Pencil,
  PhoneCall,
  Reply,
  Undo2,
  X,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ContactFacts } from "@/components/contact/contact-facts";
import { buttonLook } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/time";
import type { ContactView } from "@/lib/contact/types";
import { SHOW_LABELS } from "@/lib/events/labels";
import { TIMELINE_SHOWS, type TimelineEntry, type TimelineShow } from "@/lib/events/schema";
import { isolateNames } from "@/lib/shared/bidi";
import { cn } from "@/lib/shared/cn";

type TimelineProps = {
  entries: TimelineEntry[];
  /** What stands behind the contacts among them, and how one with the patient names them. */
  contacts?: { views: ContactView[]; patientLabel: string };
  /** What is shown of it, where that can be chosen, and the address of each choice. */
  choice?: { show: TimelineShow; hrefOf: (show: TimelineShow) => string };
  /** Where the older entries are, and the newest; null where there are none or they are already shown. */
  older: string | null;
  newest: string | null;
  zone: string;
  now: string;
  /** What stands beneath an entry, by the id of its row. */
  beneath?: Record<string, ReactNode>;
};

/** Everything that happened, newest first. What somebody wrote stands out from what changed. */
export function Timeline(props: TimelineProps) {
  const { entries, contacts, choice, older, newest, zone, now, beneath } = props;
  const contactOf = new Map(contacts?.views.map((contact) => [contact.id, contact]));
  return (
    <>
      {choice ? <Shows {...choice} /> : null}
      {newest ? <p className="text-sm text-muted">These are older entries.</p> : null}
      {entries.length === 0 ? (
        <p className="text-muted">{newest ? "Nothing older happened." : "Nothing of this kind yet."}</p>
      ) : null}
      <ol className="grid gap-3.5">
        {entries.map((entry) => {
          const contact = entry.type === "contact.logged" ? contactOf.get(entry.rowId ?? "") : undefined;
          return (
            <li key={entry.id} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2.5">
              <Mark type={entry.type} />
              <div className="min-w-0">
                <p className="wrap-anywhere">
                  {entry.actor === null ? null : <bdi className="font-medium">{entry.actor}</bdi>}{" "}
                  {isolateNames(entry.sentence)}{" "}
                  <RelativeTime iso={entry.at} zone={zone} now={now} className="text-sm text-muted tabular-nums" />
                </p>
                {entry.inCase ? (
                  <p className="text-sm wrap-anywhere">
                    <Link
                      prefetch={false}
                      href={`/cases/${entry.inCase.reference}`}
                      className="inline-flex min-h-6 flex-wrap items-center gap-x-1.5 text-primary-text hover:underline"
                    >
                      <span className="whitespace-nowrap tabular-nums">{entry.inCase.reference}</span>
                      <bdi>{entry.inCase.about}</bdi>
                    </Link>
                  </p>
                ) : null}
                {entry.text ? (
                  <p
                    dir="auto"
                    className={cn(
                      "mt-1 max-w-prose rounded px-3 py-2.5 whitespace-pre-wrap wrap-anywhere",
                      entry.type === "note.added" ? "bg-soon-bg" : "border bg-surface",
                    )}
                  >
                    {entry.text}
                  </p>
                ) : null}
                {contact && contacts ? (
                  <ContactFacts contact={contact} zone={zone} patientLabel={contacts.patientLabel} />
                ) : null}
                {entry.type === "contact.logged" && entry.rowId ? beneath?.[entry.rowId] : null}
              </div>
            </li>
          );
        })}
      </ol>
      {older || newest ? (
        <nav aria-label="Pages of what happened" className="flex flex-wrap gap-2 print:hidden">
          {newest ? (
            <Link prefetch={false} href={newest} className={buttonLook({ variant: "plain", size: "s" })}>
              Newest
            </Link>
          ) : null}
          {older ? (
            <Link prefetch={false} href={older} className={buttonLook({ variant: "plain", size: "s" })}>
              Older
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function Shows({ show, hrefOf }: NonNullable<TimelineProps["choice"]>) {
  return (
    <nav aria-label="What to show" className="print:hidden">
      <ul className="flex flex-wrap gap-1.5">
        {TIMELINE_SHOWS.map((each) => (
          <li key={each}>
            <Link
              prefetch={false}
              href={hrefOf(each)}
              scroll={false}
              aria-current={each === show ? "page" : undefined}
              className="inline-flex h-7 items-center rounded-full border px-2.5 text-sm font-medium text-muted hover:bg-sunk hover:text-text aria-[current]:border-primary aria-[current]:bg-primary-soft aria-[current]:text-primary-text"
            >
              {SHOW_LABELS[each]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const ICONS: Partial<Record<TimelineEntry["type"], LucideIcon>> = {
  "case.logged": FilePlus,
  "case.assigned": ArrowRight,
  "issue.added": ListPlus,
  "note.added": Lock,
  "contact.logged": MessagesSquare,
  "file.attached": Paperclip,
  "escalation.raised": ChevronsUp,
  "escalation.answered": Reply,
  "billing.dispute_opened": Banknote,
  "billing.line_added": ListPlus,
  "billing.hold_placed": Pause,
  "billing.plan_agreed": CalendarCheck,
  "request.asked": MessageCircleQuestionMark,
  "request.answered": Reply,
  "request.returned": Undo2,
  "request.withdrawn": X,
  "request.reminded": BellRing,
  "follow_up.planned": CalendarClock,
  "follow_up.attempted": PhoneCall,
  "promise.made": Handshake,
  "promise.kept": Handshake,
};

function Mark({ type }: { type: TimelineEntry["type"] }) {
  const Icon = ICONS[type] ?? Pencil;
  return (
    <span aria-hidden className="grid size-6 place-items-center rounded-full border bg-sunk text-muted">
      <Icon className="size-3.5" />
    </span>
  );
}
