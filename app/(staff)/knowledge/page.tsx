import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ArticleFilter } from "@/components/knowledge/article-filter";
import { ArticleList } from "@/components/knowledge/article-list";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere } from "@/lib/access/policy";
import { ARTICLE_TAB_LABELS } from "@/lib/knowledge/labels";
import { listArticles, MOST_ARTICLES } from "@/lib/knowledge/queries";
import { ARTICLE_TABS, type ArticleTab, articleListSchema } from "@/lib/knowledge/schema";
import { listLanguages } from "@/lib/patient/labels";
import { requireViewer } from "@/lib/platform/viewer";
import { MOST_LOOKED } from "@/lib/search/queries/articles";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Knowledge" };

const NOTHING: Record<ArticleTab, string> = {
  published: "Nothing is published yet",
  drafts: "No draft is being written",
  withdrawn: "Nothing was withdrawn",
};

const LAST: Record<ArticleTab, string> = { published: "published", drafts: "saved", withdrawn: "saved" };

export default async function KnowledgePage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "article.see")) notFound();
  const keeps = canAnywhere(viewer, "article.keep");
  const asked = parseSearchParams(articleListSchema, await searchParams);
  const filter = { ...asked, tab: keeps ? asked.tab : ("published" as const) };
  const { rows, isCapped, isTooSlow, isPartial } = await listArticles(viewer, filter, new Date());
  const { tab, q, category, language } = filter;
  const isFiltered = q.trim() !== "" || category !== undefined || language !== undefined;
  return (
    <>
      <PageHeader
        title="Knowledge"
        description="What holds here, in plain words: to look up, and to tell patients."
        action={
          keeps ? (
            <ButtonLink href="/knowledge/new" variant="primary">
              Write an article
            </ButtonLink>
          ) : null
        }
      />
      {keeps ? (
        <Tabs
          label="Articles"
          tabs={ARTICLE_TABS.map((each) => ({
            label: ARTICLE_TAB_LABELS[each],
            href: hrefWith("/knowledge", { tab: each === "published" ? null : each, q, category, language }),
            current: each === tab,
          }))}
        />
      ) : null}
      <ArticleFilter key={JSON.stringify(filter)} filter={filter} languages={listLanguages()} />
      {isTooSlow ? (
        <Notice tone="soon" live="none" className="mb-3.5">
          Looking for these words took too long, so it was stopped. Try again in a moment, or with another word.
        </Notice>
      ) : null}
      {isCapped ? (
        <Notice live="none" className="mb-3.5">
          {q.trim() === ""
            ? `These are the first ${MOST_ARTICLES}.`
            : `More than ${MOST_ARTICLES} have these words. These are the ones ${LAST[tab]} last.`}{" "}
          Add a word, or choose what they are about, to see the others.
        </Notice>
      ) : null}
      {isPartial ? (
        <Notice live="none" className="mb-3.5">
          {tab === "drafts" ? "Of the drafts" : "Of what was withdrawn"}, the {MOST_LOOKED} saved last were looked
          through. Choose a subject or a language to look further back.
        </Notice>
      ) : null}
      {rows.length > 0 ? (
        <ArticleList rows={rows} tab={tab} tellsSites={viewer.sites.length > 1} />
      ) : isTooSlow ? null : (
        <Card>
          {isFiltered ? (
            <EmptyState
              title="No article fits"
              action={
                <ButtonLink href={hrefWith("/knowledge", { tab: tab === "published" ? null : tab })}>
                  Show all
                </ButtonLink>
              }
            >
              Check the spelling, leave a word out, or look in every language.
            </EmptyState>
          ) : (
            <EmptyState title={NOTHING[tab]}>
              {tab !== "published"
                ? null
                : keeps
                  ? "Begin with what patients ask most. Whoever works at the site finds it here and by the search."
                  : "What managers of your site publish stands here."}
            </EmptyState>
          )}
        </Card>
      )}
    </>
  );
}
