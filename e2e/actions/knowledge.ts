import { newId } from "@/lib/shared/ids";
import { type Action, all, only, UNKNOWN } from "../outcomes";
import { ARTICLE } from "../rows/knowledge";

const KEEPERS = ["manager", "administrator"] as const;
/** Whoever reads an article is told that they may not change it. */
const KEEP = only(KEEPERS, "done", "FORBIDDEN");
const WORDING = { title: "Parking", body: "Behind the house.", language: "en", category: "facilities" };

export const KNOWLEDGE_ACTIONS: Action[] = [
  {
    name: "writeArticleAction",
    path: "/knowledge/new",
    fields: async ({ place }) => ({ articleId: newId(), siteId: place.id, ...WORDING, reviewOn: "2099-01-05" }),
    own: only(KEEPERS, "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "saveArticleAction",
    path: "/knowledge/x/edit",
    fields: async ({ rows, place, staff }) => ({
      ...{ articleId: await rows.article(place, staff), ...WORDING, reviewOn: ARTICLE.reviewOn },
      ...Object.fromEntries(Object.entries(ARTICLE).map(([field, value]) => [`base.${field}`, value])),
    }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "publishArticleAction",
    use: "of a draft, which only its keepers see",
    path: "/knowledge/x",
    fields: async ({ rows, place, staff }) => ({
      ...{ articleId: await rows.article(place, staff, { state: "draft" }), versionId: newId(), revision: "1" },
    }),
    own: only(KEEPERS, "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "publishArticleAction",
    use: "of what is published already",
    path: "/knowledge/x",
    fields: async ({ rows, place, staff }) => ({
      ...{ articleId: await rows.article(place, staff), versionId: newId(), revision: "1" },
    }),
    own: { ...all("FORBIDDEN"), manager: "CONFLICT", administrator: "CONFLICT" },
    foreign: UNKNOWN,
  },
  {
    name: "withdrawArticleAction",
    path: "/knowledge/x",
    fields: async ({ rows, place, staff }) => ({
      ...{ articleId: await rows.article(place, staff), withdrawalId: newId(), reason: "Out of date." },
    }),
    own: KEEP,
    foreign: UNKNOWN,
  },
];
