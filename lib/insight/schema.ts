import { z } from "zod";
import type { CaseKind, HcatCategory } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";
import { readCount } from "./rules/counts";
import { LEAST_SHOWN } from "./rules/suppress";

/** What is counted case by case, or clock by clock. */
export const CASE_METRICS = [
  "received",
  "closed",
  "acknowledgedInTime",
  "answeredInTime",
  "reopened",
  "escalated",
  "upheldCases",
  "settledOnTheSpot",
  "compliments",
  "namedPraise",
] as const;
export type CaseMetric = (typeof CASE_METRICS)[number];

/** What is counted issue by issue: never mixed with cases. */
export const ISSUE_METRICS = ["issues", "severityOfIssues", "upheldIssues"] as const;
export type IssueMetric = (typeof ISSUE_METRICS)[number];

/** What was done in how long, by the day on which it was done. */
export const TIME_METRICS = ["timeToAcknowledge", "timeToAnswer", "timeToClose"] as const;
export type TimeMetric = (typeof TIME_METRICS)[number];

/** Items of the survey on the handling, as an action is judged by them. */
export const SAID_MEASURES = RECOVERY_ITEMS.map((item) => `said:${item}` as const);
export type SaidMeasure = (typeof SAID_MEASURES)[number];

/** What there was of patients in a month: what a rate is counted in. */
export const MEASURES = ["encounters", "patient_days", "discharges", "visits"] as const;
export type Measure = (typeof MEASURES)[number];

export const STEPS = ["week", "month"] as const;
export type Step = (typeof STEPS)[number];

/** Which days are asked for, both included, "yyyy-mm-dd" of each site's own calendar. */
export type Days = { from: string; to: string };

/** Of which cases. Without a site, of all that the viewer sees; "none" is what names no unit, or has no category yet. */
export type Which = { siteId?: string; unitId?: string; kinds?: readonly CaseKind[] };
export type WhichIssues = Which & { cause?: HcatCategory | "none" };

export type MetricAsked = ({ metric: CaseMetric } & Which) | ({ metric: IssueMetric } & WhichIssues);
export type SeriesAsked = MetricAsked & Days & { step: Step };
export type TimesAsked = { metric: TimeMetric } & Which & Days;

export const RATE_METRICS = [
  "complaintsPerEncounters",
  "complaintsPerPatientDays",
  "complaintsPerDischarges",
  "complaintsPerVisits",
] as const;
export type RateMetric = (typeof RATE_METRICS)[number];
/** The rate that is told of each measure. */
export const RATE_OF: Record<Measure, RateMetric> = {
  encounters: "complaintsPerEncounters",
  patient_days: "complaintsPerPatientDays",
  discharges: "complaintsPerDischarges",
  visits: "complaintsPerVisits",
};
/** `of`: what is told per so many, where it is not the complaints. */
export type RatesAsked = { metric: RateMetric; of?: "namedPraise"; siteId?: string; unitId?: string } & Days;

const count = z
  .string()
  .max(40, "This is no number.")
  .default("")
  .transform((text, ctx) => {
    const read = readCount(text);
    if ("error" in read) {
      ctx.issues.push({ code: "custom", message: read.error, input: text });
      return z.NEVER;
    }
    return read.value;
  });

const year = z.coerce
  .number({ error: "This is no year." })
  .int()
  .min(2000, "The year must be 2000 or later.")
  .max(2100);
const unit = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(idSchema.nullable());

/** A row of the grid: twelve months of one measure, of a unit or of the whole site. `base` is what stood there when the person began. */
export const saveDenominatorsSchema = z.object({
  siteId: idSchema,
  unitId: unit,
  measure: z.enum(MEASURES, { error: "Choose what is counted." }),
  year,
  months: z.array(z.object({ value: count, base: count })).max(12),
});
export type SaveDenominatorsInput = z.infer<typeof saveDenominatorsSchema>;

const ofPeople = count.refine(
  (value) => value === null || value >= LEAST_SHOWN,
  `Of fewer than ${LEAST_SHOWN} patients no rate is told. Leave it empty.`,
);

/** More groups than a table shows, and as many as a form may send. */
export const MOST_GROUPS = 150;

/** How many patients of each group there were in a half of a year ("2026-1"). `base` is what stood there when the person began. */
export const saveGroupVolumesSchema = z.object({
  siteId: idSchema,
  split: z.enum(["language", "age", "sex", "ethnicity"], { error: "Choose by what they are told apart." }),
  half: z.string().regex(/^\d{4}-[12]$/, "Choose a half-year."),
  groups: z
    .array(z.object({ group: requiredText({ max: LIMITS.line, what: "A group" }), value: ofPeople, base: count }))
    .max(MOST_GROUPS)
    .refine((groups) => new Set(groups.map(({ group }) => group)).size === groups.length, "Name each group once."),
});
export type SaveGroupVolumesInput = z.infer<typeof saveGroupVolumesSchema>;

/** More would not fit into what a form may send. */
export const MOST_FILE_CHARACTERS = 400_000;
export const MOST_FILE_ROWS = 5_000;

const fileText = z
  .string({ error: "Choose a file." })
  .min(1, "This file is empty.")
  .max(
    MOST_FILE_CHARACTERS,
    `This file is too long. Import at most ${MOST_FILE_ROWS.toLocaleString("en")} rows at a time.`,
  );

/** A file as text; `measure` is what it counts where it has no column that says so. */
export const importDenominatorsSchema = z.object({
  siteId: idSchema,
  measure: z.enum(MEASURES, { error: "Choose what is counted." }),
  text: fileText,
});
export type ImportDenominatorsInput = z.infer<typeof importDenominatorsSchema>;

/** What the page's address asks for. */
export const denominatorsPageSchema = z.object({
  site: z.uuid().optional().catch(undefined),
  measure: z.enum(MEASURES).catch("encounters").default("encounters"),
  year: year.optional().catch(undefined),
});
