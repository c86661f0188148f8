import { currencyOf, currencyOfCountry } from "@/lib/billing/rules/currencies";
import { owedFor } from "@/lib/billing/rules/dispute";
import { planFromTerms } from "@/lib/billing/rules/plan";
import type { ChargeOutcome } from "@/lib/platform/generated/enums";
import type { Life } from "./life";
import { type Worker, workersAt } from "./people";
import { idAt, itemAt, type Random } from "./random";
import type { ChargeLineRow } from "./rows";
import { DAY, dateIn, MINUTE, plus } from "./times";
import { type Bill, CARE_BILL, type ChargeFate, OPEN_BILLS, PAST_BILLS } from "./words/bills";
import { VOCABULARY } from "./words/vocabulary";

const RECENT_DAYS = 150;
const DEMO_ASSOCIATE = "associate@heard.example";

/** Gives some cases the billing dispute that belongs to them, between two moments of their life. */
export type BillingDesk = { tell(life: Life, window: { from: Date; to: Date }): void };

type Writing = { life: Life; random: Random; now: Date; bill: Bill; times: () => Date };

export function openBillingDesk(random: Random, now: Date): BillingDesk {
  const waiting = [...OPEN_BILLS];
  const care = [CARE_BILL];
  const choose = ({ row, fate, intake }: Life): Bill | undefined => {
    if (row.kind === "compliment" || row.kind === "suggestion") return undefined;
    if (fate.closedAt) {
      const isRecent = now.getTime() - row.receivedAt.getTime() < RECENT_DAYS * DAY;
      return isRecent ? PAST_BILLS.find(({ about }) => about?.test(row.about)) : undefined;
    }
    if (!fate.owner || row.kind === "inquiry") return undefined;
    if (intake.site.plan.key === "home") return care.pop();
    return fate.owner.row.email === DEMO_ASSOCIATE ? waiting.shift() : undefined;
  };
  return {
    tell(life, { from, to }) {
      // Too short a time for all that is told of a bill.
      if (to.getTime() - from.getTime() < 60 * MINUTE) return;
      const bill = choose(life);
      if (!bill) return;
      const step = (to.getTime() - from.getTime()) / 16;
      let count = 0;
      writeBill({ life, random, now, bill, times: () => plus(from, ++count * step) });
    },
  };
}

function writeBill(writing: Writing): void {
  const { life, random, bill, times } = writing;
  const { row, intake, data } = life;
  const at = times();
  const actor = actorOf(life, at);
  const { code: currency, digits } = currencyOf(currencyOfCountry(intake.site.plan.country));
  const disputeId = idAt(random, at);
  const payer = intake.site.plan.country === "US" ? payerOf(random, row.words) : null;
  data.billingDisputes.push({
    ...{ id: disputeId, caseId: row.id, siteId: row.siteId, currency, digits, payer },
    accountNumber: `A${String(random.int(100_000, 999_999))}`,
    ...{ openedAt: at, openedById: actor.row.id },
  });
  life.tell(at, actor, { type: "billing.dispute_opened", data: { disputeId, currency } });
  const money = { currency, digits };
  const total = Math.round((amountIn(row.words) ?? bill.amount) * 10 ** digits);
  const lines = bill.charges.map((charge, index) => {
    const addedAt = times();
    const line: ChargeLineRow = {
      ...{ id: idAt(random, addedAt), disputeId, siteId: row.siteId, position: index + 1 },
      servedOn: plus(dateIn(row.receivedAt, intake.site.plan.timeZone), -random.int(9, 30) * DAY)
        .toISOString()
        .slice(0, 10),
      ...{ description: charge.description, amount: Math.max(1, Math.round(total * charge.share)) },
      ...{ reason: charge.reason, payer: null, denialCode: charge.code ?? null, denialNote: charge.says ?? null },
      ...{ evidence: charge.evidence ?? null, outcome: "open", reducedTo: null },
      ...{ createdAt: addedAt, addedById: actor.row.id, version: 1 },
    };
    data.chargeLines.push(line);
    const { id: lineId, position, amount } = line;
    life.tell(addedAt, actor, { type: "billing.line_added", data: { lineId, position, amount, ...money } });
    return line;
  });
  if (bill.hold) writeHold(writing, disputeId, actor);
  for (const [index, charge] of bill.charges.entries()) {
    if (charge.fate !== "open") decide(writing, itemAt(lines, index), { fate: charge.fate, note: charge.note ?? "" });
  }
  if (bill.hold?.lift) liftHold(writing, actor);
  if (bill.plan) writePlan(writing, { disputeId, lines, parts: bill.plan.parts, money });
  if (bill.late) decide(writing, itemAt(lines, bill.late.charge), bill.late);
}

function writeHold({ life, random, now, bill, times }: Writing, disputeId: string, { row: { id } }: Worker): void {
  const at = times();
  const { hold } = bill;
  if (!hold) return;
  // An open case's hold is counted from now, so that it still runs.
  const until = dateIn(plus(hold.lift ? at : now, hold.days * DAY), life.intake.site.plan.timeZone)
    .toISOString()
    .slice(0, 10);
  const holdId = idAt(random, at);
  life.data.collectionHolds.push({
    ...{ id: holdId, disputeId, siteId: life.row.siteId, until, reason: hold.reason, placedAt: at, placedById: id },
    ...{ liftedAt: null, liftedById: null, liftReason: null },
  });
  life.tell(at, actorOf(life, at), { type: "billing.hold_placed", data: { holdId, until } });
}

function liftHold({ life, bill, times }: Writing, { row: { id } }: Worker): void {
  const hold = life.data.collectionHolds.at(-1);
  if (!hold || !bill.hold?.lift) return;
  const at = times();
  Object.assign(hold, { liftedAt: at, liftedById: id, liftReason: bill.hold.lift });
  life.tell(at, actorOf(life, at), { type: "billing.hold_lifted", data: { holdId: hold.id } });
}

type Decided = { fate: ChargeFate; note: string };

function decide({ life, random, times }: Writing, line: ChargeLineRow, { fate, note }: Decided): void {
  const at = times();
  const actor = actorOf(life, at);
  const outcome: ChargeOutcome = typeof fate === "number" ? "reduced" : fate;
  const reducedTo = typeof fate === "number" ? Math.max(1, Math.round(line.amount * fate)) : null;
  Object.assign(line, { outcome, reducedTo, version: line.version + 1 });
  const decisionId = idAt(random, at);
  const decided = { decidedAt: at, decidedById: actor.row.id };
  life.data.chargeDecisions.push({
    ...{ id: decisionId, lineId: line.id, siteId: line.siteId, outcome, reducedTo, note, ...decided },
  });
  const { currency, digits } = itemAt(life.data.billingDisputes, life.data.billingDisputes.length - 1);
  const about = { lineId: line.id, position: line.position, decisionId, outcome, reducedTo };
  life.tell(at, actor, { type: "billing.line_decided", data: { ...about, currency, digits } });
}

type Plan = { disputeId: string; lines: ChargeLineRow[]; parts: number; money: { currency: string; digits: number } };

function writePlan({ life, random, times }: Writing, { disputeId, lines, parts, money }: Plan): void {
  const at = times();
  const actor = actorOf(life, at);
  const { siteId } = life.row;
  const { intake } = life;
  const today = dateIn(at, intake.site.plan.timeZone);
  const planId = idAt(random, at);
  const total = lines.reduce((sum, line) => sum + owedFor(line), 0);
  life.data.paymentPlans.push({
    ...{ id: planId, disputeId, siteId, total, agreedOn: today.toISOString().slice(0, 10) },
    agreedWith: intake.reporterName ?? intake.patient?.row.name ?? "The patient",
    ...{ agreedAt: at, agreedById: actor.row.id, voidedAt: null, voidedById: null, voidReason: null },
  });
  const firstOn = plus(today, 14 * DAY)
    .toISOString()
    .slice(0, 10);
  const planned = planFromTerms({ owed: total, count: parts, firstOn, every: "month" });
  life.data.paymentParts.push(
    ...planned.map((part, index) => ({ id: idAt(random, at), planId, siteId, position: index + 1, ...part })),
  );
  life.tell(at, actor, { type: "billing.plan_agreed", data: { planId, parts: planned.length, total, ...money } });
}

function actorOf({ owner, intake, staff }: Life, at: Date): Worker {
  if (owner && (owner.until === null || at < owner.until)) return owner;
  return itemAt(workersAt(staff, { site: intake.site, roles: ["associate"], at }), 0);
}

// What the words name: "$1,240.00".
function amountIn(words: string): number | null {
  const named = /\$([\d,]+[.]\d{2})/.exec(words)?.[1];
  return named ? Number(named.replaceAll(",", "")) : null;
}

function payerOf(random: Random, words: string): string {
  return VOCABULARY.insurer.find((name) => words.includes(name)) ?? random.pick<string>(VOCABULARY.insurer);
}
