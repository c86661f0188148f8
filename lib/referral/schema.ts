import { z } from "zod";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

/** What is chosen where the rules of the case do not name the body. */
export const ANOTHER = "another";

const WHERE = "Choose where it went.";

/** The id comes with the form, so that sending it twice records it once. */
export const recordReferralSchema = z
  .object({
    referralId: idSchema,
    caseId: idSchema,
    bodyId: z.string({ error: WHERE }).regex(/^[a-z0-9-]{1,60}$/, WHERE),
    other: optionalText({ max: LIMITS.name, what: "The name of the body" }),
    referredOn: z.iso.date({ error: "Enter the day on which it went there." }),
  })
  .superRefine(({ bodyId, other }, context) => {
    if (bodyId !== ANOTHER || other !== null) return;
    context.addIssue({ code: "custom", path: ["other"], message: "Name the body." });
  });
export type RecordReferralInput = z.infer<typeof recordReferralSchema>;

export const takeBackReferralSchema = z.object({
  referralId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason" }),
});
export type TakeBackReferralInput = z.infer<typeof takeBackReferralSchema>;
