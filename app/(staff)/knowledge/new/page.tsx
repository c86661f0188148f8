import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { WriteArticleForm } from "@/components/knowledge/write-article-form";
import { PageHeader } from "@/components/layout/page-header";
import { canAnywhere } from "@/lib/access/policy";
import { listSiteChoices } from "@/lib/access/queries";
import { findDraft } from "@/lib/draft/queries";
import { listLanguages } from "@/lib/patient/labels";
import { requireViewer } from "@/lib/platform/viewer";
import { dayIn, isoDay, nextDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";

export const metadata: Metadata = { title: "Write an article" };

const YEAR_MS = 365 * 86_400_000;

export default async function NewArticlePage() {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "article.keep")) notFound();
  const now = new Date();
  const [sites, draft] = await Promise.all([listSiteChoices(viewer, "article.keep"), findDraft(viewer, "article")]);
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/knowledge" className="hover:underline">
            ← Knowledge
          </Link>
        }
        title="Write an article"
        description="Nobody sees it until it is published."
      />
      <WriteArticleForm
        articleId={newId()}
        sites={sites.map(({ id, name }) => ({ id, name }))}
        languages={listLanguages()}
        draft={draft}
        earliest={nextDay(isoDay(dayIn(now, viewer.zone)))}
        inAYear={isoDay(dayIn(new Date(now.getTime() + YEAR_MS), viewer.zone))}
        zone={viewer.zone}
        now={now.toISOString()}
      />
    </>
  );
}
