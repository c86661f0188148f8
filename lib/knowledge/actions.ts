"use server";

import { defineAction } from "@/lib/platform/action";
import { publishArticle, withdrawArticle } from "./mutations/publish-article";
import { saveArticle } from "./mutations/save-article";
import { writeArticle } from "./mutations/write-article";
import { publishArticleSchema, saveArticleSchema, withdrawArticleSchema, writeArticleSchema } from "./schema";

const pagesOf = ({ articleId }: { articleId: string }) => ["/knowledge", `/knowledge/${articleId}`];

export const writeArticleAction = defineAction({
  name: "writeArticle",
  input: writeArticleSchema,
  run: writeArticle,
  revalidate: pagesOf,
});

export const saveArticleAction = defineAction({
  name: "saveArticle",
  input: saveArticleSchema,
  run: saveArticle,
  revalidate: pagesOf,
});

export const publishArticleAction = defineAction({
  name: "publishArticle",
  input: publishArticleSchema,
  run: publishArticle,
  revalidate: pagesOf,
});

export const withdrawArticleAction = defineAction({
  name: "withdrawArticle",
  input: withdrawArticleSchema,
  run: withdrawArticle,
  revalidate: pagesOf,
});
