import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { FiguresCard } from "@/components/survey/figures-card";
import { InstrumentsCard } from "@/components/survey/instruments-card";
import { LateAnswersCard } from "@/components/survey/late-answers-card";
import { SettingsCard } from "@/components/survey/settings-card";
import { ImportedFiguresCard } from "@/components/survey-import/imported-figures-card";
import { ButtonLink } from "@/components/ui/button";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere } from "@/lib/access/policy";
import { hasMailServer } from "@/lib/platform/mailer";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";
import { FIGURE_DAYS, getSurveyFigures, listLateAnswers, listSurveySettings } from "@/lib/survey/queries/figures";
import { listInstruments } from "@/lib/survey/queries/instruments";
import { surveyListSchema } from "@/lib/survey/schema";
import { listImportedFigures } from "@/lib/survey-import/queries/figures";

export const metadata: Metadata = { title: "Surveys" };

export default async function SurveysPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "survey.see")) notFound();
  const asked = parseSearchParams(surveyListSchema, await searchParams);
  const settings = await listSurveySettings(viewer);
  const site = settings.find(({ siteId }) => siteId === asked.site)?.siteId;
  const now = new Date();
  const shown = settings.filter(({ siteId }) => !site || siteId === site);
  const [figures, imported, answers, instruments] = await Promise.all([
    getSurveyFigures(viewer, { site, now }),
    listImportedFigures(viewer, { site }),
    listLateAnswers(viewer, { site, now }),
    listInstruments(viewer, site),
  ]);
  return (
    <>
      <PageHeader
        title="Surveys"
        description="How people found the way their concern was handled."
        action={
          canAnywhere(viewer, "survey.manage") ? <ButtonLink href="/surveys/import">Import results</ButtonLink> : null
        }
      />
      {settings.length > 1 ? (
        <Tabs
          label="Sites"
          tabs={[
            { href: "/surveys", label: "All my sites", current: site === undefined },
            ...settings.map(({ siteId, site: name }) => ({
              href: hrefWith("/surveys", { site: siteId }),
              label: name,
              current: siteId === site,
            })),
          ]}
        />
      ) : null}
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
        <div className="grid min-w-0 gap-3.5">
          <FiguresCard figures={figures} days={FIGURE_DAYS} />
          <ImportedFiguresCard figures={imported} />
          <LateAnswersCard answers={answers} />
        </div>
        <div className="grid min-w-0 gap-3.5">
          <SettingsCard settings={shown} hasMail={hasMailServer()} />
          <InstrumentsCard instruments={instruments} settings={shown} />
        </div>
      </div>
    </>
  );
}
