import type { Currency } from "./currencies";
import { formatMoney } from "./money";

/** Every how long a part falls due. */
export const RHYTHMS = ["week", "fortnight", "month"] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** At most three years of months: longer plans are for the finance office. */
export const MOST_PARTS = 36;

/** One part of a payment plan; the day is "yyyy-mm-dd". */
export type Part = { dueOn: string; amount: number };

type Terms = { owed: number; count: number; firstOn: string; every: Rhythm };

/** Equal parts that add up exactly: what does not divide goes, one minor unit each, to the first. Never more parts than minor units. */
export function planFromTerms({ owed, count, firstOn, every }: Terms): Part[] {
  const parts = Math.max(0, Math.min(Math.floor(count), MOST_PARTS, owed));
  if (parts === 0) return [];
  const each = Math.floor(owed / parts);
  const rest = owed - each * parts;
  return Array.from({ length: parts }, (_, index) => ({
    dueOn: dayAfter(firstOn, every, index),
    amount: each + (index < rest ? 1 : 0),
  }));
}

/** The day of the part after `times` rhythms, counted from the first: the 31st becomes a shorter month's last day and then the 31st again. */
function dayAfter(firstOn: string, every: Rhythm, times: number): string {
  const [year = 0, month = 1, date = 1] = firstOn.split("-").map(Number);
  if (every !== "month") {
    const days = (every === "week" ? 7 : 14) * times;
    return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
  }
  const lastDay = new Date(Date.UTC(year, month + times, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + times, Math.min(date, lastDay))).toISOString().slice(0, 10);
}

export type PlanProblem =
  | { part: number; field: "dueOn" | "amount"; message: string }
  | { part: null; message: string };

type Plan = { parts: readonly Part[]; owed: number; agreedOn: string; currency: Currency; locale?: string };

/** What keeps a plan from being agreed, by part and for the whole: its parts add up to what is owed, no more and no less. */
export function planProblems({ parts, owed, agreedOn, currency, locale }: Plan): PlanProblem[] {
  if (owed === 0) return [{ part: null, message: "Nothing is owed, so there is nothing to agree." }];
  if (parts.length === 0) return [{ part: null, message: "A plan has at least one part." }];
  if (parts.length > MOST_PARTS) return [{ part: null, message: `A plan has at most ${MOST_PARTS} parts.` }];
  const ofParts = parts.flatMap(({ dueOn, amount }, part): PlanProblem[] => [
    ...(amount > 0 ? [] : [{ part, field: "amount" as const, message: "A part is more than nothing." }]),
    ...(dueOn >= agreedOn ? [] : [{ part, field: "dueOn" as const, message: "A part falls due after it was agreed." }]),
    ...(parts.findIndex((other) => other.dueOn === dueOn) === part
      ? []
      : [{ part, field: "dueOn" as const, message: "Another part falls due on this day. Put them together." }]),
  ]);
  const sum = parts.reduce((total, { amount }) => total + amount, 0);
  const message = describeDifference({ sum, owed, currency, locale });
  return message ? [...ofParts, { part: null, message }] : ofParts;
}

type Sum = { sum: number; owed: number; currency: Currency; locale?: string };

/** How far parts are from what is owed, in a sentence; null when they meet it. */
export function describeDifference({ sum, owed, currency, locale }: Sum): string | null {
  if (sum === owed) return null;
  const money = (amount: number) => formatMoney(amount, currency, locale);
  const gap = sum < owed ? `${money(owed - sum)} is missing` : `${money(sum - owed)} is too much`;
  return `The parts add up to ${money(sum)}, and ${money(owed)} is owed: ${gap}.`;
}
