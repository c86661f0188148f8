import { z } from "zod";
import { CaseKind } from "@/lib/case/schema";
import { RATE_METRICS, TIME_METRICS } from "@/lib/insight/schema";
import { HcatCategory } from "@/lib/issue/schema";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";

/** The charts whose limits may begin anew: all that have limits. */
export const FIGURES = [
  ...["received", "issues", "answeredInTime", "handlingSatisfaction"],
  ...["highSeverity", "betweenHighSeverity", "betweenReferrals"],
  ...TIME_METRICS,
  ...RATE_METRICS,
] as const;
export type Figure = (typeof FIGURES)[number];

/** What a figure is told apart by beside its kinds; of others the part is empty. */
const PARTS: { [figure in Figure]?: readonly string[] } = {
  issues: Object.values(HcatCategory),
  handlingSatisfaction: RECOVERY_ITEMS,
};

/** A rate is of its own kinds, whichever are looked at: one baseline holds for all of them. */
function kindsOf(figure: Figure, kinds: readonly CaseKind[]): CaseKind[] {
  const rates: readonly string[] = RATE_METRICS;
  return rates.includes(figure) ? [] : kinds.toSorted();
}

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
export const rebaseSeriesSchema = z
  .object({
    baselineId: idSchema,
    siteId: idSchema,
    unitId: optionalUnit,
    figure: z.enum(FIGURES),
    part: z.string().default(""),
    kinds,
    /** Where the run begins that the person saw. */
    startsOn: z.iso.date(),
    reason: requiredText({ max: LIMITS.line, what: "A reason" }),
  })
  .refine(({ figure, part }) => (PARTS[figure] ?? [""]).includes(part), {
    path: ["part"],
    error: "There is no such chart.",
  })
  .transform((input) => ({ ...input, kinds: kindsOf(input.figure, input.kinds) }));
export type RebaseSeriesInput = z.infer<typeof rebaseSeriesSchema>;

export const endBaselineSchema = z.object({ baselineId: idSchema });
export type EndBaselineInput = z.infer<typeof endBaselineSchema>;
