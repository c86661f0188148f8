"use client";

import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import type { Colleague } from "@/lib/access/types";
import { undoHandOverAction } from "@/lib/case/actions";
import { countCases, describeHandedOver } from "@/lib/case/labels";
import type { Caseload } from "@/lib/case/types";
import { newId } from "@/lib/shared/ids";
import { type Done, HandOverForm } from "./hand-over-form";

type HandOverCardProps = { caseload: Caseload; colleagues: Colleague[]; handoverId: string };

/** One person's open cases, to be given to others. What could not go over is named until the page is left. */
export function HandOverCard({ caseload, colleagues, handoverId }: HandOverCardProps) {
  const tell = useToast();
  const { act } = useDeed();
  const [key, setKey] = useState(handoverId);
  const [left, setLeft] = useState<Done["left"]>([]);
  const { person, cases, total } = caseload;
  const finish = (done: Done) => {
    setKey(newId());
    setLeft(done.left);
    const back = {
      action: undoHandOverAction,
      fields: { handoverId: done.handoverId },
      done: `Undone: the cases are with ${done.from} again.`,
    };
    tell({
      title: describeHandedOver(done),
      action: done.canUndo ? { label: "Undo", onAct: () => act(back) } : undefined,
    });
  };
  return (
    <div className="grid min-w-0 gap-3.5">
      {left.length > 0 ? (
        <Notice
          tone="soon"
          title={`${countCases(left.length)} stayed where ${left.length === 1 ? "it was" : "they were"}`}
        >
          <ul>
            {left.map(({ reference, why }) => (
              <li key={reference} className="tabular-nums">
                {reference}: {why}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Card aria-labelledby="hand-over">
        <CardHeader id="hand-over" title="Open cases" count={total}>
          {total > cases.length ? `the first ${cases.length} are here; hand over the rest afterwards` : "serious first"}
        </CardHeader>
        {cases.length === 0 ? (
          <EmptyState title={`${person.name} has no open case here`} />
        ) : (
          <HandOverForm key={key} handoverId={key} caseload={caseload} colleagues={colleagues} onDone={finish} />
        )}
      </Card>
    </div>
  );
}
