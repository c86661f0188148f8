import { z } from "zod";
import { isStorable, LIMITS } from "@/lib/shared/text";

export const DRAFT_KINDS = [
  "case.new",
  "patient.new",
  "note",
  "contact",
  "privileged",
  "escalation",
  "closing",
  "decision",
  "request",
  "request.answer",
  "article",
] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

const UNKEEPABLE = "This holds a control character that cannot be kept. Remove it, or type the text again.";
const isKeepable = (text: string) => isStorable(text.replaceAll("\r\n", "\n"), true);

/** What a form holds, by field name. Kept as it is, however unfinished; the form's own schema judges it when it is sent. */
export const draftFieldsSchema = z.record(
  z
    .string()
    .max(60)
    .regex(/^[\w.[\]]+$/),
  z
    .string()
    .max(LIMITS.words * 2)
    .refine(isKeepable, UNKEEPABLE),
);
export type DraftFields = z.infer<typeof draftFieldsSchema>;

export type SavedDraft = { fields: DraftFields; savedAt: string };

/** What a form knows of its draft: the tab it stands in, and when the draft it shows was saved. Forms send it with what they hold. */
export const draftSeenFields = {
  draftForm: z.uuid().optional().catch(undefined),
  draftSavedAt: z.iso.datetime().optional().catch(undefined),
};
export type DraftSeen = { draftForm?: string; draftSavedAt?: string };

const subject = z
  .union([z.literal(""), z.uuid()])
  .optional()
  .transform((value) => value ?? "");

export const saveDraftSchema = z.object({
  kind: z.enum(DRAFT_KINDS),
  subject,
  ...draftSeenFields,
  /** The person knows that another tab saved other words, and prefers these. */
  isPreferred: z.literal("yes").optional().catch(undefined),
  /** The form's fields as JSON. */
  fields: z
    .string()
    .max(LIMITS.words * 4)
    .transform((text, context) => {
      try {
        return draftFieldsSchema.parse(JSON.parse(text));
      } catch (error) {
        const message = error instanceof z.ZodError ? error.issues[0]?.message : undefined;
        context.addIssue({ code: "custom", message: message ?? "This draft cannot be read." });
        return z.NEVER;
      }
    }),
});
export type SaveDraftInput = z.infer<typeof saveDraftSchema>;

export const discardDraftSchema = z.object({ kind: z.enum(DRAFT_KINDS), subject, ...draftSeenFields });
export type DiscardDraftInput = z.infer<typeof discardDraftSchema>;
