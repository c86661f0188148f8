import { z } from "zod";
import { CaseKind } from "@/lib/case/schema";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

/** The charts whose limits may begin anew: cases received week by week, answers in time month by month. */
export const FIGURES = ["received", "answeredInTime"] as const;
export type Figure = (typeof FIGURES)[number];

const kinds = z
  .string()
  .optional()
  .transform((text) => (text ? [...new Set(text.split(","))].toSorted() : []))
  .pipe(z.array(z.enum(CaseKind)));

const optionalUnit = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(idSchema.nullable());

/** The id comes with the form, so that sending it twice begins limits anew once. */
export const rebaseSeriesSchema = z.object({
  baselineId: idSchema,
  siteId: idSchema,
  unitId: optionalUnit,
  figure: z.enum(FIGURES),
  kinds,
  /** Where the run begins that the person saw. */
  startsOn: z.iso.date(),
  reason: requiredText({ max: LIMITS.line, what: "A reason" }),
});
export type RebaseSeriesInput = z.infer<typeof rebaseSeriesSchema>;

export const endBaselineSchema = z.object({ baselineId: idSchema });
export type EndBaselineInput = z.infer<typeof endBaselineSchema>;
