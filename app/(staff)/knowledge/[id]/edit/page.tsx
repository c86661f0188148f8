import type { Metadata } from "next";
import Link from "next/link";
import { EditArticleForm } from "@/components/knowledge/edit-article-form";
import { PageHeader } from "@/components/layout/page-header";
import { findDraft } from "@/lib/draft/queries";
import { getArticleToEdit } from "@/lib/knowledge/queries";
import { listLanguages } from "@/lib/patient/labels";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { dayIn, isoDay, nextDay } from "@/lib/shared/dates";

export const metadata: Metadata = { title: "Edit an article" };

export default async function EditArticlePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const now = new Date();
  const { id } = await params;
  const article = await orNotFound(getArticleToEdit(viewer, id));
  const draft = await findDraft(viewer, "article", id);
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href={`/knowledge/${id}`} className="hover:underline">
            ← <bdi>{article.title}</bdi>
          </Link>
        }
        title={`Write version ${article.version + 1}`}
        description={
          article.state === "published"
            ? `Everybody reads version ${article.version} until you publish this one.`
            : "Nobody sees it until it is published."
        }
      />
      <EditArticleForm
        article={article}
        languages={listLanguages()}
        draft={draft}
        earliest={nextDay(isoDay(dayIn(now, article.zone)))}
        now={now.toISOString()}
      />
    </>
  );
}
