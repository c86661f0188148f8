import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { PAGE_WORDS } from "@/lib/survey/rules/words";
import type { SurveyLanguage } from "@/lib/survey/schema";
import type { SurveyField, SurveyPage } from "@/lib/survey/types";

/** From as many choices on a scale takes two rows on a telephone. */
const LONG_SCALE = 11;

type SurveyQuestionsProps = {
  page: SurveyPage;
  language: SurveyLanguage;
  typed?: (name: string) => string | undefined;
  errorOf?: (name: string) => string | undefined;
};

/** All that a survey asks, as whoever was asked sees it. */
export function SurveyQuestions({ page, language, typed, errorOf }: SurveyQuestionsProps) {
  const words = PAGE_WORDS[language];
  const { fields, issues, comment } = page;
  return (
    <>
      {fields.map((field) => (
        <Item
          key={field.name}
          field={field}
          optional={words.optional}
          error={errorOf?.(field.name)}
          value={typed?.(field.name)}
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
                defaultValue={typed?.(`issues[${at}].isAnswered`)}
              />
            </div>
          ))}
        </fieldset>
      ) : null}
      <Field id="comment" label={comment} hint={words.optional} error={errorOf?.("comment")}>
        {(control) => (
          <Textarea {...control} name="comment" face="words" rows={4} defaultValue={typed?.("comment") ?? ""} />
        )}
      </Field>
      <p className="text-sm text-muted">{words.privacy}</p>
      <p className="text-sm text-muted">{words.urgent}</p>
    </>
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
      isLongScale={ends !== null && options.length >= LONG_SCALE}
    />
  );
}
