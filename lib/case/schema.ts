import { z } from "zod";
import { Answer, CaseKind, CaseState, Channel, ReporterKind } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export { CaseKind, CaseState, Channel, ReporterKind };

export const SEVERITIES = [1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];

export const severitySchema = z.coerce
  .number({ error: "Say how serious it sounds." })
  .pipe(z.union([z.literal(1), z.literal(2), z.literal(3)], { error: "Choose low, medium or high." }));

const optionalId = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(idSchema.nullable());

const words = requiredText({ max: LIMITS.words, what: "What they said", isMultiline: true });

/** The quick log. Six things to answer; what is left out can be filled in later. */
export const logCaseSchema = z.object({
  idempotencyKey: idSchema,
  siteId: z.uuid("Choose a site."),
  kind: z.enum(CaseKind, { error: "Choose what this is." }),
  /** Ticked where staff who were there settled it at once. */
  settledOnTheSpot: z
    .enum(Answer, { error: "Choose one of these." })
    .optional()
    .transform((answer): Answer => answer ?? "unknown"),
  channel: z.enum(Channel, { error: "Choose how it reached us." }),
  reporterKind: z.enum(ReporterKind, { error: "Choose who is speaking." }),
  reporterName: optionalText({ max: LIMITS.name, what: "A name" }),
  reporterContact: optionalText({ max: LIMITS.line, what: "A way to reach them" }),
  patientId: optionalId,
  words,
  unitId: optionalId,
  severity: severitySchema,
  wanted: optionalText({ max: LIMITS.reason, what: "What they would like", isMultiline: true }),
});
export type LogCaseInput = z.infer<typeof logCaseSchema>;

export const assignCaseSchema = z.object({
  caseId: idSchema,
  /** Whose it was when the person decided; empty when nobody's. */
  expectedOwnerId: optionalId,
  ownerId: z.uuid("Choose who takes it."),
});
export type AssignCaseInput = z.infer<typeof assignCaseSchema>;

export const takeCaseSchema = assignCaseSchema.omit({ ownerId: true });
export type TakeCaseInput = z.infer<typeof takeCaseSchema>;

const details = {
  about: requiredText({ max: LIMITS.line, what: "What it is about" }),
  severity: severitySchema,
  unitId: optionalId,
};

/** `base` is what the person saw when they began, so that only a field both changed is a conflict. */
export const changeCaseSchema = z.object({ caseId: idSchema, ...details, base: z.object(details) });
export type ChangeCaseInput = z.infer<typeof changeCaseSchema>;

export const duplicateQuestionSchema = z.object({
  patientId: optionalId,
  unitId: optionalId,
  words: z.string().max(LIMITS.words).optional(),
});
export type DuplicateQuestion = z.infer<typeof duplicateQuestionSchema>;

export const QUEUE_TABS = ["mine", "unassigned", "escalated", "open", "closed", "all"] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

export const QUEUE_SORTS = ["received", "severity", "updated"] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** The queue as its URL says it. Every bad value falls back, so that no link can break the page. */
export const queueSchema = z.object({
  tab: z.enum(QUEUE_TABS).optional().catch(undefined),
  /** One kind, or several between commas. */
  kind: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(CaseKind)).max(6))
    .optional()
    .catch(undefined),
  state: z.enum(CaseState).optional().catch(undefined),
  severity: severitySchema.optional().catch(undefined),
  channel: z.enum(Channel).optional().catch(undefined),
  site: z.uuid().optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  owner: z.uuid().optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  sort: z.enum(QUEUE_SORTS).catch("received").default("received"),
  order: z.enum(["asc", "desc"]).catch("desc").default("desc"),
  page: z.string().max(600).optional().catch(undefined),
});
export type QueueFilter = z.infer<typeof queueSchema>;
