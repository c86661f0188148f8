import { z } from "zod";
import { severitySchema } from "@/lib/case/schema";
import { HcatCategory } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

export { HcatCategory };

export const addIssueSchema = z.object({
  issueId: idSchema,
  caseId: idSchema,
  summary: requiredText({ max: LIMITS.line, what: "What they raise" }),
  severity: severitySchema,
  category: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(z.enum(HcatCategory, { error: "Choose from the list." }).nullable()),
  unitId: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(idSchema.nullable()),
});
export type AddIssueInput = z.infer<typeof addIssueSchema>;
