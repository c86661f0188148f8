import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import {
  ContactChannel,
  ContactDirection,
  ContactOutcome,
  ContactParty,
  InterpreterMode,
  MayBeTold,
} from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { instantsOf } from "@/lib/shared/local-time";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";
import { needsSummary, outcomesOf } from "./rules/outcomes";

export { ContactChannel, ContactDirection, ContactOutcome, ContactParty, InterpreterMode, MayBeTold };

const MOST_MENTIONS = 20;
const LONGEST_MINUTES = 1440;

/** Ids between commas, as one hidden field carries them. */
const mentions = z
  .string()
  .optional()
  .transform((text) => (text ? [...new Set(text.split(","))] : undefined))
  .pipe(z.array(idSchema).max(MOST_MENTIONS, `Mention at most ${MOST_MENTIONS} people in one note.`).optional());

export const addNoteSchema = z.object({
  idempotencyKey: idSchema,
  caseId: idSchema,
  body: requiredText({ max: LIMITS.note, what: "A note", isMultiline: true }),
  mentions,
  ...draftSeenFields,
});
export type AddNoteInput = z.infer<typeof addNoteSchema>;

export const addPrivilegedNoteSchema = z.object({
  idempotencyKey: idSchema,
  caseId: idSchema,
  body: requiredText({ max: LIMITS.note, what: "A note", isMultiline: true }),
  ...draftSeenFields,
});
export type AddPrivilegedNoteInput = z.infer<typeof addPrivilegedNoteSchema>;

export const seeMentionSchema = z.object({ mentionId: idSchema });
export type SeeMentionInput = z.infer<typeof seeMentionSchema>;

export const voidContactSchema = z.object({
  contactId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type VoidContactInput = z.infer<typeof voidContactSchema>;

const blankToNull = (value: string | undefined) => value?.trim() || null;
const optionalChoice = <const T extends Record<string, string>>(values: T, error: string) =>
  z.string().optional().transform(blankToNull).pipe(z.enum(values, { error }).nullable());

const minutes = z
  .string()
  .optional()
  .transform(blankToNull)
  .pipe(
    z
      .string()
      .regex(/^\d{1,4}$/, "Give whole minutes, such as 12.")
      .transform(Number)
      .refine((count) => count <= LONGEST_MINUTES, "A contact lasts at most a day: 1440 minutes.")
      .nullable(),
  );

/** "yyyy-mm-ddThh:mm" on the clocks of the site; empty means now. Which instant it is, the site's zone says. */
const localTime = z
  .string()
  .optional()
  .transform(blankToNull)
  .pipe(
    z
      .string()
      .transform((text) => text.slice(0, 16))
      .refine((text) => instantsOf(text, "UTC") !== null, "Enter a date and a time that exist, or leave it empty.")
      .nullable(),
  );

const clockTime = z
  .string()
  .optional()
  .transform(blankToNull)
  .pipe(
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time such as 14:05, or leave it empty.")
      .nullable(),
  );

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

export const logContactSchema = z
  .object({
    idempotencyKey: idSchema,
    caseId: idSchema,
    direction: z.enum(ContactDirection, { error: "Choose who got in touch." }),
    channel: z.enum(ContactChannel, { error: "Choose how." }),
    outcome: z.enum(ContactOutcome, { error: "Choose how it ended." }),
    summary: optionalText({ max: LIMITS.note, what: "What was said", isMultiline: true }),
    /** That it confirms the receipt, where the pack wants that in writing. */
    isAcknowledgement: z
      .string()
      .optional()
      .transform((value) => value === "on"),
    at: localTime,
    /** Which of the two, where the clocks show that time twice. */
    atTurn: optionalChoice({ first: "first", second: "second" }, "Choose the first or the second."),
    minutes,
    party: z
      .enum(ContactParty, { error: "Choose who it was." })
      .optional()
      .transform((value) => value ?? ContactParty.patient),
    otherName: optionalText({ max: LIMITS.name, what: "A name" }),
    otherRelation: optionalText({ max: LIMITS.line, what: "A relation" }),
    mayBeTold: optionalChoice(MayBeTold, "Choose whether they may be told."),
    checkedHow: optionalText({ max: LIMITS.reason, what: "How it was checked", isMultiline: true }),
    interpreterLanguage: language,
    interpreterMode: optionalChoice(InterpreterMode, "Choose how they interpreted."),
    interpreterNumber: optionalText({ max: LIMITS.line, what: "A name or number" }),
    interpreterFrom: clockTime,
    interpreterTo: clockTime,
    ...draftSeenFields,
  })
  .superRefine((input, context) => {
    const tell = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (!outcomesOf(input.direction, input.channel).includes(input.outcome)) tell("outcome", "Choose how it ended.");
    else if (input.summary === null && needsSummary(input.outcome)) tell("summary", "What was said is needed.");
    if (input.party === ContactParty.other) {
      if (input.otherName === null) tell("otherName", "Say who it was.");
      if (input.mayBeTold === MayBeTold.yes && input.checkedHow === null) {
        tell("checkedHow", "Say how you know that they may be told, such as a consent on file.");
      }
    }
    const isInterpreted = [
      input.interpreterMode,
      input.interpreterNumber,
      input.interpreterFrom,
      input.interpreterTo,
    ].some((value) => value !== null);
    if (input.interpreterLanguage === null && isInterpreted) tell("interpreterLanguage", "Choose the language.");
    if (input.interpreterLanguage !== null && input.interpreterMode === null) {
      tell("interpreterMode", "Choose how they interpreted.");
    }
    if (input.interpreterFrom !== null && input.interpreterFrom === input.interpreterTo) {
      tell("interpreterTo", "This is the time at which it began.");
    }
  });
export type LogContactInput = z.infer<typeof logContactSchema>;
