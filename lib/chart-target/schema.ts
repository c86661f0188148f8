import { z } from "zod";
import { METRICS } from "@/lib/insight/rules/metrics";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { readTarget } from "./rules";

/** The metrics that a site may have a target for. Others are neither better high nor low, or are counts that grow with the site. */
export const TARGET_FIGURES = [
  "acknowledgedInTime",
  "answeredInTime",
  "timeToAcknowledge",
  "timeToAnswer",
  "timeToClose",
  "complaintsPerEncounters",
  "complaintsPerPatientDays",
  "complaintsPerDischarges",
  "complaintsPerVisits",
  "handlingSatisfaction",
] as const satisfies (keyof typeof METRICS)[];
export type TargetFigure = (typeof TARGET_FIGURES)[number];

const standing = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(idSchema.nullable());

/** The id comes with the form, so that sending it twice sets one target; `standingId` is the target that the person saw. */
export const setTargetSchema = z
  .object({
    targetId: idSchema,
    siteId: idSchema,
    figure: z.enum(TARGET_FIGURES),
    standingId: standing,
    target: z.string({ error: "Write a number, such as 90." }).max(20, "This is no number."),
    reason: requiredText({ max: LIMITS.line, what: "A reason" }),
  })
  .transform(({ target, ...input }, ctx) => {
    const read = readTarget(target, METRICS[input.figure]);
    if ("value" in read) return { ...input, value: read.value };
    ctx.issues.push({ code: "custom", message: read.error, path: ["target"], input: target });
    return z.NEVER;
  });
export type SetTargetInput = z.infer<typeof setTargetSchema>;

export const dropTargetSchema = z.object({ targetId: idSchema });
export type DropTargetInput = z.infer<typeof dropTargetSchema>;
