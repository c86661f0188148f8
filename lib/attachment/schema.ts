import { z } from "zod";
import { FileKind, FileScan, type FileTextState } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export { FileKind, FileScan, type FileTextState };

/** What an upload says of itself, in its address; the file itself is the body. */
export const attachFileSchema = z.object({
  idempotencyKey: idSchema,
  caseId: idSchema,
  name: z.string().max(2_000, "This name is too long. Give the file a shorter one and attach it again."),
});
export type AttachFileInput = z.infer<typeof attachFileSchema>;

export const voidFileSchema = z.object({
  attachmentId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type VoidFileInput = z.infer<typeof voidFileSchema>;

const description = optionalText({ max: LIMITS.line, what: "What it is" });

/** `base` is what the person saw when they began. */
export const describeFileSchema = z.object({
  attachmentId: idSchema,
  description,
  base: z.object({ description }).default({ description: null }),
});
export type DescribeFileInput = z.infer<typeof describeFileSchema>;
