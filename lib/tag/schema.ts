import { z } from "zod";
import { idSchema } from "@/lib/shared/ids";
import { requiredText } from "@/lib/shared/text";
import { tidyLabel } from "./rules";

/** Longer is a sentence, which belongs into a note. */
export const LONGEST_TAG = 40;

/** By its words, so that a tag that is new is made by using it. */
export const tagCaseSchema = z.object({
  caseId: idSchema,
  label: requiredText({ max: LONGEST_TAG, what: "A tag" }).transform(tidyLabel),
});
export type TagCaseInput = z.infer<typeof tagCaseSchema>;

export const untagCaseSchema = z.object({ caseId: idSchema, tagId: idSchema });
export type UntagCaseInput = z.infer<typeof untagCaseSchema>;
