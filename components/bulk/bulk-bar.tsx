"use client";

import { type ReactNode, useEffect, useState } from "react";
import { ExportButton } from "@/components/export/export-button";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";
import { countCases } from "@/lib/case/labels";
import { type CappedCount, formatCount } from "@/lib/shared/count";
import type { BoundKey } from "@/lib/shared/keys";
import type { QueueColumn } from "@/lib/view/schema";
import type { BulkGiven, BulkKind } from "./bulk-fields";
import { keepRunId } from "./run-memory";
import { RunStrip } from "./run-strip";
import { useSelecting } from "./selecting";
import { isEmpty, isSelected } from "./selection-memory";

type BulkBarProps = {
  matching: string;
  total: CappedCount;
  given: BulkGiven;
  mayAssign: boolean;
  /** What an export takes with it; null where the viewer takes nothing out. */
  exporting: { query: string; columns: QueueColumn[] } | null;
};

type Offer = { kind: BulkKind; label: string; keys: BoundKey };

const OFFERS: Offer[] = [
  { kind: "assign", label: "Assign", keys: "a" },
  { kind: "take", label: "Take", keys: "i" },
  { kind: "state", label: "State", keys: "s" },
  { kind: "tag", label: "Tag", keys: "t" },
  { kind: "follow_up", label: "Follow up", keys: "f" },
  { kind: "escalate", label: "Escalate", keys: "e" },
];

const loadDialog = () => import("./bulk-dialog");

/** At the foot of the queue: what can be done to the rows that are selected, and how what was begun goes on. */
export function BulkBar({ matching, total, given, mayAssign, exporting }: BulkBarProps) {
  const selecting = useSelecting();
  const [kind, setKind] = useState<BulkKind | null>(null);
  const dialog = useLate(loadDialog, "The form");
  const isOffered = selecting !== null && !isEmpty(selecting.selection);
  // Whoever selects presses one of these keys next, and begins to type.
  useEffect(() => {
    if (isOffered) loadDialog().catch(() => undefined);
  }, [isOffered]);
  if (!selecting) return null;
  const { selection, page, turnPage, selectAll, clear } = selecting;
  const isWholePage = page.every((id) => isSelected(selection, id));
  const count = selection.isAll ? `all ${formatCount(total)} cases that match` : countCases(selection.ids.length);
  const hasMore = total.isCapped || total.count > page.length;
  const open = async (offered: BulkKind) => {
    if (await dialog.bring()) setKind(offered);
  };
  const begun = (runId: string) => {
    setKind(null);
    clear();
    keepRunId(runId);
  };
  const told = selection.isAll ? `All ${formatCount(total)} that match` : `${selection.ids.length} selected`;
  return (
    <>
      {/* There before it says anything, for what comes with its words is not read out. */}
      <p role="status" className="sr-only">
        {isOffered ? told : null}
      </p>
      <div className="sticky bottom-3 z-20 mt-3 grid grid-cols-1 gap-2 empty:hidden print:hidden">
        {isOffered ? null : (
          <Floating>
            <RunStrip />
          </Floating>
        )}
        {isOffered ? (
          <Floating>
            <section aria-label="Selected cases" className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
              <p className="font-medium tabular-nums">{told}</p>
              {isWholePage ? null : (
                // The header that holds the box of the page is out of sight where rows are cards.
                <Button size="s" variant="quiet" className="sm:hidden" onClick={turnPage}>
                  Select page
                </Button>
              )}
              {hasMore && !selection.isAll ? (
                <Button size="s" variant="quiet" onClick={selectAll}>
                  Select all {formatCount(total)} that match
                </Button>
              ) : null}
              <Button size="s" variant="quiet" onClick={clear}>
                Clear
              </Button>
              <div className="flex min-w-0 flex-wrap gap-1.5 p-0.5 sm:ms-auto">
                {OFFERS.filter((offer) => offer.kind !== "assign" || mayAssign).map((offer, index) => (
                  <Button
                    key={offer.kind}
                    id={`bulk-${offer.kind}`}
                    size="s"
                    variant={index === 0 ? "primary" : "plain"}
                    shortcut={offer.keys.toUpperCase()}
                    onClick={() => open(offer.kind)}
                  >
                    {offer.label}
                    <Shortcut
                      keys={offer.keys}
                      label={`${offer.label}: the selected cases`}
                      pressId={`bulk-${offer.kind}`}
                    />
                  </Button>
                ))}
                {exporting ? (
                  <ExportButton
                    {...exporting}
                    variant="plain"
                    ids={selection.isAll ? undefined : selection.ids}
                    count={selection.isAll ? formatCount(total) : String(selection.ids.length)}
                  />
                ) : null}
              </div>
            </section>
          </Floating>
        ) : null}
        {dialog.late ? (
          <dialog.late.BulkDialog
            kind={kind}
            meant={{ ids: selection.ids, isAll: selection.isAll, matching, count }}
            given={given}
            onClose={() => setKind(null)}
            onBegun={begun}
          />
        ) : null}
      </div>
    </>
  );
}

function Floating({ children }: { children: ReactNode }) {
  return <div className="rounded-lg border bg-raised px-3 py-2 shadow empty:hidden">{children}</div>;
}
