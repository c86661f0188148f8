"use server";

import { defineAction } from "@/lib/platform/action";
import { commentLetter, resolveComment } from "./mutations/comment-letter";
import { saveLetter, voidLetter } from "./mutations/save-letter";
import { writeLetter } from "./mutations/write-letter";
import {
  commentLetterSchema,
  resolveCommentSchema,
  saveLetterSchema,
  voidLetterSchema,
  writeLetterSchema,
} from "./schema";

const pagesOf = ({ reference, letterId }: { reference: string; letterId: string }) => [
  `/cases/${reference}`,
  `/cases/${reference}/letters/${letterId}`,
];

export const writeLetterAction = defineAction({
  name: "writeLetter",
  input: writeLetterSchema,
  run: writeLetter,
  revalidate: pagesOf,
});

/** Shows nothing anew: whoever writes sees their own text, and the page is read again when it is opened. */
export const saveLetterAction = defineAction({ name: "saveLetter", input: saveLetterSchema, run: saveLetter });

export const commentLetterAction = defineAction({
  name: "commentLetter",
  input: commentLetterSchema,
  run: commentLetter,
  revalidate: pagesOf,
});

export const resolveCommentAction = defineAction({
  name: "resolveComment",
  input: resolveCommentSchema,
  run: resolveComment,
  revalidate: pagesOf,
});

export const voidLetterAction = defineAction({
  name: "voidLetter",
  input: voidLetterSchema,
  run: voidLetter,
  revalidate: pagesOf,
});
