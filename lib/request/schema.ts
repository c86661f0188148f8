import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import { RequestState } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

/** How many requests My day shows of one kind. */
export const MOST_NEWS = 10;

export { RequestState };

const ticked = z
  .string()
  .optional()
  .transform((value) => value === "on");

export const askUnitSchema = z.object({
  idempotencyKey: idSchema,
  caseId: idSchema,
  unitId: z.uuid("Choose the unit to ask."),
  question: requiredText({ max: LIMITS.reason, what: "A question", isMultiline: true }),
  /** What the clocks of the site will show: "2026-05-12T17:00". */
  due: z
    .string({ error: "Say by when you need the answer." })
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "Say by when you need the answer: a day and a time."),
  sharesWords: ticked,
  sharesPatient: ticked,
  sharesIssues: ticked,
  ...draftSeenFields,
});
export type AskUnitInput = z.infer<typeof askUnitSchema>;

export const answerRequestSchema = z.object({
  requestId: idSchema,
  answer: requiredText({ max: LIMITS.note, what: "An answer", isMultiline: true }),
  ...draftSeenFields,
});
export type AnswerRequestInput = z.infer<typeof answerRequestSchema>;

const reason = requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true });

export const returnRequestSchema = z.object({ requestId: idSchema, reason });
export type ReturnRequestInput = z.infer<typeof returnRequestSchema>;

export const withdrawRequestSchema = z.object({ requestId: idSchema, reason });
export type WithdrawRequestInput = z.infer<typeof withdrawRequestSchema>;

export const remindUnitSchema = z.object({ requestId: idSchema });
export type RemindUnitInput = z.infer<typeof remindUnitSchema>;

export const REQUEST_TABS = ["open", "late", "settled"] as const;
export type RequestTab = (typeof REQUEST_TABS)[number];

/** The list as its URL says it. Every bad value falls back. */
export const requestListSchema = z.object({
  tab: z.enum(REQUEST_TABS).catch("open").default("open"),
  page: z.string().max(600).optional().catch(undefined),
});
export type RequestFilter = z.infer<typeof requestListSchema>;
