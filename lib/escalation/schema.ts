import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

export const raiseEscalationSchema = z.object({
  caseId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
  /** Empty: any supervisor of the site. */
  toPersonId: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(idSchema.nullable()),
  ...draftSeenFields,
});
export type RaiseEscalationInput = z.infer<typeof raiseEscalationSchema>;

export const answerEscalationSchema = z.object({
  escalationId: idSchema,
  answer: requiredText({ max: LIMITS.reason, what: "An answer", isMultiline: true }),
});
export type AnswerEscalationInput = z.infer<typeof answerEscalationSchema>;
