import type { Metadata } from "next";
import Link from "next/link";
import { ReviewMark, tellDay } from "@/components/knowledge/article-marks";
import { PublishButton } from "@/components/knowledge/publish-button";
import { VersionList } from "@/components/knowledge/version-list";
import { WithdrawDialog } from "@/components/knowledge/withdraw-dialog";
import { PageHeader } from "@/components/layout/page-header";
import { LetterText } from "@/components/letter/letter-text";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import { ARTICLE_STATE_LABELS, CATEGORY_LABELS } from "@/lib/knowledge/labels";
import { getArticle } from "@/lib/knowledge/queries";
import { articlePageSchema } from "@/lib/knowledge/schema";
import type { ArticleDetail } from "@/lib/knowledge/types";
import { languageName } from "@/lib/patient/labels";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { formatInstant } from "@/lib/shared/dates";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Article" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function ArticlePage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const now = new Date();
  const { id } = await params;
  const wanted = parseSearchParams(articlePageSchema, await searchParams);
  const article = await orNotFound(getArticle(viewer, id, wanted, now));
  const { state, shown, shownVersion, site, may } = article;
  const at = now.toISOString();
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/knowledge" className="hover:underline print:hidden">
            ← Knowledge
          </Link>
        }
        title={
          <span lang={shown.language} dir="auto" className="wrap-anywhere">
            {shown.title}
          </span>
        }
        facts={
          <>
            {state === "published" ? null : <Chip>{ARTICLE_STATE_LABELS[state]}</Chip>}
            <ReviewMark {...shown} />
            <span className="text-sm text-muted tabular-nums">
              {CATEGORY_LABELS[shown.category]}, {languageName(shown.language)}, <bdi>{site.name}</bdi>
            </span>
          </>
        }
        action={may.keep ? <Deeds article={article} /> : null}
      />
      <div className="grid grid-cols-1 items-start gap-3.5 xl:grid-cols-[minmax(0,3fr)_minmax(18rem,1fr)]">
        <div className="grid min-w-0 grid-cols-1 gap-3.5">
          <Standing article={article} now={at} />
          <Card aria-label="Article" className="print:border-0">
            <CardBody className="p-5 text-base print:p-0">
              <LetterText text={shown.body} language={shown.language} />
              <p className="mt-6 border-t pt-3 text-sm text-muted tabular-nums">
                {shownVersion ? (
                  <>
                    Version {shownVersion.number}, published by <bdi>{shownVersion.by.name}</bdi> on{" "}
                    {formatInstant(new Date(shownVersion.at), site.zone)}.{" "}
                  </>
                ) : null}
                To be read again on {tellDay(shown.reviewOn)}.
              </p>
            </CardBody>
          </Card>
        </div>
        {article.versions.length > 0 ? <VersionList article={article} now={at} /> : null}
      </div>
    </>
  );
}

/** Whoever keeps it publishes the words that they read here, and nothing else. */
function Deeds({ article }: { article: ArticleDetail }) {
  const { id, state, version, revision, shownVersion, draft, whyNotPublish } = article;
  const isReadyHere = (shownVersion === null || (state === "withdrawn" && draft === null)) && whyNotPublish === null;
  return (
    <>
      {state === "published" && shownVersion?.number === version ? <WithdrawDialog articleId={id} /> : null}
      <ButtonLink href={`/knowledge/${id}/edit`} variant={isReadyHere ? "plain" : "primary"}>
        Edit
      </ButtonLink>
      {isReadyHere ? <PublishButton articleId={id} revision={revision} version={version + 1} /> : null}
    </>
  );
}

/** Where what is on the screen is not what everybody reads, and what keeps it from that. */
function Standing({ article, now }: { article: ArticleDetail; now: string }) {
  const { id, state, version, shownVersion, draft, withdrawal, whyNotPublish, site } = article;
  const isOld = shownVersion !== null && shownVersion.number < version;
  return (
    <>
      {withdrawal ? (
        <Notice tone="late" live="none" title="This article was withdrawn">
          <bdi>{withdrawal.by.name}</bdi>, <RelativeTime iso={withdrawal.at} zone={site.zone} now={now} />:{" "}
          <bdi className="whitespace-pre-wrap">{withdrawal.reason}</bdi>
        </Notice>
      ) : null}
      {isOld ? (
        <Notice
          tone="soon"
          live="none"
          title={`This is version ${shownVersion.number}, which was replaced`}
          action={
            <ButtonLink href={`/knowledge/${id}`} size="s">
              Read version {version}
            </ButtonLink>
          }
        >
          Do not tell patients by it: version {version} is the newest.
        </Notice>
      ) : null}
      {draft && shownVersion === null ? (
        <Notice live="none" title={`This is the draft of version ${version + 1}`}>
          Saved by <bdi>{draft.by.name}</bdi>, <RelativeTime iso={draft.at} zone={site.zone} now={now} />.{" "}
          {state === "published"
            ? `Everybody reads version ${version} until it is published.`
            : "Nobody else reads it."}
          {whyNotPublish ? ` ${whyNotPublish}` : null}
        </Notice>
      ) : null}
      {draft && shownVersion !== null && !isOld ? (
        <Notice
          live="none"
          title={`Version ${version + 1} is being written`}
          action={
            <ButtonLink href={`/knowledge/${id}?show=draft`} size="s">
              Read the draft
            </ButtonLink>
          }
        >
          Saved by <bdi>{draft.by.name}</bdi>, <RelativeTime iso={draft.at} zone={site.zone} now={now} />.
        </Notice>
      ) : null}
    </>
  );
}
