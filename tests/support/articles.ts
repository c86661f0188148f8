import { publishArticle } from "@/lib/knowledge/mutations/publish-article";
import { writeArticle } from "@/lib/knowledge/mutations/write-article";
import { writeArticleSchema } from "@/lib/knowledge/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { NOW, type Place, userCtxFor } from "./factories";

type Form = Partial<Record<"articleId" | "title" | "body" | "language" | "category" | "reviewOn", string>>;

/** What the form for a new article sends, as it is judged. */
export function writeArticleInput(site: Place, form: Form = {}) {
  return writeArticleSchema.parse({
    ...{ articleId: newId(), siteId: site.id, title: "Visiting hours", body: "From nine to nine." },
    ...{ language: "en", category: "visiting", reviewOn: "2027-05-12", ...form },
  });
}

/** An article that nobody but its keepers sees, by this manager. */
export async function aDraftArticle(site: Place, keeper: Viewer, form: Form = {}): Promise<string> {
  return (await writeArticle(userCtxFor(keeper), writeArticleInput(site, form))).articleId;
}

/** One that everybody of the site reads. */
export async function anArticle(site: Place, keeper: Viewer, form: Form = {}, at = NOW): Promise<string> {
  const articleId = await aDraftArticle(site, keeper, form);
  await publishArticle(userCtxFor(keeper, at), { articleId, versionId: newId(), revision: 1 });
  return articleId;
}

export const articleRow = (id: string) =>
  systemDb().article.findUniqueOrThrow({
    where: { id },
    include: { versions: { orderBy: { number: "asc" } }, withdrawals: true },
  });
