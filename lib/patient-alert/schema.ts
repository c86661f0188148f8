import { z } from "zod";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

/** The id comes with the form, so that sending it twice adds it once. */
export const addAlertSchema = z.object({
  alertId: idSchema,
  patientId: idSchema,
  body: requiredText({ max: LIMITS.line, what: "An alert" }),
});
export type AddAlertInput = z.infer<typeof addAlertSchema>;

export const endAlertSchema = z.object({
  alertId: idSchema,
  reason: requiredText({ max: LIMITS.line, what: "A reason" }),
});
export type EndAlertInput = z.infer<typeof endAlertSchema>;
