import Link from "next/link";
import { describeDue } from "@/lib/case/labels";
import type { CaseloadRow } from "@/lib/case/types";
import { cn } from "@/lib/shared/cn";
import { EscalatedChip, SeverityChip } from "./case-chips";

type CaseloadLineProps = {
  row: CaseloadRow;
  isPicked: boolean;
  /** With whom it would be, where several share. */
  goesTo: string | undefined;
  onPick: (isOn: boolean) => void;
};

/** A case that may be handed over, with what its next owner walks into. */
export function CaseloadLine({ row, isPicked, goesTo, onPick }: CaseloadLineProps) {
  const { id, reference, about, severity, isEscalated, daysUnheard, nextDue } = row;
  return (
    <li className="flex items-start gap-2.5 py-2">
      <span className="grid size-6 shrink-0 place-items-center">
        <input
          type="checkbox"
          id={`pick-${id}`}
          checked={isPicked}
          onChange={({ target }) => onPick(target.checked)}
          className="size-4.5 accent-primary"
        />
      </span>
      <div className="min-w-0 flex-1">
        <label htmlFor={`pick-${id}`} className="block wrap-anywhere">
          <bdi className="font-medium">{about}</bdi>
        </label>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted tabular-nums">
          <SeverityChip severity={severity} />
          {isEscalated ? <EscalatedChip /> : null}
          <Link prefetch={false} href={`/cases/${reference}`} className="hover:underline">
            {reference}
          </Link>
          {daysUnheard === null ? null : (
            <span>{daysUnheard === 0 ? "heard today" : `not heard ${daysUnheard} d`}</span>
          )}
          {nextDue ? <span className={cn(nextDue.isLate && "text-late")}>{describeDue(nextDue)}</span> : null}
          {goesTo ? <span className="font-medium text-text">to {goesTo}</span> : null}
        </p>
      </div>
    </li>
  );
}
