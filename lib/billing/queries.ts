import "server-only";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn } from "@/lib/shared/dates";
import { canEndInDispute, canWorkDispute } from "./policy";
import { holdStanding, totalsOf } from "./rules/dispute";
import { localeOf } from "./rules/money";
import { describeDifference } from "./rules/plan";
import { disputesVisibleTo } from "./scope";
import type { ChargeLineRow, DisputeDetail, HoldDetail, PlanDetail } from "./types";

const MOST = 200;

const DISPUTE = {
  id: true,
  currency: true,
  digits: true,
  payer: true,
  accountNumber: true,
  case: { select: { siteId: true, state: true, ownerId: true, site: { select: { timeZone: true, country: true } } } },
  lines: {
    select: {
      id: true,
      position: true,
      servedOn: true,
      description: true,
      amount: true,
      reason: true,
      payer: true,
      denialCode: true,
      denialNote: true,
      evidence: true,
      outcome: true,
      reducedTo: true,
      decisions: {
        select: { note: true, decidedAt: true, decidedBy: { select: { name: true } } },
        orderBy: [{ decidedAt: "desc" }, { id: "desc" }],
        take: 1,
      },
    },
    orderBy: { position: "asc" },
    take: MOST,
  },
  holds: {
    where: { liftedAt: null },
    select: { id: true, until: true, reason: true, placedAt: true, placedBy: { select: { name: true } } },
    orderBy: [{ placedAt: "desc" }, { id: "desc" }],
    take: 1,
  },
  plans: {
    where: { voidedAt: null },
    select: {
      id: true,
      total: true,
      agreedOn: true,
      agreedWith: true,
      parts: { select: { id: true, dueOn: true, amount: true }, orderBy: { position: "asc" }, take: MOST },
    },
    take: 1,
  },
} satisfies Prisma.BillingDisputeSelect;

type Found = Prisma.BillingDisputeGetPayload<{ select: typeof DISPUTE }>;

/** The billing dispute of a case as it stands at `now`, or null where there is none that the viewer may see. */
export async function findDispute(viewer: Viewer, caseId: string, now: Date): Promise<DisputeDetail | null> {
  const row = await dbFor(viewer).billingDispute.findFirst({
    where: { AND: [{ caseId }, disputesVisibleTo(viewer)] },
    select: DISPUTE,
  });
  if (!row) return null;
  const { id, payer, accountNumber, case: owner } = row;
  const today = dayOf(dayIn(now, owner.site.timeZone));
  const money = { currency: { code: row.currency, digits: row.digits }, locale: localeOf(owner.site.country) };
  const lines = row.lines.map(toLine);
  const totals = totalsOf(lines);
  const [hold, plan] = [row.holds[0], row.plans[0]];
  return {
    ...{ id, payer, accountNumber, ...money, lines, totals, today },
    hold: hold ? toHold(hold, today) : null,
    plan: plan ? toPlan(plan, totals.owed, money) : null,
    mayWork: canWorkDispute(viewer, owner),
    mayEnd: canEndInDispute(viewer, owner),
  };
}

function toLine({ servedOn, amount, reducedTo, decisions, ...line }: Found["lines"][number]): ChargeLineRow {
  const decision = decisions[0];
  return {
    ...line,
    servedOn: servedOn ? dayOf(servedOn) : null,
    amount: Number(amount),
    reducedTo: reducedTo === null ? null : Number(reducedTo),
    decision: decision
      ? { note: decision.note, by: decision.decidedBy.name, at: decision.decidedAt.toISOString() }
      : null,
  };
}

function toHold({ until, placedBy, placedAt, ...hold }: Found["holds"][number], today: string): HoldDetail {
  const last = dayOf(until);
  const standing = holdStanding({ until: last, isLifted: false }, today);
  return { ...hold, until: last, placedBy: placedBy.name, placedAt: placedAt.toISOString(), standing };
}

function toPlan(
  { id, total, agreedOn, agreedWith, parts }: Found["plans"][number],
  owed: number,
  money: Pick<DisputeDetail, "currency" | "locale">,
): PlanDetail {
  const sum = Number(total);
  return {
    ...{ id, agreedWith, total: sum },
    agreedOn: dayOf(agreedOn),
    parts: parts.map((part) => ({ id: part.id, dueOn: dayOf(part.dueOn), amount: Number(part.amount) })),
    mismatch: describeDifference({ sum, owed, ...money }),
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
