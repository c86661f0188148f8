import { Notice } from "@/components/ui/notice";
import { formatMoney } from "@/lib/billing/rules/money";
import type { DisputeDetail, PlanDetail } from "@/lib/billing/types";
import { formatDay } from "@/lib/shared/dates";
import { VoidPlanDialog } from "./void-plan-dialog";

type PaymentPlanProps = { plan: PlanDetail; dispute: DisputeDetail };

/** The plan as it was agreed, and loudly where it no longer meets what is owed. */
export function PaymentPlan({ plan, dispute }: PaymentPlanProps) {
  const money = (amount: number) => formatMoney(amount, dispute.currency, dispute.locale);
  return (
    <section aria-labelledby="payment-plan" className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h3 id="payment-plan" className="text-base">
          Payment plan
        </h3>
        <p className="text-sm text-muted">
          Agreed on {formatDay(new Date(plan.agreedOn))} with <bdi>{plan.agreedWith}</bdi>
        </p>
        {dispute.mayEnd ? (
          <span className="ms-auto">
            <VoidPlanDialog planId={plan.id} />
          </span>
        ) : null}
      </div>
      {plan.mismatch ? (
        <Notice tone="late" live="none" title="The plan no longer matches what is owed">
          {plan.mismatch} Void it and agree another.
        </Notice>
      ) : null}
      <table className="w-full max-w-100 border-collapse">
        <caption className="sr-only">Parts of the payment plan</caption>
        <thead>
          <tr className="border-b text-xs text-muted">
            <th scope="col" className="py-1.5 text-start font-medium">
              Due
            </th>
            <th scope="col" className="py-1.5 text-end font-medium">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.parts.map(({ id, dueOn, amount }) => (
            <tr key={id} className="border-b">
              <th scope="row" className="py-1.5 text-start font-normal tabular-nums">
                {formatDay(new Date(dueOn))}
              </th>
              <td className="py-1.5 text-end tabular-nums">{money(amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="py-1.5 text-start font-semibold">
              Total
            </th>
            <td className="py-1.5 text-end font-semibold tabular-nums">{money(plan.total)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
