import { newId } from "@/lib/shared/ids";
import { BulkRows } from "./bulk";
import type { Named } from "./store";

/** What an article of a test says unless the test says otherwise. */
export const ARTICLE = {
  ...{ title: "Visiting hours", body: "From nine to nine.", language: "en", category: "visiting" },
  reviewOn: "2099-01-05",
};

type Article = Partial<typeof ARTICLE> & { state?: "draft" | "published" };

/** What staff look up. */
export abstract class KnowledgeRows extends BulkRows {
  /** An article in its first version, by `by`. Returns its id. */
  async article({ id: siteId }: { id: string }, by: Named, { state = "published", ...given }: Article = {}) {
    const [id, at] = [newId(), new Date()];
    const wording = { ...ARTICLE, ...given };
    const made = { savedById: by.id, savedAt: at, createdById: by.id, createdAt: at };
    await this.insert("Article", { id, siteId, ...wording, ...made });
    if (state === "draft") return id;
    const version = { id: newId(), articleId: id, siteId, number: 1, ...wording };
    await this.insert("ArticleVersion", { ...version, publishedById: by.id, publishedAt: at });
    await this.write(
      `UPDATE "Article" SET "state" = 'published', "version" = 1, "currentId" = $2, "isChanged" = false WHERE "id" = $1`,
      [id, version.id],
    );
    return id;
  }
}
