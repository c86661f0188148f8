import { Card, CardBody } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { basisOf, explainKind } from "@/lib/regulation/labels";
import { packOf } from "@/lib/regulation/rules";
import type { CaseClassification } from "@/lib/regulation/types";
import { ProposedKindBlock } from "./proposed-kind-block";
import { WhatKindDialog } from "./what-kind-dialog";

type ClassificationCardProps = { classification: CaseClassification; zone: string; now: string };

/** What kind a case is and why, by which rule; what was proposed to make it less. */
export function ClassificationCard({ classification, zone, now }: ClassificationCardProps) {
  const { reason, decision, proposal, mayWork } = classification;
  const pack = packOf(classification);
  return (
    <Card aria-label="What kind it is" className={proposal ? "border-soon" : undefined}>
      <CardBody className="flex flex-wrap items-start gap-x-4 gap-y-2.5">
        <div className="min-w-0 flex-1 basis-64">
          <p className="max-w-prose">{explainKind(pack, classification)}</p>
          {decision?.reason ? (
            <p dir="auto" className="mt-1 max-w-prose whitespace-pre-wrap wrap-anywhere text-muted">
              {decision.reason}
            </p>
          ) : null}
          <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
            {reason ? (
              <span>Basis: {basisOf(pack, reason)}.</span>
            ) : (
              <span>Judged by {`${pack.label} ${pack.version}`}.</span>
            )}
            {reason && !reason.isConfirmed ? (
              <>
                <Chip tone="soon">Unconfirmed</Chip>
                <span>This reading of the rule was not checked at its source.</span>
              </>
            ) : null}
          </p>
        </div>
        {mayWork ? <WhatKindDialog classification={classification} /> : null}
        {proposal ? <ProposedKindBlock proposal={proposal} zone={zone} now={now} className="basis-full" /> : null}
      </CardBody>
    </Card>
  );
}
