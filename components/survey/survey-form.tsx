"use client";

import { useActionState } from "react";
import { ErrorSummary, type SummaryError } from "@/components/form/error-summary";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { cn } from "@/lib/shared/cn";
import { respondToSurveyAction } from "@/lib/survey/actions";
import { PAGE_WORDS } from "@/lib/survey/rules/words";
import type { SurveyLanguage } from "@/lib/survey/schema";
import type { OpenSurvey } from "@/lib/survey/types";
import { SurveyMessage, SurveySite } from "./survey-message";
import { SurveyQuestions } from "./survey-questions";

type Open = Extract<OpenSurvey, { state: "open" }>;
type SurveyFormProps = { token: string; survey: Open };

/**
 * A survey as whoever was asked sees it: one form, so that another language or no more surveys keeps what was typed. Its action is the form's own,
 * so that it is sent, judged and kept without scripts too.
 */
export function SurveyForm({ token, survey }: SurveyFormProps) {
  const { languages, pages, chosen } = survey;
  const [result, send] = useActionState(respondToSurveyAction, null);
  const shown = result?.ok && result.data.is === "shown" ? result.data : null;
  const refused = result && !result.ok ? result : null;
  const language = shown?.language ?? languageOf(refused?.values?.language, languages) ?? survey.language;
  const words = PAGE_WORDS[language];
  const page = pages[language];
  if (result?.ok && !shown)
    return <SurveyMessage language={language} site={survey.site} {...words.thanks} takesFocus />;
  if (refused?.code === "NOT_FOUND" || !page) return <SurveyMessage language={language} {...words.gone} takesFocus />;

  const typed = (name: string) => {
    const value = shown ? shown.typed[name] : refused?.values?.[name];
    if (typeof value === "string") return value;
    return !result && chosen?.field === name ? chosen.value : undefined;
  };
  const errorOf = (name: string) => refused?.fieldErrors?.[name]?.[0];
  const errors: SummaryError[] = Object.entries(refused?.fieldErrors ?? {}).flatMap(([name, [message]]) =>
    message
      ? [
          {
            id: name,
            message: `${page.fields.find((field) => field.name === name)?.question ?? page.comment} ${message}`,
          },
        ]
      : [],
  );
  if (refused && errors.length === 0)
    errors.push({ message: refused.code === "CONFLICT" ? words.tooMany : words.unexpected });
  return (
    <Card lang={language}>
      <CardBody className="p-5 sm:p-6">
        <form action={send} noValidate className="grid gap-5">
          {/* The first button is the one that the Enter key presses, where the language buttons would be. */}
          <button type="submit" name="deed" value="send" tabIndex={-1} aria-hidden className="sr-only">
            {words.send}
          </button>
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="language" value={language} />
          <Languages languages={languages} language={language} />
          {survey.missing && !shown ? (
            <Notice live="none">
              <span lang="en">{survey.missing}</span>
            </Notice>
          ) : null}
          <div className="grid gap-1.5">
            <SurveySite name={survey.site} />
            <h1 className="text-xl tracking-tight wrap-anywhere">{page.title}</h1>
            <p className="wrap-anywhere">{page.intro}</p>
            <p className="text-sm text-muted">{page.notice}</p>
          </div>
          <ErrorSummary errors={errors} title={words.problem} attempt={result} />
          <SurveyQuestions key={language} page={page} language={language} typed={typed} errorOf={errorOf} />
          <Button type="submit" variant="primary" name="deed" value="send">
            {words.send}
          </Button>
          <OptOut words={words.stop} hasOptedOut={shown?.hasOptedOut ?? survey.hasOptedOut} />
        </form>
      </CardBody>
    </Card>
  );
}

function languageOf(value: unknown, languages: SurveyLanguage[]): SurveyLanguage | undefined {
  return languages.find((language) => language === value);
}

function Languages({ languages, language }: { languages: SurveyLanguage[]; language: SurveyLanguage }) {
  if (languages.length < 2) return null;
  return (
    <fieldset className="flex flex-wrap gap-x-3 gap-y-1">
      <legend className="sr-only">{PAGE_WORDS[language].otherLanguage}</legend>
      {languages.map((one) => (
        <button
          key={one}
          type="submit"
          name="deed"
          value={one}
          lang={one}
          aria-current={one === language ? "true" : undefined}
          className={cn(
            "inline-flex min-h-6 items-center text-sm text-primary-text underline underline-offset-2",
            "aria-[current]:font-semibold aria-[current]:text-text aria-[current]:no-underline",
          )}
        >
          {PAGE_WORDS[one].language}
        </button>
      ))}
    </fieldset>
  );
}

type OptOutProps = { words: { button: string; body: string; done: string }; hasOptedOut: boolean };

/** One click, and nothing that was typed is lost. */
function OptOut({ words, hasOptedOut }: OptOutProps) {
  if (hasOptedOut) {
    return (
      <p role="status" className="border-t pt-4 text-sm">
        {words.done}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t pt-4">
      <p className="min-w-0 flex-1 basis-48 text-sm text-muted">{words.body}</p>
      <Button type="submit" name="deed" value="stop" variant="quiet" size="s">
        {words.button}
      </Button>
    </div>
  );
}
