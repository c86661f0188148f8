import { z } from "zod";
import { moveCaseSchema, waitOnCaseSchema } from "@/lib/case/schema";
import { LEVELS } from "@/lib/escalation/rules/matrix";
import { ContactChannel } from "@/lib/follow-up/schema";
import { BulkDeed, BulkOutcome } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";
import { tagCaseSchema } from "@/lib/tag/schema";

export { BulkDeed, BulkOutcome };

/** Picked one by one or by the page; beyond that one means a filter. */
export const MOST_PICKED = 500;
/** As many as are done in some minutes, and as one can still answer for. */
export const MOST_AT_ONCE = 5_000;

/** Who follows up: whoever has each case, or whoever plans it. */
const FOLLOWERS = ["owner", "me"] as const;

const PICK = /^([\da-f-]{36})(?::(\d{1,10}))?$/i;

// "id" or "id:version", between commas, so that many fit into one field. Nothing: all that the filter matches.
const cases = z
  .string()
  .optional()
  .transform((text) => (text ? [...new Set(text.split(","))] : []))
  .transform((texts) => texts.map((text) => PICK.exec(text) ?? []))
  .transform((found) => found.map(([, caseId = "", seen]) => ({ caseId, seenVersion: seen ? Number(seen) : null })))
  .pipe(
    z
      .array(z.object({ caseId: idSchema, seenVersion: z.number().int().max(2_147_483_647).nullable() }))
      .max(MOST_PICKED, `Select at most ${MOST_PICKED} cases by hand, or all that match the filter.`),
  );

/** Of the queue, as its address says it. */
const query = z.string().max(4_000, "This filter is too long.").default("");

function deedsWith<T extends z.ZodRawShape>(fields: T) {
  return z.discriminatedUnion("deed", [
    z.object({ ...fields, deed: z.literal("assign"), ownerId: z.uuid("Choose who takes them.") }),
    z.object({ ...fields, deed: z.literal("take") }),
    z.object({
      ...fields,
      deed: z.literal("move"),
      event: z.enum(moveCaseSchema.shape.event.options, { error: "Choose a step." }),
    }),
    z.object({
      ...fields,
      deed: z.literal("wait"),
      waitingFor: waitOnCaseSchema.shape.waitingFor,
      reason: waitOnCaseSchema.shape.reason,
      until: waitOnCaseSchema.shape.until,
    }),
    z.object({ ...fields, deed: z.literal("tag"), label: tagCaseSchema.shape.label }),
    z.object({ ...fields, deed: z.literal("untag"), label: tagCaseSchema.shape.label }),
    z.object({
      ...fields,
      deed: z.literal("escalate"),
      reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
      level: z.coerce.number().pipe(z.literal(LEVELS, "Choose a level.")),
    }),
    z.object({
      ...fields,
      deed: z.literal("follow_up"),
      what: requiredText({ max: LIMITS.reason, what: "What is to be said or done", isMultiline: true }),
      dueOn: z
        .string({ error: "Say on which day." })
        .pipe(z.iso.date("Enter a day as year-month-day, like 2026-03-12.")),
      channel: z.enum(ContactChannel, { error: "Choose how." }),
      bestTime: optionalText({ max: LIMITS.line, what: "The best time" }),
      doneBy: z.enum(FOLLOWERS, { error: "Say who does it." }),
    }),
  ]);
}

/** What is done to each case: what the deed takes for a single one, without what differs from case to case. */
export const bulkDeedSchema = deedsWith({});
export type BulkDeedInput = z.infer<typeof bulkDeedSchema>;

export const previewBulkSchema = deedsWith({ cases, query });
export type PreviewBulkInput = z.infer<typeof previewBulkSchema>;

/** `cases` with the versions that the preview saw, and `asOf` when it looked. The id comes with the form. */
export const beginBulkSchema = deedsWith({
  runId: idSchema,
  cases,
  query,
  asOf: z.iso.datetime("Look again at what will be done."),
});
export type BeginBulkInput = z.infer<typeof beginBulkSchema>;

export const listBulkOwnersSchema = z.object({});

export const findBulkSchema = z.object({ runId: idSchema });

export const stopBulkSchema = z.object({ runId: idSchema });
export type StopBulkInput = z.infer<typeof stopBulkSchema>;

export const undoBulkSchema = z.object({ runId: idSchema });
export type UndoBulkInput = z.infer<typeof undoBulkSchema>;

export const RUN_SHOWS = ["left", "done", "all"] as const;
export type RunShow = (typeof RUN_SHOWS)[number];

export const runPageSchema = z.object({
  show: z.enum(RUN_SHOWS).optional().catch(undefined),
  page: z.string().max(600).optional().catch(undefined),
});

export const runsPageSchema = z.object({ page: z.string().max(600).optional().catch(undefined) });

export const runBulkJob = { name: "runBulk", payload: z.object({ runId: z.uuid() }) };
