import { ArrowRight, ChevronsUp, FilePlus, ListPlus, Lock, type LucideIcon, Pencil, Reply } from "lucide-react";
import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/time";
import type { TimelineEntry } from "@/lib/events/schema";
import { cn } from "@/lib/shared/cn";

type TimelineProps = {
  entries: TimelineEntry[];
  /** Where the older entries are, and the newest; null where there are none or they are already shown. */
  older: string | null;
  newest: string | null;
  zone: string;
  now: string;
};

/** Everything that happened, newest first. What somebody wrote stands out from what changed. */
export function Timeline({ entries, older, newest, zone, now }: TimelineProps) {
  return (
    <>
      {newest ? <p className="text-sm text-muted">These are older entries.</p> : null}
      {entries.length === 0 ? (
        <p className="text-muted">{newest ? "Nothing older happened." : "Nothing is recorded yet."}</p>
      ) : null}
      <ol className="grid gap-3.5">
        {entries.map((entry) => (
          <li key={entry.id} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2.5">
            <Mark type={entry.type} />
            <div className="min-w-0">
              <p className="wrap-anywhere">
                <bdi className="font-medium">{entry.actor}</bdi> {entry.sentence}{" "}
                <RelativeTime iso={entry.at} zone={zone} now={now} className="text-sm text-muted tabular-nums" />
              </p>
              {entry.inCase ? (
                <p className="text-sm wrap-anywhere">
                  <Link
                    prefetch={false}
                    href={`/cases/${entry.inCase.reference}`}
                    className="inline-flex min-h-6 flex-wrap items-center gap-x-1.5 text-primary-text hover:underline"
                  >
                    <span className="tabular-nums">{entry.inCase.reference}</span>
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
            </div>
          </li>
        ))}
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

const ICONS: Partial<Record<TimelineEntry["type"], LucideIcon>> = {
  "case.logged": FilePlus,
  "case.assigned": ArrowRight,
  "issue.added": ListPlus,
  "note.added": Lock,
  "escalation.raised": ChevronsUp,
  "escalation.answered": Reply,
};

function Mark({ type }: { type: TimelineEntry["type"] }) {
  const Icon = ICONS[type] ?? Pencil;
  return (
    <span aria-hidden className="grid size-6 place-items-center rounded-full border bg-sunk text-muted">
      <Icon className="size-3.5" />
    </span>
  );
}
