import { z } from "zod";
import { Channel } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

/** What a clock waits for: that the receipt is confirmed, that the patient hears how it stands, that they have the answer. */
export const CLOCKS = ["acknowledge", "update", "resolve"] as const;
export type ClockKind = (typeof CLOCKS)[number];

/** In hours a time is exact; in days and months it ends with its last day. */
export const UNITS = ["calendar_hours", "business_hours", "calendar_days", "business_days", "months"] as const;
export type Unit = (typeof UNITS)[number];

const sentence = z.string().trim().min(1);
const name = z.string().regex(/^[a-z0-9-]+$/);

export const amountSchema = z.strictObject({ amount: z.int().min(1).max(3_650), unit: z.enum(UNITS) });
export type Amount = z.infer<typeof amountSchema>;

export const pauseReasonSchema = z.strictObject({
  id: name,
  /** Goes on after "Paused 2 days ": "waiting for consent". */
  label: sentence,
  basis: sentence,
  isConfirmed: z.boolean(),
});
export type PauseReason = z.infer<typeof pauseReasonSchema>;

const extensionRuleSchema = z.strictObject({
  /** All extensions of one clock together, in the unit in which they are given. `most` null: no end is set, then each is told. */
  most: z.int().min(1).max(3_650).nullable(),
  unit: z.enum(UNITS),
  /** How often; null: as often as needed. */
  times: z.int().min(1).nullable(),
  /** Whether the patient must have been told of it. */
  mustTell: z.boolean(),
  basis: sentence,
  isConfirmed: z.boolean(),
});

/** A time limit as a policy pack writes it down. */
export const limitSchema = z.strictObject({
  id: name,
  clock: z.enum(CLOCKS),
  ...amountSchema.shape,
  /** Whether the day it starts counts as the first, or the one after it. Hours run from the moment, so there it is `null`. */
  firstDay: z.enum(["day_of_receipt", "day_after"]).nullable(),
  /** From receipt, from the acknowledgement, or from when the case became of this kind. */
  startsAt: z.enum(["received", "acknowledged", "became"]),
  /** Of an update: how soon after the patient last heard the next is due. */
  repeat: amountSchema.nullable(),
  /** A legal limit; otherwise a target that the pack sets. */
  isStatutory: z.boolean(),
  /** The reasons for which it may pause, from the pack's list. */
  pauses: z.array(name),
  extension: extensionRuleSchema.nullable(),
  basis: sentence,
  /** Whether the basis has been read at its source. What has not is shown as unconfirmed. */
  isConfirmed: z.boolean(),
});
export type Limit = z.infer<typeof limitSchema>;

const instant = z.iso.datetime({
  offset: true,
  error: "This is no instant: write it like 2026-03-03T09:14:00Z, with Z or an offset.",
});

/** A stretch in which a clock stands still, from its first moment up to, not with, its last. `until` null: it still does. */
export const pauseSchema = z.strictObject({ from: instant, until: instant.nullable(), reasonId: name });
export type Pause = z.infer<typeof pauseSchema>;

/** More time, as it was given: how much in the unit of the limit's extension, when, why, and when the patient was told. */
export const extensionSchema = z.strictObject({
  at: instant,
  amount: z.int().min(1),
  reason: z.string(),
  toldAt: instant.nullable(),
});
export type Extension = z.infer<typeof extensionSchema>;

/** Why a due time moved. */
export const CLOCK_CAUSES = [
  "opened",
  "details",
  "kind",
  "contact",
  "arrived",
  "day",
  "step",
  "closed",
  "reopened",
  "paused",
  "resumed",
  "extended",
  "joined",
  "calendar",
] as const;
export type ClockCause = (typeof CLOCK_CAUSES)[number];

export const pauseClocksSchema = z.object({
  pauseId: idSchema,
  caseId: idSchema,
  reasonId: z.string({ error: "Choose why." }).min(1, "Choose why.").max(LIMITS.line),
});
export type PauseClocksInput = z.infer<typeof pauseClocksSchema>;

export const resumeClocksSchema = z.object({ caseId: idSchema });
export type ResumeClocksInput = z.infer<typeof resumeClocksSchema>;

const blankToNull = (value: string | undefined) => value?.trim() || null;

export const extendClockSchema = z.object({
  extensionId: idSchema,
  caseId: idSchema,
  limitId: z.string().min(1).max(LIMITS.line),
  amount: z
    .string()
    .regex(/^\d{1,4}$/, "Give a whole number, such as 7.")
    .transform(Number)
    .refine((count) => count > 0, "Give at least 1."),
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
  /** The day on which they were told, in the site's zone, and how; both or neither. */
  toldOn: z
    .string()
    .optional()
    .transform(blankToNull)
    .pipe(z.iso.date("Enter the day as year-month-day, like 2026-03-12.").nullable()),
  toldVia: z
    .string()
    .optional()
    .transform(blankToNull)
    .pipe(z.enum(Channel, { error: "Say how they were told." }).nullable()),
});
export type ExtendClockInput = z.infer<typeof extendClockSchema>;

/** Work for the workers: counting the open clocks of a site anew, and giving clocks to cases that have none. */
export const recountClocksJob = { name: "recountClocks", payload: z.object({ recountId: z.uuid() }) };
