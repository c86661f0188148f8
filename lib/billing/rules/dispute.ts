import type { ChargeOutcome } from "@/lib/platform/generated/enums";

type Charge = { amount: number; outcome: ChargeOutcome; reducedTo: number | null };

/** What a line comes to as it stands: a charge in dispute counts in full until it is decided, because until then it stands on the account. */
export function owedFor({ amount, outcome, reducedTo }: Charge): number {
  switch (outcome) {
    case "open":
    case "upheld":
      return amount;
    case "reduced":
      return reducedTo ?? amount;
    case "removed":
      return 0;
    default:
      return outcome satisfies never;
  }
}

export type Totals = { charged: number; disputed: number; owed: number };

/** All that was charged, what of it is still in dispute, and what is owed as things stand. */
export function totalsOf(lines: readonly Charge[]): Totals {
  const sum = (each: number[]) => each.reduce((total, amount) => total + amount, 0);
  return {
    charged: sum(lines.map(({ amount }) => amount)),
    disputed: sum(lines.filter(({ outcome }) => outcome === "open").map(({ amount }) => amount)),
    owed: sum(lines.map(owedFor)),
  };
}

export type HoldStanding = "on" | "ending" | "over" | "lifted";

const DAYS_OF_WARNING = 7;

/** How a hold on collection stands on a day "yyyy-mm-dd" of the site; it holds through its last day. */
export function holdStanding({ until, isLifted }: { until: string; isLifted: boolean }, today: string): HoldStanding {
  if (isLifted) return "lifted";
  if (until < today) return "over";
  return daysBetween(today, until) <= DAYS_OF_WARNING ? "ending" : "on";
}

/** Whole days from one day "yyyy-mm-dd" to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
