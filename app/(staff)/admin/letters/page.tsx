import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { LetterTabs } from "@/components/letter/letter-tabs";
import { TemplateForm } from "@/components/letter/template-form";
import { TemplateList } from "@/components/letter/template-list";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Tabs } from "@/components/ui/tabs";
import { RelativeTime } from "@/components/ui/time";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { KIND_LABELS } from "@/lib/case/labels";
import { CaseKind } from "@/lib/case/schema";
import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "@/lib/letter/labels";
import { getTemplate, listTemplates } from "@/lib/letter/queries/templates";
import { LETTER_LANGUAGES, LetterKind, templatePageSchema } from "@/lib/letter/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Letter templates" };

export default async function LetterTemplatesPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "letter.templates")) notFound();
  const now = new Date();
  const { site: asked, kind, language, caseKind } = parseSearchParams(templatePageSchema, await searchParams);
  const kept = sitesFor(viewer, "letter.templates");
  const sites = viewer.sites.filter(({ id }) => kept.includes(id));
  const site = sites.find(({ id }) => id === asked) ?? sites[0];
  if (!site) notFound();
  const [view, templates] = await Promise.all([
    getTemplate(viewer, { siteId: site.id, kind, language, caseKind }, now),
    listTemplates(viewer, site.id, now),
  ]);
  const at = (to: Record<string, string | null>) =>
    hrefWith("/admin/letters", { site: site.id, kind, language, caseKind, ...to });
  return (
    <>
      <PageHeader
        title="Letter templates"
        description="What letters begin with, in each language, and who answers for it."
      />
      <LetterTabs siteId={site.id} current="templates" />
      {sites.length > 1 ? (
        <Tabs
          label="Sites"
          tabs={sites.map(({ id, name }) => ({ label: name, href: at({ site: id }), current: id === site.id }))}
        />
      ) : null}
      <Tabs
        label="Letters"
        tabs={Object.values(LetterKind).map((each) => ({
          label: LETTER_KIND_LABELS[each],
          href: at({ kind: each }),
          current: each === kind,
        }))}
      />
      <div className="grid grid-cols-1 items-start gap-3.5 xl:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)]">
        <Card aria-labelledby="template">
          <CardHeader id="template" title={`${LETTER_KIND_LABELS[kind]}, ${LETTER_LANGUAGE_LABELS[language]}`}>
            {view.version === 0 ? "As it comes with Heard, until you save one" : `Version ${view.version}`}
          </CardHeader>
          <CardBody className="grid grid-cols-1 gap-3.5">
            <div className="flex flex-wrap gap-x-6">
              <Tabs
                label="Languages"
                className="mb-0"
                tabs={LETTER_LANGUAGES.map((each) => ({
                  label: LETTER_LANGUAGE_LABELS[each],
                  href: at({ language: each }),
                  current: each === language,
                }))}
              />
              <Tabs
                label="Kinds of case"
                className="mb-0 max-w-full"
                tabs={[null, ...Object.values(CaseKind)].map((each) => ({
                  label: each ? KIND_LABELS[each] : "Every kind of case",
                  href: at({ caseKind: each }),
                  current: each === caseKind,
                }))}
              />
            </div>
            <TemplateForm
              key={`${site.id} ${kind} ${language} ${caseKind} ${view.version}`}
              view={view}
              me={viewer.personId}
            />
          </CardBody>
        </Card>
        <div className="grid min-w-0 grid-cols-1 gap-3.5">
          <TemplateList siteId={site.id} templates={templates} />
          {view.versions.length > 0 ? (
            <Card aria-labelledby="versions">
              <CardHeader id="versions" title="Versions" count={view.versions.length} />
              <ol className="divide-y divide-line">
                {view.versions.map(({ id, number, by, at: when, signedOffBy }) => (
                  <li key={id} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2 text-sm">
                    <span className="font-medium tabular-nums">Version {number}</span>
                    <span className="text-muted tabular-nums">
                      <bdi>{by.name}</bdi>, <RelativeTime iso={when} zone={view.zone} now={now.toISOString()} />
                    </span>
                    {signedOffBy ? <Chip tone="met">Signed off by {signedOffBy.name}</Chip> : null}
                  </li>
                ))}
              </ol>
            </Card>
          ) : null}
        </div>
      </div>
    </>
  );
}
