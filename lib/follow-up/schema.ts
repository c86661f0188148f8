import { z } from "zod";
import type { Role } from "@/lib/access/schema";
import {
  AttemptOutcome,
  ContactChannel,
  FollowUpParty,
  FollowUpState,
  PromiseApproval,
  PromiseMoney,
  PromiseState,
} from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export { AttemptOutcome, ContactChannel, FollowUpParty, FollowUpState, PromiseApproval, PromiseMoney, PromiseState };

const blankToNull = (value: string | undefined) => value?.trim() || null;

const day = (what: string) =>
  z.string({ error: what }).trim().min(1, what).pipe(z.iso.date("Enter a day as year-month-day, like 2026-03-12."));

const optionalId = z.string().optional().transform(blankToNull).pipe(idSchema.nullable());

const ticked = z
  .string()
  .optional()
  .transform((value) => value === "on");

const reason = requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true });

/** "patient", "other", or the id of a representative, as one list of choices sends it. */
const whom = z
  .string()
  .optional()
  .transform((value) => value?.trim() || "patient")
  .pipe(z.union([z.literal("patient"), z.literal("other"), idSchema], { error: "Choose who it is." }));

const partyFields = { whom, partyName: optionalText({ max: LIMITS.name, what: "A name" }) };

type Party = { whom: string; partyName: string | null };
const isNamed = ({ whom: who, partyName }: Party) => who !== "other" || partyName !== null;
const NAME_MISSING = { path: ["partyName"], message: "Say who it is." };

/** BCP 47, as a patient's language is kept. */
const language = z
  .string()
  .optional()
  .transform(blankToNull)
  .pipe(
    z
      .string()
      .max(35)
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, "Choose a language.")
      .nullable(),
  );

export const planFollowUpSchema = z
  .object({
    idempotencyKey: idSchema,
    caseId: idSchema,
    what: requiredText({ max: LIMITS.reason, what: "What is to be said or done", isMultiline: true }),
    dueOn: day("Say on which day."),
    channel: z.enum(ContactChannel, { error: "Choose how." }),
    bestTime: optionalText({ max: LIMITS.line, what: "The best time" }),
    language,
    ...partyFields,
    /** Empty: whoever plans it. */
    ownerId: optionalId,
  })
  .refine(isNamed, NAME_MISSING);
export type PlanFollowUpInput = z.infer<typeof planFollowUpSchema>;

const LONGEST_MINUTES = 1440;

export const recordAttemptSchema = z
  .object({
    idempotencyKey: idSchema,
    followUpId: idSchema,
    outcome: z.enum(AttemptOutcome, { error: "Choose how it ended." }),
    minutes: z
      .string()
      .optional()
      .transform(blankToNull)
      .pipe(
        z
          .string()
          .regex(/^\d{1,4}$/, "Give whole minutes, such as 12.")
          .transform(Number)
          .refine((count) => count <= LONGEST_MINUTES, "A call lasts at most a day: 1440 minutes.")
          .nullable(),
      ),
    note: optionalText({ max: LIMITS.note, what: "What was said", isMultiline: true }),
  })
  .refine(({ outcome, note }) => outcome !== "reached" || note !== null, {
    path: ["note"],
    message: "What was said is needed.",
  });
export type RecordAttemptInput = z.infer<typeof recordAttemptSchema>;

export const finishFollowUpSchema = z.object({
  followUpId: idSchema,
  result: requiredText({ max: LIMITS.reason, what: "What came of it", isMultiline: true }),
  /** It went out to them, so it counts as having been in touch. */
  wasSent: ticked,
});
export type FinishFollowUpInput = z.infer<typeof finishFollowUpSchema>;

export const cancelFollowUpSchema = z.object({ followUpId: idSchema, reason });
export type CancelFollowUpInput = z.infer<typeof cancelFollowUpSchema>;

export const rescheduleFollowUpSchema = z.object({
  followUpId: idSchema,
  dueOn: day("Say on which day."),
  bestTime: optionalText({ max: LIMITS.line, what: "The best time" }),
});
export type RescheduleFollowUpInput = z.infer<typeof rescheduleFollowUpSchema>;

export const writeInsteadSchema = z.object({ followUpId: idSchema });
export type WriteInsteadInput = z.infer<typeof writeInsteadSchema>;

export const makePromiseSchema = z
  .object({
    idempotencyKey: idSchema,
    caseId: idSchema,
    words: requiredText({ max: LIMITS.reason, what: "What was promised", isMultiline: true }),
    dueOn: day("Say by which day: a promise without one is none."),
    ...partyFields,
    /** Empty: whoever makes it. */
    ownerId: optionalId,
    /** As it was typed; the currency is that of the site. */
    amount: optionalText({ max: LIMITS.line, what: "An amount" }),
    money: z.enum(PromiseMoney, { error: "Choose what the amount is for." }).optional(),
    contactId: optionalId,
    foundWords: optionalText({ max: LIMITS.reason, what: "What was found", isMultiline: true }),
  })
  .refine(isNamed, NAME_MISSING);
export type MakePromiseInput = z.infer<typeof makePromiseSchema>;

const keptHow = requiredText({ max: LIMITS.reason, what: "How it was kept", isMultiline: true });

export const keepPromiseSchema = z.object({
  promiseId: idSchema,
  keptOn: day("Say on which day."),
  keptHow,
});
export type KeepPromiseInput = z.infer<typeof keepPromiseSchema>;

const toldVia = z.enum(ContactChannel, { error: "Say how they were told." });

export const replacePromiseSchema = z.object({
  promiseId: idSchema,
  dueOn: day("Say by which day."),
  reason,
  toldVia,
  /** Empty: whoever replaces it. */
  toldById: optionalId,
});
export type ReplacePromiseInput = z.infer<typeof replacePromiseSchema>;

export const withdrawPromiseSchema = z.object({
  promiseId: idSchema,
  reason,
  /** Empty: they have not been told. */
  toldVia: z.string().optional().transform(blankToNull).pipe(toldVia.nullable()),
  toldById: optionalId,
});
export type WithdrawPromiseInput = z.infer<typeof withdrawPromiseSchema>;

export const handOnPromiseSchema = z.object({ promiseId: idSchema, ownerId: z.uuid("Choose who takes it over.") });
export type HandOnPromiseInput = z.infer<typeof handOnPromiseSchema>;

export const approvePromiseSchema = z.object({ promiseId: idSchema });
export type ApprovePromiseInput = z.infer<typeof approvePromiseSchema>;

export const declinePromiseSchema = z.object({ promiseId: idSchema, reason });
export type DeclinePromiseInput = z.infer<typeof declinePromiseSchema>;

export const setAsideSchema = z.object({ contactId: idSchema });
export type SetAsideInput = z.infer<typeof setAsideSchema>;

/** Roles that make promises, from the one with least authority on. */
export const LIMITED_ROLES = ["associate", "supervisor", "manager"] as const satisfies readonly Role[];
export type LimitedRole = (typeof LIMITED_ROLES)[number];

const amountText = requiredText({ max: LIMITS.line, what: "An amount" });
const amounts = { associate: amountText, supervisor: amountText, manager: amountText };

/** `base` is what the person saw when they began. */
export const setLimitsSchema = z.object({ siteId: idSchema, ...amounts, base: z.object(amounts) });
export type SetLimitsInput = z.infer<typeof setLimitsSchema>;

export const PROMISE_FATES = ["kept", "handed_on", "withdrawn"] as const;

/** What becomes of an open promise when its case is closed, as the closing dialog asks it. */
export const promiseFateSchema = z.object({
  promiseId: idSchema,
  fate: z.enum(PROMISE_FATES, { error: "Say what becomes of this promise." }),
  ownerId: optionalId,
  words: optionalText({ max: LIMITS.reason, what: "This", isMultiline: true }),
});
export type PromiseFate = z.infer<typeof promiseFateSchema>;

export const CALL_LISTS = ["mine", "site"] as const;
export type CallListOf = (typeof CALL_LISTS)[number];

/** The call list as its URL says it. */
export const callListSchema = z.object({ of: z.enum(CALL_LISTS).catch("mine").default("mine") });
