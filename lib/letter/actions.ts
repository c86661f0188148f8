"use server";

import { defineAction } from "@/lib/platform/action";
import { sendingCameBack } from "./mutations/come-back";
import { commentLetter, resolveComment } from "./mutations/comment-letter";
import { approveLetter, returnLetter, submitLetter, takeBackLetter } from "./mutations/decide-letter";
import { addWord, chooseNaming, switchOffWord, voidWord } from "./mutations/keep-words";
import { stopMail } from "./mutations/mail-letter";
import { makeBatch } from "./mutations/make-batch";
import { postBatch } from "./mutations/post-batch";
import { saveLetter, voidLetter } from "./mutations/save-letter";
import { saveSiteBody } from "./mutations/save-site-body";
import { saveTemplate, signOffTemplate } from "./mutations/save-template";
import { sendLetter } from "./mutations/send-letter";
import { writeLetter } from "./mutations/write-letter";
import {
  addWordSchema,
  approveLetterSchema,
  chooseNamingSchema,
  commentLetterSchema,
  makeBatchSchema,
  postBatchSchema,
  resolveCommentSchema,
  returnLetterSchema,
  saveLetterSchema,
  saveSiteBodySchema,
  saveTemplateSchema,
  sendingCameBackSchema,
  sendLetterSchema,
  signOffTemplateSchema,
  stopMailSchema,
  submitLetterSchema,
  switchOffWordSchema,
  takeBackLetterSchema,
  voidLetterSchema,
  voidWordSchema,
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

export const stopMailAction = defineAction({
  name: "stopMail",
  input: stopMailSchema,
  run: stopMail,
  revalidate: pagesOf,
});

export const sendingCameBackAction = defineAction({
  name: "sendingCameBack",
  input: sendingCameBackSchema,
  run: sendingCameBack,
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

const wordPages = () => ["/admin/letters/words"];

export const addWordAction = defineAction({
  name: "addWord",
  input: addWordSchema,
  run: addWord,
  revalidate: wordPages,
});

export const switchOffWordAction = defineAction({
  name: "switchOffWord",
  input: switchOffWordSchema,
  run: switchOffWord,
  revalidate: wordPages,
});

export const voidWordAction = defineAction({
  name: "voidWord",
  input: voidWordSchema,
  run: voidWord,
  revalidate: wordPages,
});

export const chooseNamingAction = defineAction({
  name: "chooseNaming",
  input: chooseNamingSchema,
  run: chooseNaming,
  revalidate: wordPages,
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
