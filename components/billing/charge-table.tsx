import { Chip } from "@/components/ui/chip";
import { OUTCOME_LABELS, OUTCOME_TONES } from "@/lib/billing/labels";
import { owedFor } from "@/lib/billing/rules/dispute";
import { formatMoney } from "@/lib/billing/rules/money";
import type { ChargeLineRow, DisputeDetail } from "@/lib/billing/types";
import { formatDay } from "@/lib/shared/dates";
import { ChangeChargeDialog } from "./change-charge-dialog";
import { DecideChargeDialog } from "./decide-charge-dialog";
import { DenialHint } from "./denial-hint";

const AMOUNT = "px-2 py-2.5 text-end align-top font-normal whitespace-nowrap tabular-nums last:pe-3.5";

/** The disputed charges with what each comes to, and their sums. */
export function ChargeTable({ dispute }: { dispute: DisputeDetail }) {
  const { lines, totals, currency, locale } = dispute;
  const money = (amount: number) => formatMoney(amount, currency, locale);
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">Disputed charges</caption>
      <thead>
        <tr className="border-b text-xs text-muted">
          <th scope="col" className="py-1.5 ps-3.5 text-start font-medium">
            Charge
          </th>
          <th scope="col" className="px-2 py-1.5 text-end font-medium">
            Charged
          </th>
          <th scope="col" className="py-1.5 ps-2 pe-3.5 text-end font-medium">
            Owed
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id} className="border-b">
            <th scope="row" className="py-2.5 ps-3.5 text-start align-top font-normal">
              <ChargeWords line={line} dispute={dispute} />
            </th>
            <td className={AMOUNT}>{money(line.amount)}</td>
            <td className={AMOUNT}>{money(owedFor(line))}</td>
          </tr>
        ))}
      </tbody>
      <tfoot className="bg-sunk">
        <tr>
          <th scope="row" className="py-2 ps-3.5 text-start font-semibold">
            Total
          </th>
          <td className={`${AMOUNT} font-semibold`}>{money(totals.charged)}</td>
          <td className={`${AMOUNT} font-semibold`}>{money(totals.owed)}</td>
        </tr>
        {totals.disputed > 0 ? (
          <tr className="text-sm text-muted">
            <th scope="row" className="pb-2 ps-3.5 text-start font-normal">
              Still in dispute, and owed in full until decided
            </th>
            <td className="px-2 pb-2 text-end align-top tabular-nums">{money(totals.disputed)}</td>
            <td />
          </tr>
        ) : null}
      </tfoot>
    </table>
  );
}

function ChargeWords({ line, dispute }: { line: ChargeLineRow; dispute: DisputeDetail }) {
  const { currency, locale, today, mayWork } = dispute;
  const facts = [line.servedOn ? formatDay(new Date(line.servedOn)) : null, line.payer, line.denialCode];
  return (
    <div className="grid max-w-prose gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-muted tabular-nums">{line.position}</span>
        <bdi className="font-medium">{line.description}</bdi>
        <Chip tone={OUTCOME_TONES[line.outcome]}>{OUTCOME_LABELS[line.outcome]}</Chip>
      </p>
      {facts.some(Boolean) ? <p className="text-sm text-muted">{facts.filter(Boolean).join(" · ")}</p> : null}
      <p dir="auto" className="whitespace-pre-wrap">
        {line.reason}
      </p>
      {line.denialCode ? <DenialHint code={line.denialCode} /> : null}
      <Told label="The payer says" text={line.denialNote} />
      <Told label="Evidence" text={line.evidence} />
      {line.decision ? <Told label={`Decided by ${line.decision.by}`} text={line.decision.note} /> : null}
      {mayWork ? (
        <div className="-ms-2.5 flex flex-wrap gap-1 print:hidden">
          <DecideChargeDialog line={line} money={{ currency, locale }} />
          {line.outcome === "open" ? (
            <ChangeChargeDialog line={line} money={{ currency, locale }} today={today} />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Told({ label, text }: { label: string; text: string | null }) {
  if (!text) return null;
  return (
    <p className="text-sm whitespace-pre-wrap">
      <span className="text-muted">{label}: </span>
      <bdi>{text}</bdi>
    </p>
  );
}
