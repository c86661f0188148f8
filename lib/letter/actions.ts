"use server";

import { defineAction } from "@/lib/platform/action";
import { commentLetter, resolveComment } from "./mutations/comment-letter";
import { approveLetter, returnLetter, submitLetter, takeBackLetter } from "./mutations/decide-letter";
import { makeBatch } from "./mutations/make-batch";
import { postBatch } from "./mutations/post-batch";
import { saveLetter, voidLetter } from "./mutations/save-letter";
import { saveSiteBody } from "./mutations/save-site-body";
import { saveTemplate, signOffTemplate } from "./mutations/save-template";
import { sendLetter } from "./mutations/send-letter";
import { writeLetter } from "./mutations/write-letter";
import {
  approveLetterSchema,
  commentLetterSchema,
  makeBatchSchema,
  postBatchSchema,
  resolveCommentSchema,
  returnLetterSchema,
  saveLetterSchema,
  saveSiteBodySchema,
  saveTemplateSchema,
  sendLetterSchema,
  signOffTemplateSchema,
  submitLetterSchema,
  takeBackLetterSchema,
  voidLetterSchema,
  writeLetterSchema,
} from "./schema";

const pagesOf = ({ reference, letterId }: { reference: string; letterId: string }) => [
  `/cases/${reference}`,
  `/cases/${reference}/letters/${letterId}`,
];

/** And whose day it stands on. */
const decidedPages = (done: { reference: string; letterId: string }) => ["/", ...pagesOf(done)];

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

export const submitLetterAction = defineAction({
  name: "submitLetter",
  input: submitLetterSchema,
  run: submitLetter,
  revalidate: decidedPages,
});

export const takeBackLetterAction = defineAction({
  name: "takeBackLetter",
  input: takeBackLetterSchema,
  run: takeBackLetter,
  revalidate: decidedPages,
});

export const approveLetterAction = defineAction({
  name: "approveLetter",
  input: approveLetterSchema,
  run: approveLetter,
  revalidate: decidedPages,
});

export const sendLetterAction = defineAction({
  name: "sendLetter",
  input: sendLetterSchema,
  run: sendLetter,
  revalidate: decidedPages,
});

export const returnLetterAction = defineAction({
  name: "returnLetter",
  input: returnLetterSchema,
  run: returnLetter,
  revalidate: decidedPages,
});

export const saveTemplateAction = defineAction({
  name: "saveTemplate",
  input: saveTemplateSchema,
  run: saveTemplate,
  revalidate: () => ["/admin/letters"],
});

export const signOffTemplateAction = defineAction({
  name: "signOffTemplate",
  input: signOffTemplateSchema,
  run: signOffTemplate,
  revalidate: () => ["/admin/letters"],
});

export const saveSiteBodyAction = defineAction({
  name: "saveSiteBody",
  input: saveSiteBodySchema,
  run: saveSiteBody,
  revalidate: () => ["/admin/sites"],
});

export const makeBatchAction = defineAction({
  name: "makeBatch",
  input: makeBatchSchema,
  run: makeBatch,
  revalidate: () => ["/letters/outgoing"],
});

export const postBatchAction = defineAction({
  name: "postBatch",
  input: postBatchSchema,
  run: postBatch,
  revalidate: ({ posted }) => ["/", "/letters/outgoing", ...posted.map((reference) => `/cases/${reference}`)],
});
