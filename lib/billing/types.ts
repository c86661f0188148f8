import type { Currency } from "./rules/currencies";
import type { HoldStanding, Totals } from "./rules/dispute";
import type { ChargeOutcome } from "./schema";

/** One charge in dispute. Amounts are whole minor units, days "yyyy-mm-dd". */
export type ChargeLineRow = {
  id: string;
  position: number;
  servedOn: string | null;
  description: string;
  amount: number;
  reason: string;
  payer: string | null;
  denialCode: string | null;
  denialNote: string | null;
  evidence: string | null;
  outcome: ChargeOutcome;
  reducedTo: number | null;
  /** The newest decision's words. */
  decision: { note: string; by: string; at: string } | null;
};

export type HoldDetail = {
  id: string;
  until: string;
  reason: string;
  placedBy: string;
  placedAt: string;
  standing: HoldStanding;
};

export type PlanDetail = {
  id: string;
  total: number;
  agreedOn: string;
  agreedWith: string;
  parts: { id: string; dueOn: string; amount: number }[];
  /** Why it no longer fits, since a line was added, changed or decided; null while it meets what is owed. */
  mismatch: string | null;
};

export type DisputeDetail = {
  id: string;
  currency: Currency;
  locale: string;
  payer: string | null;
  accountNumber: string | null;
  lines: ChargeLineRow[];
  totals: Totals;
  /** The newest hold that nobody lifted. */
  hold: HoldDetail | null;
  plan: PlanDetail | null;
  /** The day at the site. */
  today: string;
  mayWork: boolean;
  /** Lift the hold and void the plan, on a closed case too. */
  mayEnd: boolean;
};
