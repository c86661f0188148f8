import { Disclosure } from "@/components/ui/disclosure";
import { RelativeTime } from "@/components/ui/time";
import { aKind } from "@/lib/regulation/labels";
import type { ProposedKind } from "@/lib/regulation/types";
import { cn } from "@/lib/shared/cn";
import { ConfirmKindForm, DeclineKindForm } from "./answer-kind-forms";

type ProposedKindBlockProps = { proposal: ProposedKind; zone: string; now: string; className?: string };

/** A lower kind that waits for a second person, with the two answers for whoever may give one. */
export function ProposedKindBlock({ proposal, zone, now, className }: ProposedKindBlockProps) {
  const { id, from, to, reason, proposedBy, proposedAt, mayAnswer } = proposal;
  return (
    <div className={cn("min-w-0 rounded border border-s-3 border-s-soon px-3 py-2.5", className)}>
      <p>
        <bdi className="font-medium">{proposedBy.name}</bdi> proposes to make this {aKind(to)} instead of {aKind(from)},{" "}
        <RelativeTime iso={proposedAt} zone={zone} now={now} className="text-muted tabular-nums" />.
      </p>
      <p dir="auto" className="mt-1 max-w-prose whitespace-pre-wrap wrap-anywhere">
        {reason}
      </p>
      {mayAnswer ? (
        <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-2">
          <ConfirmKindForm changeId={id} />
          <Disclosure summary="Decline">
            <DeclineKindForm changeId={id} proposedBy={proposedBy.name} />
          </Disclosure>
        </div>
      ) : (
        <p className="mt-1 text-sm text-muted">It waits for somebody else to confirm or decline it.</p>
      )}
    </div>
  );
}
