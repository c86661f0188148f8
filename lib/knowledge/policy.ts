import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Who keeps the letter templates of a site keeps its articles; everybody there reads what is published. */
export function canKeepArticles(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "article.keep", siteId);
}
