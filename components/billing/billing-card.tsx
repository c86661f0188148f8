import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { DisputeDetail } from "@/lib/billing/types";
import { AddChargeDialog } from "./add-charge-dialog";
import { AgreePlanDialog } from "./agree-plan-dialog";
import { ChargeTable } from "./charge-table";
import { HoldBanner } from "./hold-banner";
import { PlaceHoldDialog } from "./hold-dialogs";
import { OpenDisputeDialog } from "./open-dispute-dialog";
import { PaymentPlan } from "./payment-plan";

type BillingCardProps = {
  dispute: DisputeDetail | null;
  caseId: string;
  /** The country of the case's site. */
  country: string | undefined;
  mayOpen: boolean;
};

/** The billing dispute of a case; where there is none, a quiet way to begin one. */
export function BillingCard({ dispute, caseId, country, mayOpen }: BillingCardProps) {
  if (!dispute) {
    if (!mayOpen) return null;
    return (
      <Card aria-labelledby="billing" className="print:hidden">
        <CardHeader id="billing" title="Billing dispute" count={0} className="border-b-0">
          <OpenDisputeDialog caseId={caseId} country={country} />
        </CardHeader>
      </Card>
    );
  }
  const { lines, hold, plan } = dispute;
  return (
    <Card aria-labelledby="billing">
      <CardHeader id="billing" title="Billing dispute" count={lines.length}>
        {dispute.mayWork ? <Deeds dispute={dispute} /> : null}
      </CardHeader>
      <Facts dispute={dispute} />
      {hold ? (
        <CardBody className="pb-0 empty:hidden">
          <HoldBanner hold={hold} dispute={dispute} />
        </CardBody>
      ) : null}
      {lines.length > 0 ? (
        <ChargeTable dispute={dispute} />
      ) : (
        <CardBody className="text-muted">
          No charge is listed yet. Add each line of the bill that they dispute.
        </CardBody>
      )}
      {plan ? (
        <CardBody className="border-t">
          <PaymentPlan plan={plan} dispute={dispute} />
        </CardBody>
      ) : null}
    </Card>
  );
}

function Deeds({ dispute }: { dispute: DisputeDetail }) {
  const { id, totals, hold, plan, today, currency, locale } = dispute;
  const money = { currency, locale };
  return (
    <>
      <AddChargeDialog disputeId={id} money={money} today={today} />
      {hold && hold.standing !== "over" ? null : <PlaceHoldDialog disputeId={id} today={today} />}
      {plan || totals.owed === 0 ? null : (
        <AgreePlanDialog disputeId={id} owed={totals.owed} money={money} today={today} />
      )}
    </>
  );
}

function Facts({ dispute: { payer, accountNumber } }: { dispute: DisputeDetail }) {
  if (!payer && !accountNumber) return null;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 px-3.5 pt-3 text-sm">
      {payer ? (
        <div className="flex gap-1.5">
          <dt className="text-muted">Payer</dt>
          <dd dir="auto">{payer}</dd>
        </div>
      ) : null}
      {accountNumber ? (
        <div className="flex gap-1.5">
          <dt className="text-muted">Account</dt>
          <dd dir="auto" className="tabular-nums">
            {accountNumber}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
