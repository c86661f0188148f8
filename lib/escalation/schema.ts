import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { LEVELS, matrixSchema } from "./rules/matrix";

export const raiseEscalationSchema = z.object({
  caseId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
  /** Empty: any supervisor of the site. */
  toPersonId: z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(idSchema.nullable()),
  /** Nothing: the lowest. */
  level: z.coerce.number().pipe(z.literal(LEVELS, "Choose a level.")).optional(),
  ...draftSeenFields,
});
export type RaiseEscalationInput = z.infer<typeof raiseEscalationSchema>;

export const answerEscalationSchema = z.object({
  escalationId: idSchema,
  answer: requiredText({ max: LIMITS.reason, what: "An answer", isMultiline: true }),
});
export type AnswerEscalationInput = z.infer<typeof answerEscalationSchema>;

export const sendBackSchema = z.object({
  escalationId: idSchema,
  needed: requiredText({ max: LIMITS.reason, what: "What is needed", isMultiline: true }),
});
export type SendBackInput = z.infer<typeof sendBackSchema>;

export const withdrawEscalationSchema = z.object({
  escalationId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type WithdrawEscalationInput = z.infer<typeof withdrawEscalationSchema>;

export const takeOverSchema = z.object({ escalationId: idSchema });
export type TakeOverInput = z.infer<typeof takeOverSchema>;

const MOST_JSON = 60_000;

// A whole table in one field: its rows come and go in the browser.
const matrixJson = z
  .string("Reload the page and try again.")
  .max(MOST_JSON, "This matrix is too long. Remove rows.")
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue({ code: "custom", message: "This matrix could not be read. Reload the page and try again." });
      return z.NEVER;
    }
  })
  .pipe(matrixSchema);

export const previewMatrixSchema = z.object({ siteId: idSchema, matrix: matrixJson });
export type PreviewMatrixInput = z.infer<typeof previewMatrixSchema>;

/** `matrixId` is the id of the version to be; `seenVersion` the one that the editing began from. */
export const saveMatrixSchema = previewMatrixSchema.extend({
  matrixId: idSchema,
  seenVersion: z.coerce.number().int().min(0),
});
export type SaveMatrixInput = z.infer<typeof saveMatrixSchema>;

const local = z.string("Enter a day and a time.").regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "Enter a day and a time.");

/** `from` and `until` by the clocks of the site. */
export const setDutySchema = z
  .object({ dutyId: idSchema, siteId: idSchema, personId: idSchema, from: local, until: local })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "This ends before it begins." });
export type SetDutyInput = z.infer<typeof setDutySchema>;

export const endDutySchema = z.object({ dutyId: idSchema });
export type EndDutyInput = z.infer<typeof endDutySchema>;

const clock = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time, such as 20:00.")
      .nullable(),
  );

/** Both empty: no quiet hours. `seen…` is what stood there when the form was opened. */
export const setQuietHoursSchema = z
  .object({ siteId: idSchema, from: clock, until: clock, seenFrom: clock, seenUntil: clock })
  .superRefine(({ from, until }, context) => {
    if ((from === null) !== (until === null)) {
      const path = [from === null ? "from" : "until"];
      context.addIssue({ code: "custom", path, message: "Enter both times, or leave both empty for no quiet hours." });
    }
    if (from !== null && from === until) {
      const message = "They begin and end at the same time. Leave both empty for no quiet hours.";
      context.addIssue({ code: "custom", path: ["until"], message });
    }
  });
export type SetQuietHoursInput = z.infer<typeof setQuietHoursSchema>;

export const matrixPageSchema = z.object({ site: z.uuid().optional().catch(undefined) });

/** The job that looks up the open cases of a patient once more. */
export const escalateRepeatsJob = { name: "escalateRepeats", payload: z.object({ patientId: z.uuid() }) };
