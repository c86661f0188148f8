import type { ArticleCategory, ArticleState, ArticleTab } from "./schema";

export const CATEGORY_LABELS: Record<ArticleCategory, string> = {
  policy: "Policies",
  rights: "Patients’ rights",
  support: "Help and support",
  billing: "Bills and insurance",
  visiting: "Visiting",
  facilities: "Getting here and around",
};

export const ARTICLE_STATE_LABELS: Record<ArticleState, string> = {
  draft: "Draft",
  published: "Published",
  withdrawn: "Withdrawn",
};

export const ARTICLE_TAB_LABELS: Record<ArticleTab, string> = {
  published: "Published",
  drafts: "Drafts",
  withdrawn: "Withdrawn",
};

/** What two people may both have changed, as a conflict names it. */
export const WORDING_LABELS = {
  title: "Title",
  body: "Text",
  language: "Language",
  category: "About",
  reviewOn: "Read again on",
} as const;
