import type { Metadata } from "next";
import Link from "next/link";
import { DeedButton } from "@/components/form/deed-button";
import { UnsavedGuard } from "@/components/form/unsaved";
import { PageHeader } from "@/components/layout/page-header";
import { PublishDialog } from "@/components/survey/publish-dialog";
import { QuestionsForm } from "@/components/survey/questions-form";
import { SurveyPreview } from "@/components/survey/survey-preview";
import { TranslationForm } from "@/components/survey/translation-form";
import { VersionsCard } from "@/components/survey/versions-card";
import { Chip } from "@/components/ui/chip";
import { Tabs } from "@/components/ui/tabs";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";
import { beginSurveyDraftAction, retireInstrumentAction } from "@/lib/survey/actions";
import { LANGUAGE_LABELS, VIEW_LABELS } from "@/lib/survey/labels";
import { getInstrument } from "@/lib/survey/queries/instruments";
import { pageOf } from "@/lib/survey/queries/links";
import { definitionOf, isBegun, previewOf, SOURCE } from "@/lib/survey/rules/draft";
import { INSTRUMENT_VIEWS, instrumentPageSchema, SURVEY_LANGUAGES, type SurveyLanguage } from "@/lib/survey/schema";
import type { InstrumentDetail } from "@/lib/survey/types";

export const metadata: Metadata = { title: "Survey" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function InstrumentPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const { id } = await params;
  const asked = parseSearchParams(instrumentPageSchema, await searchParams);
  const instrument = await orNotFound(getInstrument(viewer, id));
  const mayWrite = instrument.mayChange && instrument.hasDraft;
  const view = mayWrite ? asked.view : "preview";
  const path = `/surveys/instruments/${id}`;
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/surveys" className="hover:underline">
            ← Surveys
          </Link>
        }
        title={<span className="wrap-anywhere">{instrument.name}</span>}
        facts={<Facts instrument={instrument} />}
        action={instrument.mayChange ? <Deeds instrument={instrument} /> : null}
      />
      {mayWrite ? <UnsavedGuard /> : null}
      {mayWrite ? (
        <Tabs
          label="Views"
          tabs={INSTRUMENT_VIEWS.map((one) => ({
            href: hrefWith(path, { view: one === "questions" ? undefined : one }),
            label: VIEW_LABELS[one],
            current: one === view,
          }))}
        />
      ) : null}
      <div className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,3fr)_minmax(16rem,1fr)]">
        <div className="grid min-w-0 gap-3.5">
          {view === "questions" ? <QuestionsForm instrument={instrument} /> : null}
          {view === "translation"
            ? SURVEY_LANGUAGES.filter((language) => language !== SOURCE).map((language) => (
                <TranslationForm key={language} instrument={instrument} language={language} />
              ))
            : null}
          {view === "preview" ? <Preview instrument={instrument} path={path} lang={asked.lang} /> : null}
        </div>
        <VersionsCard instrument={instrument} />
      </div>
    </>
  );
}

function Facts({ instrument }: { instrument: InstrumentDetail }) {
  const { isSent, isRetired, hasDraft, site } = instrument;
  return (
    <>
      {isSent ? <Chip tone="met">What the site sends</Chip> : null}
      {isRetired ? <Chip>Retired</Chip> : null}
      {hasDraft && !isRetired ? <Chip>Draft</Chip> : null}
      <span className="text-sm text-muted">
        <bdi>{site.name}</bdi>. A service recovery survey of our own, not HCAHPS.
      </span>
    </>
  );
}

function Deeds({ instrument: { id, hasDraft, isSent }, instrument }: { instrument: InstrumentDetail }) {
  const fields = { instrumentId: id };
  return (
    <>
      {isSent ? null : (
        <DeedButton action={retireInstrumentAction} fields={fields} done="Retired.">
          Retire
        </DeedButton>
      )}
      {hasDraft ? (
        <PublishDialog instrument={instrument} />
      ) : (
        <DeedButton variant="primary" action={beginSurveyDraftAction} fields={fields} done="A draft is begun.">
          New version
        </DeedButton>
      )}
    </>
  );
}

type PreviewProps = { instrument: InstrumentDetail; path: string; lang: SurveyLanguage | undefined };

function Preview({ instrument, path, lang }: PreviewProps) {
  const { id, name, hasDraft, mayChange, versions, shown } = instrument;
  const languages = SURVEY_LANGUAGES.filter((language) => language === SOURCE || isBegun(shown, language));
  const language = languages.find((one) => one === lang) ?? SOURCE;
  const version = (versions[0]?.version ?? 0) + (hasDraft ? 1 : 0);
  const definition = definitionOf(previewOf(shown), { instrument: id, name, version, languages: [language] });
  const issues = [
    { id: "first", category: "listening" as const },
    { id: "second", category: "institutional_processes" as const },
  ];
  const view = hasDraft && mayChange ? "preview" : undefined;
  return (
    <>
      {languages.length > 1 ? (
        <Tabs
          label="Languages"
          tabs={languages.map((one) => ({
            href: hrefWith(path, { view, lang: one }),
            label: LANGUAGE_LABELS[one],
            current: one === language,
          }))}
        />
      ) : null}
      <SurveyPreview key={language} page={pageOf(definition, language, issues)} language={language} />
    </>
  );
}
