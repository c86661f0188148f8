"use client";

import { useActionState } from "react";
import { ErrorSummary, type SummaryError } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { hrefWith } from "@/lib/shared/search-params";
import { answerSurveyAction } from "@/lib/survey/actions";
import { PAGE_WORDS } from "@/lib/survey/rules/words";
import type { OpenSurvey, SurveyField } from "@/lib/survey/types";
import { OptOutForm } from "./opt-out-form";
import { SurveyMessage } from "./survey-message";

type Open = Extract<OpenSurvey, { state: "open" }>;
type SurveyFormProps = { token: string; survey: Open };

/** A survey as whoever was asked sees it. Its action is the form's own, so that it is sent, judged and kept without scripts too. */
export function SurveyForm({ token, survey }: SurveyFormProps) {
  const { language, title, intro, notice, fields, issues, comment, chosen } = survey;
  const words = PAGE_WORDS[language];
  const [result, send] = useActionState(answerSurveyAction, null);
  if (result?.ok) return <SurveyMessage language={language} {...words.thanks} takesFocus />;
  if (result?.code === "NOT_FOUND") return <SurveyMessage language={language} {...words.gone} takesFocus />;
  const typed = (name: string) => {
    const value = result?.values?.[name];
    return typeof value === "string" ? value : undefined;
  };
  const errorOf = (name: string) => result?.fieldErrors?.[name]?.[0];
  const errors: SummaryError[] = Object.entries(result?.fieldErrors ?? {}).flatMap(([name, [message]]) =>
    message
      ? [{ id: name, message: `${fields.find((field) => field.name === name)?.question ?? comment} ${message}` }]
      : [],
  );
  if (result && errors.length === 0) errors.push({ message: words.unexpected });
  return (
    <Card lang={language}>
      <CardBody className="grid gap-5 p-5 sm:p-6">
        <Languages survey={survey} />
        <div className="grid gap-1.5">
          <h1 className="text-xl tracking-tight">{title}</h1>
          <p>{intro}</p>
          <p className="text-sm text-muted">{notice}</p>
        </div>
        <form action={send} noValidate className="grid gap-5">
          <ErrorSummary errors={errors} title={words.problem} attempt={result} />
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="language" value={language} />
          {fields.map((field) => (
            <Item
              key={field.name}
              field={field}
              optional={words.optional}
              error={errorOf(field.name)}
              value={typed(field.name) ?? (!result && chosen?.field === field.name ? chosen.value : undefined)}
            />
          ))}
          {issues ? (
            <fieldset className="grid gap-3">
              <legend className="mb-2 font-medium">{issues.question}</legend>
              {issues.rows.map(({ id, words: name }, at) => (
                <div key={id}>
                  <input type="hidden" name={`issues[${at}].issueId`} value={id} />
                  <Segmented
                    id={`issues[${at}].isAnswered`}
                    name={`issues[${at}].isAnswered`}
                    legend={name}
                    options={[
                      { value: "yes", label: words.yes },
                      { value: "no", label: words.no },
                    ]}
                    defaultValue={typed(`issues[${at}].isAnswered`)}
                  />
                </div>
              ))}
            </fieldset>
          ) : null}
          <Field id="comment" label={comment} hint={words.optional} error={errorOf("comment")}>
            {(control) => (
              <Textarea {...control} name="comment" face="words" rows={4} defaultValue={typed("comment") ?? ""} />
            )}
          </Field>
          <p className="text-sm text-muted">{words.privacy}</p>
          <p className="text-sm text-muted">{words.urgent}</p>
          <Button type="submit" variant="primary">
            {words.send}
          </Button>
        </form>
        <OptOutForm token={token} words={words.stop} hasOptedOut={survey.hasOptedOut} />
      </CardBody>
    </Card>
  );
}

function Languages({ survey: { language, languages, chosen } }: Pick<SurveyFormProps, "survey">) {
  if (languages.length < 2) return null;
  return (
    <nav aria-label={PAGE_WORDS[language].otherLanguage} className="flex flex-wrap gap-x-3 gap-y-1">
      {languages.map((one) => (
        <a
          key={one}
          href={hrefWith("", { lang: one, score: chosen?.value })}
          lang={one}
          aria-current={one === language ? "true" : undefined}
          className="inline-flex min-h-6 items-center text-sm text-primary-text underline underline-offset-2 aria-[current]:font-semibold aria-[current]:text-text aria-[current]:no-underline"
        >
          {PAGE_WORDS[one].language}
        </a>
      ))}
    </nav>
  );
}

type ItemProps = { field: SurveyField; optional: string; value: string | undefined; error: string | undefined };

function Item({ field: { name, question, isRequired, ends, options }, optional, value, error }: ItemProps) {
  const [first, last] = [options[0]?.value, options.at(-1)?.value];
  const scale = ends ? `${first}: ${ends[0]} · ${last}: ${ends[1]}` : null;
  const hint = [scale, isRequired ? null : optional].filter(Boolean).join(" · ");
  return (
    <Segmented
      id={name}
      name={name}
      legend={question}
      hint={hint || undefined}
      error={error}
      options={options}
      defaultValue={value}
      required={isRequired}
    />
  );
}
