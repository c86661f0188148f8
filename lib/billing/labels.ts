import type { Rhythm } from "./rules/plan";
import type { ChargeOutcome } from "./schema";

type Tone = "neutral" | "soon" | "met" | "paused";

export const OUTCOME_LABELS: Record<ChargeOutcome, string> = {
  open: "In dispute",
  upheld: "Upheld as charged",
  reduced: "Reduced",
  removed: "Removed",
};

export const OUTCOME_TONES: Record<ChargeOutcome, Tone> = {
  open: "soon",
  upheld: "neutral",
  reduced: "met",
  removed: "met",
};

export const RHYTHM_LABELS: Record<Rhythm, string> = {
  week: "Every week",
  fortnight: "Every two weeks",
  month: "Every month",
};

export const LINE_LABELS = {
  servedOn: "Date of service",
  description: "What was charged",
  amount: "Amount",
  reason: "What is disputed",
  payer: "Payer",
  denialCode: "Denial code",
  denialNote: "What the payer says",
  evidence: "Evidence",
} as const;
export type LineField = keyof typeof LINE_LABELS;
