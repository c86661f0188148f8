import { z } from "zod";
import { CaseKind } from "@/lib/case/schema";
import { SAID_MEASURES, TIME_METRICS } from "@/lib/insight/schema";
import { HcatCategory } from "@/lib/issue/schema";
import { CycleDecision, type ImprovementState } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export type { ImprovementState };
export { CycleDecision };

/** The figures that an action can be judged by: those that have a control chart of one site or unit. */
export const IMPROVEMENT_MEASURES = [
  ...(["received", "issues", "acknowledgedInTime", "answeredInTime"] as const),
  ...TIME_METRICS,
  /** What people said of the handling, by item of the survey. */
  ...SAID_MEASURES,
] as const;

export const DIRECTIONS = ["decrease", "increase"] as const;

export type Measure = (typeof IMPROVEMENT_MEASURES)[number];
export type Direction = (typeof DIRECTIONS)[number];

const long = (what: string) => requiredText({ max: LIMITS.reason, what, isMultiline: true });

/** A site, or a site and one of its units, as one list of choices sends it: "site" or "site:unit". */
const where = z
  .string({ error: "Choose where." })
  .transform((value) => value.split(":"))
  .pipe(z.union([z.tuple([idSchema]), z.tuple([idSchema, idSchema])], { error: "Choose where." }))
  .transform(([siteId, unitId]) => ({ siteId, unitId: unitId ?? null }));

const kinds = z
  .string()
  .optional()
  .transform((value) => (value ? [...new Set(value.split(","))].toSorted() : []))
  .pipe(z.array(z.enum(CaseKind), { error: "Choose the kinds of case." }));

const cause = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(z.enum(HcatCategory, { error: "Choose a cause." }).nullable());

const plan = {
  title: requiredText({ max: LIMITS.line, what: "A title" }),
  change: long("What is to change"),
  ownerId: z.uuid("Choose who sees to it."),
  dueOn: z.string({ error: "Say by which day." }).pipe(z.iso.date("Say by which day.")),
  measure: z.enum(IMPROVEMENT_MEASURES, { error: "Choose the figure it is judged by." }),
  direction: z.enum(DIRECTIONS, { error: "Choose which way it should go." }),
  kinds,
  cause,
};

const isOfCause = ({ measure, cause: of }: { measure: Measure; cause: HcatCategory | null }) =>
  measure === "issues" || of === null;
export const NO_CAUSE = "Only issues raised are counted by cause. Leave it empty, or choose issues raised.";

/** The id comes with the form, so that sending it twice makes one action. */
export const planImprovementSchema = z
  .object({
    improvementId: idSchema,
    where,
    ...plan,
    /** The reference of the first case it came from. */
    reference: optionalText({ max: LIMITS.line, what: "A reference" }),
  })
  .refine(isOfCause, { path: ["cause"], message: NO_CAUSE });
export type PlanImprovementInput = z.infer<typeof planImprovementSchema>;

const changeable = {
  ...plan,
  unitId: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(z.uuid("Choose a unit of this site.").nullable()),
};

/** `base` is what the person saw when they began, so that only a field both changed is a conflict. */
export const changeImprovementSchema = z
  .object({
    improvementId: idSchema,
    ...changeable,
    /** Needed once the change is made, for what decides how it is judged. */
    reason: optionalText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
    base: z.object(changeable),
  })
  .refine(isOfCause, { path: ["cause"], message: NO_CAUSE });
export type ChangeImprovementInput = z.infer<typeof changeImprovementSchema>;

export const linkCaseToImprovementSchema = z.object({
  improvementId: idSchema,
  reference: requiredText({ max: LIMITS.line, what: "A reference" }),
});
export type LinkCaseToImprovementInput = z.infer<typeof linkCaseToImprovementSchema>;

export const improvementSchema = z.object({ improvementId: idSchema });
export type ImprovementInput = z.infer<typeof improvementSchema>;

const WHICH_DAY = "Say on which day the change was made.";

export const finishImprovementSchema = improvementSchema.extend({
  doneOn: z.string({ error: WHICH_DAY }).pipe(z.iso.date(WHICH_DAY)),
});
export type FinishImprovementInput = z.infer<typeof finishImprovementSchema>;

export const improvementReasonSchema = z.object({ improvementId: idSchema, reason: long("A reason") });
export type ImprovementReasonInput = z.infer<typeof improvementReasonSchema>;

/** What is read outside is said where the action had its effect, and not otherwise. */
export const verifyImprovementSchema = z
  .object({
    improvementId: idSchema,
    /** By what it was judged when the form was opened. */
    seen: z.string().max(LIMITS.line).optional(),
    study: long("What the study found"),
    verdict: z.enum(["effective", "not_effective"], { error: "Choose whether it was effective." }),
    youSaid: optionalText({ max: LIMITS.line, what: "What people told us" }),
    weDid: optionalText({ max: LIMITS.reason, what: "What we did", isMultiline: true }),
  })
  .refine(({ verdict, youSaid }) => verdict === "not_effective" || youSaid !== null, {
    path: ["youSaid"],
    message: "Say in a sentence what people told us.",
  })
  .refine(({ verdict, weDid }) => verdict === "not_effective" || weDid !== null, {
    path: ["weDid"],
    message: "Say in a sentence what we did.",
  });
export type VerifyImprovementInput = z.infer<typeof verifyImprovementSchema>;

export const tellImprovementJob = { name: "tellImprovement", payload: z.object({ improvementId: z.uuid() }) };

export const beginCycleSchema = z.object({ improvementId: idSchema, cycleId: idSchema, plan: long("A plan") });
export type BeginCycleInput = z.infer<typeof beginCycleSchema>;

export const decideCycleSchema = z.object({
  cycleId: idSchema,
  did: long("What was done"),
  studied: long("What was found"),
  decision: z.enum(CycleDecision, { error: "Choose what comes of it." }),
});
export type DecideCycleInput = z.infer<typeof decideCycleSchema>;

export const IMPROVEMENT_TABS = ["mine", "open", "overdue", "verify", "done", "all"] as const;
export type ImprovementTab = (typeof IMPROVEMENT_TABS)[number];

/** The list as its URL says it. Every bad value falls back. */
export const improvementListSchema = z.object({
  tab: z.enum(IMPROVEMENT_TABS).catch("open").default("open"),
  site: z.uuid().optional().catch(undefined),
  page: z.string().max(600).optional().catch(undefined),
});
export type ImprovementFilter = z.infer<typeof improvementListSchema>;

/** What an action is planned from, as the address names it: a case, or a figure that stands out. Every bad value falls back. */
export const improvementOriginSchema = z.object({
  case: z.string().max(LIMITS.line).optional().catch(undefined),
  site: z.uuid().optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  measure: z.enum(IMPROVEMENT_MEASURES).optional().catch(undefined),
  cause: z.enum(HcatCategory).optional().catch(undefined),
  kinds: kinds.catch([]).default([]),
});
export type ImprovementOrigin = z.infer<typeof improvementOriginSchema>;

/** The wall as its URL says it. */
export const wallSchema = z.object({ site: z.uuid().optional().catch(undefined) });
