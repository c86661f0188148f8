import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import { isLanguage } from "@/lib/patient/labels";
import { ArticleCategory, ArticleState } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

export { ArticleCategory, ArticleState };

/** What most articles are written in. */
export const HOUSE_LANGUAGE = "en";

const REVIEW = "Choose the day on which somebody reads it again.";

const wording = {
  title: requiredText({ max: LIMITS.line, what: "A title" }),
  body: requiredText({ max: LIMITS.words, what: "The text of the article", isMultiline: true }),
  language: z.string({ error: "Choose the language it is written in." }).refine(isLanguage, {
    error: "Choose the language it is written in.",
  }),
  category: z.enum(ArticleCategory, { error: "Choose what it is about." }),
  reviewOn: z.iso.date({ error: REVIEW }),
};

/** A field of a wording as somebody saw it; blank where it is no longer allowed. */
const seen = z
  .string()
  .default("")
  .transform((text) => text.replaceAll("\r\n", "\n"));

/** `articleId` is the id of the article to be, so that sending the form twice writes one. */
export const writeArticleSchema = z.object({
  articleId: idSchema,
  siteId: z.uuid("Choose the site it holds for."),
  ...wording,
  ...draftSeenFields,
});
export type WriteArticleInput = z.infer<typeof writeArticleSchema>;

export const saveArticleSchema = z.object({
  articleId: idSchema,
  ...wording,
  base: z.object({ title: seen, body: seen, language: seen, category: seen, reviewOn: seen }),
  ...draftSeenFields,
});
export type SaveArticleInput = z.infer<typeof saveArticleSchema>;

/** `versionId` is the id of the version to be; `revision` tells which words the person read. */
export const publishArticleSchema = z.object({
  articleId: idSchema,
  versionId: idSchema,
  revision: z.coerce.number().int().min(1).max(2_147_483_647),
});
export type PublishArticleInput = z.infer<typeof publishArticleSchema>;

export const withdrawArticleSchema = z.object({
  articleId: idSchema,
  withdrawalId: idSchema,
  reason: requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true }),
});
export type WithdrawArticleInput = z.infer<typeof withdrawArticleSchema>;

/** What the list shows: who keeps articles also looks through drafts and what was withdrawn. */
export const ARTICLE_TABS = ["published", "drafts", "withdrawn"] as const;
export type ArticleTab = (typeof ARTICLE_TABS)[number];

export const articleListSchema = z.object({
  tab: z.enum(ARTICLE_TABS).default("published").catch("published"),
  q: z.string().max(300).default("").catch(""),
  category: z.enum(ArticleCategory).optional().catch(undefined),
  language: z.string().refine(isLanguage).optional().catch(undefined),
});
export type ArticleFilter = z.infer<typeof articleListSchema>;

/** Which wording of an article: an earlier version by its number, or what the next one would say. */
export const articlePageSchema = z.object({
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional().catch(undefined),
  show: z.literal("draft").optional().catch(undefined),
});
