import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import { promiseFateSchema } from "@/lib/follow-up/schema";
import {
  Answer,
  CaseKind,
  CaseOutcome,
  CaseState,
  Channel,
  Finding,
  HcatCategory,
  ReporterKind,
  WaitingFor,
} from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";

export { CaseKind, CaseOutcome, CaseState, Channel, Finding, ReporterKind, WaitingFor };

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

/** Whether a compliment names somebody of the staff. */
const namesStaff = z
  .enum(["yes", "no"], { error: "Choose yes or no." })
  .default("no")
  .transform((answer) => answer === "yes");

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
  namesStaff,
  channel: z.enum(Channel, { error: "Choose how it reached us." }),
  reporterKind: z.enum(ReporterKind, { error: "Choose who is speaking." }),
  reporterName: optionalText({ max: LIMITS.name, what: "A name" }),
  reporterContact: optionalText({ max: LIMITS.line, what: "A way to reach them" }),
  patientId: optionalId,
  words,
  unitId: optionalId,
  severity: severitySchema,
  wanted: optionalText({ max: LIMITS.reason, what: "What they would like", isMultiline: true }),
  ...draftSeenFields,
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

/** More would be looked through by nobody, and would hold up everybody else's work on them. */
export const MOST_HANDED_OVER = 200;

const PAIR = /^([\da-f-]{36}) ([\da-f-]{36})$/i;

// One value a case, "case id, space, new owner's id", so that many fit into one form.
const handoverMove = z
  .string()
  .transform((text) => PAIR.exec(text) ?? [])
  .transform(([, caseId = "", ownerId = ""]) => ({ caseId, ownerId }))
  .pipe(z.object({ caseId: idSchema, ownerId: idSchema }));

/** The id comes with the form, so that sending it twice hands over once. */
export const handOverSchema = z.object({
  handoverId: idSchema,
  siteId: idSchema,
  personId: idSchema,
  moves: z
    .array(handoverMove, { error: "Choose at least one case, and who takes it." })
    .min(1, "Choose at least one case, and who takes it.")
    .max(MOST_HANDED_OVER, `Hand over at most ${MOST_HANDED_OVER} cases at a time.`)
    .refine((moves) => new Set(moves.map(({ caseId }) => caseId)).size === moves.length, "A case stands here twice."),
  reason: requiredText({ max: LIMITS.line, what: "A reason" }),
  note: optionalText({ max: LIMITS.reason, what: "The note", isMultiline: true }),
});
export type HandOverInput = z.infer<typeof handOverSchema>;

export const undoHandOverSchema = z.object({ handoverId: idSchema });
export const seeHandoverSchema = z.object({ partId: idSchema });

/** Which site's cases the page shows, where a person works at several. */
export const handOverPageSchema = z.object({ site: z.uuid().optional().catch(undefined) });

const details = {
  about: requiredText({ max: LIMITS.line, what: "What it is about" }),
  severity: severitySchema,
  unitId: optionalId,
  namesStaff,
};

/** Takes back what one has just done; `version` is what that made of the case. */
export const undoSchema = z.object({ caseId: idSchema, version: z.coerce.number().int().min(1).max(2_147_483_647) });
export type UndoInput = z.infer<typeof undoSchema>;

/** `base` is what the person saw when they began, so that only a field both changed is a conflict. */
export const changeCaseSchema = z.object({ caseId: idSchema, ...details, base: z.object(details) });
export type ChangeCaseInput = z.infer<typeof changeCaseSchema>;

const move = {
  caseId: idSchema,
  /** The state the person saw, so that a stale button does nothing. */
  expectedState: z.enum(CaseState),
};

/** A step that needs nothing but the wish to take it. */
export const moveCaseSchema = z.object({ ...move, event: z.enum(["investigate", "resume", "draft_response"]) });
export type MoveCaseInput = z.infer<typeof moveCaseSchema>;

const optionalDay = z
  .string()
  .optional()
  .transform((text) => text?.trim() || null)
  .pipe(z.iso.date("Enter a day as year-month-day, like 2026-03-12.").nullable());

export const waitOnCaseSchema = z.object({
  ...move,
  waitingFor: z.enum(WaitingFor, { error: "Say whom you are waiting for." }),
  reason: requiredText({ max: LIMITS.line, what: "What you are waiting for" }),
  until: optionalDay,
});
export type WaitOnCaseInput = z.infer<typeof waitOnCaseSchema>;

const toldVia = z.enum(Channel, { error: "Say how they were told." });

export const answerCaseSchema = z.object({
  ...move,
  answeredVia: toldVia,
  /** The day on which they were told, in the site's zone. */
  answeredOn: z.iso.date("Enter the day as year-month-day, like 2026-03-12."),
});
export type AnswerCaseInput = z.infer<typeof answerCaseSchema>;

const optionalFinding = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(z.enum(Finding, { error: "Choose upheld, partly upheld or not upheld." }).nullable());

/** What the closing dialog asks for, all in one go: findings and answers that are missing, how they were told, outcome and lesson. */
export const closeCaseSchema = z.object({
  ...move,
  /** The kind the dialog was filled in for. */
  expectedKind: z.enum(CaseKind),
  outcome: z.enum(CaseOutcome, { error: "Say how it ended." }),
  summary: requiredText({ max: LIMITS.reason, what: "The outcome", isMultiline: true }),
  hasChanged: z.enum(["yes", "no"], { error: "Say whether something changed." }),
  lesson: requiredText({ max: LIMITS.reason, what: "What changed, or why nothing did,", isMultiline: true }),
  answeredVia: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(toldVia.nullable()),
  answeredOn: optionalDay,
  openRequestsReason: optionalText({ max: LIMITS.reason, what: "The reason", isMultiline: true }),
  issues: z
    .array(
      z.object({
        issueId: idSchema,
        finding: optionalFinding,
        answer: optionalText({ max: LIMITS.note, what: "The answer", isMultiline: true }),
      }),
    )
    .max(100)
    .default([]),
  promises: z.array(promiseFateSchema).max(100).default([]),
  ...draftSeenFields,
});
export type CloseCaseInput = z.infer<typeof closeCaseSchema>;

export const reopenCaseSchema = z.object({
  caseId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "The reason", isMultiline: true }),
});
export type ReopenCaseInput = z.infer<typeof reopenCaseSchema>;

export const duplicateQuestionSchema = z.object({
  patientId: optionalId,
  unitId: optionalId,
  words: z.string().max(LIMITS.words).optional(),
});
export type DuplicateQuestion = z.infer<typeof duplicateQuestionSchema>;

export const QUEUE_TABS = ["mine", "unassigned", "escalated", "open", "closed", "all"] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

export const QUEUE_SORTS = [
  "reference",
  "patient",
  "kind",
  "unit",
  "owner",
  "severity",
  "state",
  "due",
  "heard",
  "received",
  "updated",
] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** Whose time has run out, and whose runs out within 48 hours. */
export const QUEUE_CLOCKS = ["late", "soon"] as const;
export type QueueClock = (typeof QUEUE_CLOCKS)[number];

/** More values than this are no filter any more. */
const MOST_VALUES = 50;

/** One value, or several between commas. */
function several<T>(one: z.ZodType<T, string>) {
  return z
    .string()
    .transform((text) => [...new Set(text.split(","))])
    .pipe(z.array(one).min(1).max(MOST_VALUES))
    .optional()
    .catch(undefined);
}

/** What a figure counts of the cases that it looks at: in time, with or without the days on which it fell due; upheld, of those closed. */
export const QUEUE_COUNTED = [
  ...(["acknowledged_in_time", "answered_in_time", "found", "upheld"] as const),
  ...(["escalated", "spoken", "settled", "reopened", "names_staff"] as const),
  /** Of issues, and so of the unit that each is about. */
  ...(["issue_found", "issue_upheld", "high_severity"] as const),
] as const;
export type QueueCounted = (typeof QUEUE_COUNTED)[number];

/** An item of the survey that was answered, or answered with 4 or 5 of 5. */
export const QUEUE_SAID = [...RECOVERY_ITEMS, ...RECOVERY_ITEMS.map((item) => `${item}:well` as const)] as const;
export type QueueSaid = (typeof QUEUE_SAID)[number];

const SEVERITY_OF = { "1": 1, "2": 2, "3": 3 } as const satisfies Record<string, Severity>;

const day = z.iso.date().optional().catch(undefined);

/** The filters of the queue. Every bad value falls back, so that no link can break the page. */
export const queueFilterFields = {
  kind: several(z.enum(CaseKind)),
  severity: several(z.enum(["1", "2", "3"]).transform((text) => SEVERITY_OF[text])),
  state: several(z.enum(CaseState)),
  clock: z.enum(QUEUE_CLOCKS).optional().catch(undefined),
  waiting: several(z.enum(WaitingFor)),
  escalated: z.enum(["yes", "no"]).optional().catch(undefined),
  channel: several(z.enum(Channel)),
  site: several(z.uuid()),
  unit: several(z.union([z.uuid(), z.literal("none")])),
  owner: several(z.union([z.uuid(), z.enum(["me", "nobody"])])),
  tag: several(z.uuid()),
  reporter: several(z.enum(ReporterKind)),
  language: several(z.string().regex(/^[a-z]{2,3}(-[a-z\d]{2,8})*$/i)),
  /** They have not heard from us for more than so many days. */
  unheard: z.coerce.number().int().min(1).max(3650).optional().catch(undefined),
  from: day,
  to: day,
  updatedFrom: day,
  updatedTo: day,
  /** What the issues that they raise are about. */
  cause: several(z.enum(HcatCategory)),
  /** The day on which their answer fell due, or falls due. */
  answerFrom: day,
  answerTo: day,
  /** The day on which we had to confirm that it reached us. */
  acknowledgeFrom: day,
  acknowledgeTo: day,
  /** The days on which it was confirmed to have reached us, answered, or closed, though it may be open again. */
  acknowledgedFrom: day,
  acknowledgedTo: day,
  answeredFrom: day,
  answeredTo: day,
  closedFrom: day,
  closedTo: day,
  counted: z.enum(QUEUE_COUNTED).optional().catch(undefined),
  /** The days on which it went to a body outside. */
  referredFrom: day,
  referredTo: day,
  /** The days on which they answered the survey on how it was handled, and the item that they answered. */
  saidFrom: day,
  saidTo: day,
  said: z.enum(QUEUE_SAID).optional().catch(undefined),
  /** What one change of many cases did. */
  run: z.uuid().optional().catch(undefined),
};
export type QueueFilterKey = keyof typeof queueFilterFields;
export const QUEUE_FILTER_KEYS = Object.keys(queueFilterFields) as QueueFilterKey[];

/** The queue as its URL says it. */
export const queueSchema = z.object({
  tab: z.enum(QUEUE_TABS).optional().catch(undefined),
  /** The saved view that it came from. */
  view: z.uuid().optional().catch(undefined),
  ...queueFilterFields,
  sort: z.enum(QUEUE_SORTS).catch("received").default("received"),
  order: z.enum(["asc", "desc"]).catch("desc").default("desc"),
  page: z.string().max(600).optional().catch(undefined),
});
export type QueueFilter = z.infer<typeof queueSchema>;

const MOST_AROUND = 60;
const REFERENCE = /^PR-\d{2}-\d{6}-\d$/;
const references = z
  .string()
  .max(20 * MOST_AROUND)
  .transform((text) => text.split(",").filter((each) => REFERENCE.test(each)))
  .pipe(z.array(z.string()).max(MOST_AROUND));
const pageCursor = z
  .string()
  .max(600)
  .optional()
  .transform((cursor) => cursor || null);

/** A case, and the queue it was opened from: its filters as in its address, the cases that stood around it, and the way to the pages beyond. */
export const walkSchema = z.object({
  query: z.string().max(4_000).catch("").default(""),
  reference: z.string().regex(REFERENCE, "This link is not complete. Go back and open it again."),
  references,
  next: pageCursor,
  previous: pageCursor,
  /** Those of them to be told of as rows, for the queue beside the case. */
  rowsOf: references.optional().transform((asked) => asked ?? []),
});
export type WalkInput = z.infer<typeof walkSchema>;
