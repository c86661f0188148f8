import { z } from "zod";

const definition = z.object({
  says: z.string(),
  numerator: z.string(),
  denominator: z.string().nullable(),
  source: z.string(),
});
export type Definition = z.infer<typeof definition>;

/**
 * One figure as it was counted. `numerator` and `denominator` are what it was counted from; `lower` and `upper` its 95 % interval. A figure that is hidden
 * tells none of them. `counts`: what its list holds one by one; null where there is none.
 */
export const figureSchema = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.enum(["count", "share", "rate", "ratio", "hours", "days"]),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  /** Of a time: the 90th centile. */
  ninetieth: z.number().nullable(),
  /** What a rate is told per so many of. */
  per: z.number().nullable(),
  definition,
  note: z.string().nullable(),
  isHidden: z.boolean(),
  counts: z.enum(["case", "issue"]).nullable(),
  hasOf: z.boolean(),
  href: z.string().nullable(),
});
export type Figure = z.infer<typeof figureSchema>;

export const sectionSchema = z.object({
  key: z.string(),
  title: z.string(),
  says: z.string().nullable(),
  /** `bars`: figures of one kind beside each other. */
  shape: z.enum(["figures", "bars"]),
  figures: z.array(figureSchema),
});
export type Section = z.infer<typeof sectionSchema>;

/** A rule that the figures must keep, and which cases break it. */
export const checkSchema = z.object({
  rule: z.string(),
  holds: z.boolean(),
  told: z.string(),
  cases: z.array(z.string()),
  more: z.number(),
});
export type Check = z.infer<typeof checkSchema>;

/** All of a report, as it is kept for good. */
export const resultSchema = z.object({
  sections: z.array(sectionSchema),
  checks: z.array(checkSchema),
  /** What whoever reads it must know: the time is not over, a site has closed, what is left out. */
  remarks: z.array(z.string()),
});
export type ReportResult = z.infer<typeof resultSchema>;
