import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** What is published at the viewer's sites, and every article of those where they keep them. */
export function articlesVisibleTo(viewer: Viewer): Prisma.ArticleWhereInput {
  return {
    OR: [{ state: "published", siteId: { in: sitesFor(viewer, "article.see") } }, articlesKeptBy(viewer)],
  };
}

/** The articles of the sites where the viewer keeps them. */
export function articlesKeptBy(viewer: Viewer): Prisma.ArticleWhereInput {
  return { siteId: { in: sitesFor(viewer, "article.keep") } };
}
