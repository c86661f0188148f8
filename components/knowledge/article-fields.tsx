"use client";

import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { CATEGORY_LABELS } from "@/lib/knowledge/labels";
import { ArticleCategory } from "@/lib/knowledge/schema";
import { LIMITS } from "@/lib/shared/text";

type ArticleFieldsProps = {
  values: Record<string, string | undefined>;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
  languages: { tag: string; name: string }[];
  /** The first day on which it can be read again. */
  earliest: string;
};

/** What an article says, in which language and about what, and when somebody reads it again. */
export function ArticleFields({ values, fieldId, errorsOf, languages, earliest }: ArticleFieldsProps) {
  return (
    <>
      <Field id={fieldId("title")} label="Title" error={errorsOf("title")}>
        {(control) => (
          <Input {...control} name="title" dir="auto" autoComplete="off" defaultValue={values.title ?? ""} />
        )}
      </Field>
      <Field
        id={fieldId("body")}
        label="Text"
        hint="As you would say it to a patient. A blank line begins a paragraph; lines that begin with - or 1. make a list."
        error={errorsOf("body")}
      >
        {(control) => (
          <Textarea {...control} name="body" rows={14} limit={LIMITS.words} defaultValue={values.body ?? ""} />
        )}
      </Field>
      <div className="flex flex-wrap items-start gap-4">
        <Field id={fieldId("category")} label="About" error={errorsOf("category")} className="grow basis-48">
          {(control) => (
            <Select
              {...control}
              name="category"
              placeholder="Choose what it is about"
              defaultValue={values.category ?? ""}
              options={Object.values(ArticleCategory).map((value) => ({ value, label: CATEGORY_LABELS[value] }))}
            />
          )}
        </Field>
        <Field id={fieldId("language")} label="Language" error={errorsOf("language")} className="grow basis-36">
          {(control) => (
            <Select
              {...control}
              name="language"
              defaultValue={values.language ?? ""}
              options={languages.map(({ tag, name }) => ({ value: tag, label: name }))}
            />
          )}
        </Field>
        <Field id={fieldId("reviewOn")} label="Read it again on" error={errorsOf("reviewOn")}>
          {(control) => <DateInput {...control} name="reviewOn" min={earliest} defaultValue={values.reviewOn ?? ""} />}
        </Field>
      </div>
    </>
  );
}
