import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { PageHeader } from "@/components/layout/page-header";
import { AddWordDialog } from "@/components/letter/add-word-dialog";
import { LetterTabs } from "@/components/letter/letter-tabs";
import { NamingCard } from "@/components/letter/naming-card";
import { TryWords } from "@/components/letter/try-words";
import { VoidedWords, WordList } from "@/components/letter/word-list";
import { Pager } from "@/components/table/pager";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { WORD_KIND_HINTS, WORD_KIND_LABELS } from "@/lib/letter/labels";
import { getNaming, getWordList } from "@/lib/letter/queries/words";
import { WORD_KINDS } from "@/lib/letter/rules/site-words";
import { wordPageSchema } from "@/lib/letter/schema";
import type { WordListView } from "@/lib/letter/types";
import { languageName, listLanguages } from "@/lib/patient/labels";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Word lists" };

const PATH = "/admin/letters/words";

export default async function WordListsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "letter.templates")) notFound();
  const now = new Date().toISOString();
  const { site: asked, language, kind, q, page } = parseSearchParams(wordPageSchema, await searchParams);
  const kept = sitesFor(viewer, "letter.templates");
  const sites = viewer.sites.filter(({ id }) => kept.includes(id));
  const site = sites.find(({ id }) => id === asked) ?? sites[0];
  if (!site) notFound();
  const [view, naming] = await Promise.all([
    getWordList(viewer, { siteId: site.id, language, kind, q, page }),
    getNaming(viewer, site.id),
  ]);
  const at = (to: Record<string, string | number | null>) =>
    hrefWith(PATH, { site: site.id, kind, language, q, ...to });
  const named = languageName(language);
  return (
    <>
      <PageHeader
        title="Word lists"
        description="What letters are checked for while they are written, before they are approved and before they go out."
        action={
          <AddWordDialog
            key={`${site.id} ${language} ${kind}`}
            siteId={site.id}
            language={language}
            languageName={named}
            kind={kind}
          />
        }
      />
      <LetterTabs siteId={site.id} current="words" />
      {sites.length > 1 ? (
        <Tabs
          label="Sites"
          tabs={sites.map(({ id, name }) => ({ label: name, href: at({ site: id }), current: id === site.id }))}
        />
      ) : null}
      <div className="grid grid-cols-1 items-start gap-3.5 xl:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)]">
        <Card aria-labelledby="list">
          <CardHeader id="list" title={`${WORD_KIND_LABELS[kind]}, ${named}`} count={view.total}>
            {WORD_KIND_HINTS[kind]}
          </CardHeader>
          <CardBody className="grid grid-cols-1 gap-3.5 border-b">
            <Tabs
              label="Lists"
              className="mb-0"
              tabs={WORD_KINDS.map((each) => ({
                label: WORD_KIND_LABELS[each],
                href: at({ kind: each }),
                current: each === kind,
              }))}
            />
            <search>
              <form action={PATH} className="flex flex-wrap items-end gap-2">
                <input type="hidden" name="site" value={site.id} />
                <input type="hidden" name="kind" value={kind} />
                <Field id="language" label="Language" className="w-48">
                  {(control) => (
                    <Select
                      {...control}
                      key={language}
                      name="language"
                      defaultValue={language}
                      options={listLanguages().map(({ tag, name }) => ({ value: tag, label: name }))}
                    />
                  )}
                </Field>
                <Field id="word-search" label="Find a word" className="min-w-40 flex-1">
                  {(control) => (
                    <Input {...control} key={q} type="search" name="q" dir="auto" defaultValue={q} autoComplete="off" />
                  )}
                </Field>
                <Button type="submit" className="h-9.5">
                  Show
                </Button>
              </form>
            </search>
          </CardBody>
          {view.rows.length === 0 ? (
            <NoWords view={view} language={named} q={q} all={at({ q: null })} />
          ) : (
            <WordList view={view} now={now} />
          )}
          <Pages view={view} at={at} />
          {view.voided.length > 0 ? (
            <CardBody className="border-t">
              <VoidedWords view={view} now={now} />
            </CardBody>
          ) : null}
        </Card>
        <div className="grid min-w-0 grid-cols-1 gap-3.5">
          <TryWords key={language} language={language} languageName={named} words={view.words} />
          <NamingCard naming={naming} zone={view.zone} now={now} />
        </div>
      </div>
    </>
  );
}

type NoWordsProps = { view: WordListView; language: string; q: string; all: string };

function NoWords({ view, language, q, all }: NoWordsProps) {
  if (q !== "")
    return <EmptyState title={`Nothing holds “${q}”`} action={<ButtonLink href={all}>Show all</ButtonLink>} />;
  return (
    <EmptyState title="Nothing is listed yet">
      {view.kind === "unwanted"
        ? "Add what this site does not want to say, and why."
        : `Heard brings no such words for ${language}. Add those of this site.`}
    </EmptyState>
  );
}

type PagesProps = { view: WordListView; at: (to: Record<string, string | number | null>) => string };

function Pages({ view: { pages, found, rows }, at }: PagesProps) {
  if (pages.last === 1) return null;
  return (
    <Pager
      label="Pages of words"
      className="border-t px-3.5 py-2.5"
      previous={pages.shown > 1 ? at({ page: pages.shown - 1 }) : null}
      next={pages.shown < pages.last ? at({ page: pages.shown + 1 }) : null}
      summary={`Shows ${rows.length} of ${found}, page ${pages.shown} of ${pages.last}`}
    />
  );
}
