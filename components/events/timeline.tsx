import {
  ArrowRight,
  ChevronsUp,
  FilePlus,
  ListPlus,
  Lock,
  type LucideIcon,
  Paperclip,
  Pencil,
  Reply,
} from "lucide-react";
import { RelativeTime } from "@/components/ui/time";
import type { TimelineEntry } from "@/lib/events/schema";
import { cn } from "@/lib/shared/cn";

type TimelineProps = { entries: TimelineEntry[]; hasMore: boolean; zone: string; now: string };

/** Everything that happened, newest first. What somebody wrote stands out from what changed. */
export function Timeline({ entries, hasMore, zone, now }: TimelineProps) {
  return (
    <>
      <ol className="grid gap-3.5">
        {entries.map((entry) => (
          <li key={entry.id} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2.5">
            <Mark type={entry.type} />
            <div className="min-w-0">
              <p className="wrap-anywhere">
                <bdi className="font-medium">{entry.actor}</bdi> {entry.sentence}{" "}
                <RelativeTime iso={entry.at} zone={zone} now={now} className="text-sm text-muted tabular-nums" />
              </p>
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
      {hasMore ? <p className="mt-4 text-sm text-muted">The newest 100 entries are shown.</p> : null}
    </>
  );
}

const ICONS: Partial<Record<TimelineEntry["type"], LucideIcon>> = {
  "case.logged": FilePlus,
  "case.assigned": ArrowRight,
  "issue.added": ListPlus,
  "note.added": Lock,
  "file.attached": Paperclip,
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
