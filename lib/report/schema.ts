import { z } from "zod";
import { CaseKind, ReportEvery, ReportKind, ReportList } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { SATISFACTION_METRICS } from "./rules/satisfaction";

export { CaseKind, ReportEvery, ReportKind, ReportList };

/** The figures of one's own report: those that can be told case by case, and rates per volume. */
export const OWN_METRICS = [
  "received",
  "closed",
  "issues",
  "acknowledgedInTime",
  "answeredInTime",
  "timeToAcknowledge",
  "timeToAnswer",
  "timeToClose",
  "reopened",
  "upheldCases",
  "upheldIssues",
  "escalated",
  "settledOnTheSpot",
  "compliments",
  "namedPraise",
  "complaintsPerEncounters",
  "complaintsPerPatientDays",
  "complaintsPerDischarges",
  "complaintsPerVisits",
  ...SATISFACTION_METRICS,
] as const;
export type OwnMetric = (typeof OWN_METRICS)[number];

export const SPLITS = ["none", "month", "site", "unit", "kind", "cause"] as const;
export type Split = (typeof SPLITS)[number];

export const specSchema = z.object({
  metrics: z.array(z.enum(OWN_METRICS)).max(OWN_METRICS.length).default([]),
  split: z.enum(SPLITS).default("none"),
  /** None: all kinds. */
  kinds: z.array(z.enum(CaseKind)).max(Object.keys(CaseKind).length).default([]),
});
export type Spec = z.infer<typeof specSchema>;

/** More days would be more than one report of a year beside those of the years before. */
const MOST_DAYS = 1_100;
/** A report of more cases would not fit into the memory of a worker beside others. */
export const MOST_CASES = 250_000;
const MOST_SITES = 200;

const list = <T extends z.ZodType<unknown, string>>(each: T, most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat()))
    .pipe(z.array(each).max(most));

const ticked = z
  .string()
  .optional()
  .transform((value) => value === "on");

/** Marks that turn the reading order of all that follows round. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** The id comes with the form, so that sending it twice makes one. */
export const makeReportSchema = z
  .object({
    reportId: idSchema,
    kind: z.enum(ReportKind, { error: "Choose which report." }),
    title: z
      .string()
      .transform((given) => given.replace(TURNING, "").trim())
      .pipe(z.string().max(200, "Write a title of at most 200 characters."))
      .default(""),
    siteIds: list(idSchema, MOST_SITES).refine((ids) => ids.length > 0, "Choose at least one site."),
    from: z.iso.date("Enter the first day."),
    to: z.iso.date("Enter the last day."),
    forPublication: ticked,
    metrics: list(z.enum(OWN_METRICS, { error: "Choose from what is listed." }), OWN_METRICS.length),
    split: z.enum(SPLITS, { error: "Choose from what is listed." }).default("none"),
    kinds: list(z.enum(CaseKind, { error: "Choose from what is listed." }), Object.keys(CaseKind).length),
  })
  .superRefine(({ kind, from, to, metrics, kinds }, ctx) => {
    if (from > to) ctx.addIssue({ code: "custom", path: ["to"], message: "The last day is before the first." });
    else if (days(from, to) > MOST_DAYS)
      ctx.addIssue({ code: "custom", path: ["to"], message: "A report is of three years at most." });
    if (from < "1990-01-01") ctx.addIssue({ code: "custom", path: ["from"], message: "Enter a day after 1990." });
    if (kind === "own" && metrics.length === 0)
      ctx.addIssue({ code: "custom", path: ["metrics"], message: "Choose at least one figure." });
    if (kind === "own" && kinds.length === 0)
      ctx.addIssue({ code: "custom", path: ["kinds"], message: "Choose at least one kind." });
  });
export type MakeReportInput = z.infer<typeof makeReportSchema>;

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

export const findReportSchema = z.object({ reportId: idSchema });

export const MOST_READERS = 50;

/** Day of the month up to 28, so that each month has it. */
export const scheduleReportSchema = z.object({
  scheduleId: idSchema,
  reportId: idSchema,
  every: z.enum(ReportEvery, { error: "Choose how often." }),
  day: z.coerce
    .number({ error: "Enter a day from 1 to 28." })
    .int("Enter a day from 1 to 28.")
    .min(1, "Enter a day from 1 to 28.")
    .max(28, "Enter a day from 1 to 28."),
  personIds: list(idSchema, MOST_READERS).refine((ids) => ids.length > 0, "Choose at least one person."),
});
export type ScheduleReportInput = z.infer<typeof scheduleReportSchema>;

export const stopScheduleSchema = z.object({ scheduleId: idSchema });

export const REPORT_FORMATS = ["pdf", "xlsx", "csv"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a download asks for: the report, or what one figure of it counted; `of` is what the figure is a share of. */
export const takeReportSchema = z.object({
  format: z.enum(REPORT_FORMATS).catch("pdf"),
  figure: z.string().max(200).optional(),
  of: z.literal("1").optional().catch(undefined),
});
export type TakeReport = z.infer<typeof takeReportSchema>;

/** An area of the return for each of what is recorded; `base` is what stood there when the person began. */
export const setAreasSchema = z.object({
  list: z.enum(ReportList, { error: "Choose a list." }),
  rows: z
    .array(
      z.object({
        code: z.string().max(60),
        /** Empty: as its category. */
        area: z.string().trim().max(120, "Write at most 120 characters.").default(""),
        base: z.string().max(120).default(""),
      }),
    )
    .min(1)
    .max(100),
});
export type SetAreasInput = z.infer<typeof setAreasSchema>;

export const countReportJob = { name: "countReport", payload: z.object({ reportId: z.uuid() }) };
