import { type Estimate, wilson, Z } from "@/lib/insight/rules/interval";

/** Surveys whose answers can be scored. `service_recovery` asks how a complaint was handled, and is no HCAHPS. */
export const INSTRUMENTS = ["service_recovery", "csat", "nps", "fft"] as const;

/** The answers of the Friends and Family Test, the best first. Source: NHS England, FFT guidance. */
export const FFT_ANSWERS = ["very_good", "good", "neither", "poor", "very_poor", "dont_know"] as const;
type FftAnswer = (typeof FFT_ANSWERS)[number];

/** What is asked about how a complaint was handled, each from 1 (not at all) to 5 (fully). */
export const RECOVERY_ITEMS = [
  "easy_to_raise",
  "listened",
  "explained",
  "each_issue_answered",
  "something_changed",
] as const;
export type RecoveryItem = (typeof RECOVERY_ITEMS)[number];

/** How often each answer was given. */
export type Counts = Record<string, number>;

/** Comments of fewer answers are not shown with the figures: they would tell who wrote them. Source: NHS England, FFT guidance. */
export const LEAST_FOR_COMMENTS = 5;

export type FftScore = { positive: Estimate; negative: Estimate; showsComments: boolean };

/**
 * The shares of "very good" and "good", and of "poor" and "very poor", of all answers; who does not know has answered. Null without answers.
 * @throws RangeError for an answer that is none of FFT_ANSWERS, or a count that is no whole number from 0
 * Source: NHS England, FFT guidance.
 */
export function scoreFft(counts: Counts): FftScore | null {
  const n = totalOf(counts, FFT_ANSWERS);
  const of = (...answers: FftAnswer[]) => answers.reduce((sum, answer) => sum + (counts[answer] ?? 0), 0);
  const positive = wilson(of("very_good", "good"), n);
  const negative = wilson(of("poor", "very_poor"), n);
  return positive && negative && { positive, negative, showsComments: n >= LEAST_FOR_COMMENTS };
}

/** `score` and its 95 % interval, `lower` to `upper`, are points from -100 to 100. */
export type NpsScore = {
  score: number;
  lower: number;
  upper: number;
  promoters: Estimate;
  passives: Estimate;
  detractors: Estimate;
};

/**
 * The net promoter score, from -100 to 100: the percentage that answers 9 or 10 less the one that answers 0 to 6. Null without answers.
 * @throws RangeError for an answer that is no whole number from 0 to 10, or a count that is none from 0
 * Sources: Reichheld 2003; the interval of a difference of two shares of the same people, Bonett and Price 2012.
 */
export function scoreNps(counts: Counts): NpsScore | null {
  const n = totalOf(counts, numbers(0, 10));
  const of = (from: number, to: number) => numbers(from, to).reduce((sum, answer) => sum + (counts[answer] ?? 0), 0);
  const [promoters, passives, detractors] = [wilson(of(9, 10), n), wilson(of(7, 8), n), wilson(of(0, 6), n)];
  if (!promoters || !passives || !detractors) return null;
  const [up, down] = [(of(9, 10) + 1) / (n + 2), (of(0, 6) + 1) / (n + 2)];
  const reach = Z * Math.sqrt((up + down - (up - down) ** 2) / (n + 2));
  return {
    score: (100 * (of(9, 10) - of(0, 6))) / n,
    lower: Math.max(-100, 100 * (up - down - reach)),
    upper: Math.min(100, 100 * (up - down + reach)),
    ...{ promoters, passives, detractors },
  };
}

/**
 * The share that answers 4 or 5 on a scale from 1 to 5. Null without answers.
 * @throws RangeError for an answer that is no whole number from 1 to 5, or a count that is none from 0
 */
export function scoreCsat(counts: Counts): Estimate | null {
  const n = totalOf(counts, numbers(1, 5));
  return wilson((counts[4] ?? 0) + (counts[5] ?? 0), n);
}

export type RecoveryScore = { items: Partial<Record<RecoveryItem, Estimate>>; mean: number };

/**
 * Of each item on how a complaint was handled the share that answers 4 or 5, and the plain mean of these shares. An item that nobody answered
 * has none and is left out of the mean. Null without any answer.
 * @param items counts of answers from 1 to 5, by item
 * @throws RangeError as scoreCsat does, and for an item that is none of RECOVERY_ITEMS
 */
export function scoreRecovery(items: Record<string, Counts>): RecoveryScore | null {
  refuseUnknown(Object.keys(items), RECOVERY_ITEMS, "item");
  const scored: Partial<Record<RecoveryItem, Estimate>> = {};
  for (const item of RECOVERY_ITEMS) {
    const estimate = scoreCsat(items[item] ?? {});
    if (estimate) scored[item] = estimate;
  }
  const shares = Object.values(scored).map(({ value }) => value);
  if (shares.length === 0) return null;
  return { items: scored, mean: shares.reduce((sum, share) => sum + share, 0) / shares.length };
}

function totalOf(counts: Counts, allowed: readonly string[]): number {
  refuseUnknown(Object.keys(counts), allowed, "answer");
  return Object.entries(counts).reduce((sum, [answer, count]) => {
    if (!Number.isInteger(count) || count < 0)
      throw new RangeError(`"${answer}" cannot have been answered ${count} times.`);
    return sum + count;
  }, 0);
}

function refuseUnknown(given: string[], allowed: readonly string[], what: string): void {
  const unknown = given.find((each) => !allowed.includes(each));
  if (unknown !== undefined) throw new RangeError(`"${unknown}" is no ${what} here. There are: ${allowed.join(", ")}.`);
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
