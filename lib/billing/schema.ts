import { z } from "zod";
import { ChargeOutcome } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";
import { CURRENCY_CODES } from "./rules/currencies";

export { ChargeOutcome };

/** What a person types for an amount: judged by `readAmount` where the currency of the dispute is known. */
const amount = requiredText({ max: 100, what: "An amount" });
const optionalAmount = optionalText({ max: 100, what: "An amount" });

const day = (what: string) =>
  z.string({ error: `${what} is needed.` }).pipe(z.iso.date("Write the day as a date, such as 2026-05-12."));

const optionalDay = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(z.iso.date("Write the day as a date, such as 2026-05-12.").nullable());

export const openDisputeSchema = z.object({
  disputeId: idSchema,
  caseId: idSchema,
  currency: z.string().refine((code) => CURRENCY_CODES.includes(code), "Choose a currency from the list."),
  payer: optionalText({ max: LIMITS.line, what: "A payer" }),
  accountNumber: optionalText({ max: LIMITS.line, what: "An account number" }),
});
export type OpenDisputeInput = z.infer<typeof openDisputeSchema>;

const line = {
  servedOn: optionalDay,
  description: requiredText({ max: LIMITS.line, what: "What was charged" }),
  amount,
  reason: requiredText({ max: LIMITS.reason, what: "What is disputed about it", isMultiline: true }),
  payer: optionalText({ max: LIMITS.line, what: "A payer" }),
  denialCode: optionalText({ max: LIMITS.line, what: "A denial code" }),
  denialNote: optionalText({ max: LIMITS.reason, what: "An explanation", isMultiline: true }),
  evidence: optionalText({ max: LIMITS.reason, what: "Evidence", isMultiline: true }),
};

export const addChargeLineSchema = z.object({ lineId: idSchema, disputeId: idSchema, ...line });
export type AddChargeLineInput = z.infer<typeof addChargeLineSchema>;

/** `base` is what the person saw when they began, so that only a field both changed is a conflict. */
export const changeChargeLineSchema = z.object({ lineId: idSchema, ...line, base: z.object(line) });
export type ChangeChargeLineInput = z.infer<typeof changeChargeLineSchema>;

const outcome = z.enum(ChargeOutcome, { error: "Choose what was decided." });

export const decideChargeLineSchema = z.object({
  decisionId: idSchema,
  lineId: idSchema,
  outcome,
  reducedTo: optionalAmount,
  note: requiredText({ max: LIMITS.reason, what: "Why it was decided so", isMultiline: true }),
  /** How the line stood when the person decided. */
  base: z.object({ outcome, reducedTo: optionalAmount }),
});
export type DecideChargeLineInput = z.infer<typeof decideChargeLineSchema>;

export const placeHoldSchema = z.object({
  holdId: idSchema,
  disputeId: idSchema,
  until: day("The last day of the hold"),
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type PlaceHoldInput = z.infer<typeof placeHoldSchema>;

export const liftHoldSchema = z.object({
  holdId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type LiftHoldInput = z.infer<typeof liftHoldSchema>;

/** Parts come under the numbers of their rows in the form, "parts.3.amount", so that a sentence finds its way back to its field. */
export const agreePlanSchema = z.object({
  planId: idSchema,
  disputeId: idSchema,
  agreedOn: day("The day it was agreed"),
  agreedWith: requiredText({ max: LIMITS.name, what: "The person it was agreed with" }),
  parts: z
    .record(z.string().regex(/^\d{1,4}$/), z.object({ dueOn: day("A day"), amount }), "Give the plan its parts.")
    .optional()
    .transform((parts) => Object.entries(parts ?? {}).map(([row, part]) => ({ row, ...part }))),
});
export type AgreePlanInput = z.infer<typeof agreePlanSchema>;

export const voidPlanSchema = z.object({
  planId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type VoidPlanInput = z.infer<typeof voidPlanSchema>;
