import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

export const addNoteSchema = z.object({
  idempotencyKey: idSchema,
  caseId: idSchema,
  body: requiredText({ max: LIMITS.note, what: "A note", isMultiline: true }),
  ...draftSeenFields,
});
export type AddNoteInput = z.infer<typeof addNoteSchema>;
