"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useUnsaved } from "@/components/form/unsaved";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { useToast } from "@/components/ui/toast";
import { saveTranslationAction } from "@/lib/survey/actions";
import { LANGUAGE_LABELS } from "@/lib/survey/labels";
import { missingIn, piecesOf, SOURCE, staleIn } from "@/lib/survey/rules/draft";
import { type SurveyLanguage, saveTranslationSchema } from "@/lib/survey/schema";
import type { InstrumentDetail } from "@/lib/survey/types";

type TranslationFormProps = { instrument: InstrumentDetail; language: SurveyLanguage };

/** What a draft says in another language, beside what it says in English. */
export function TranslationForm({ instrument, language }: TranslationFormProps) {
  const tell = useToast();
  const unsaved = useUnsaved();
  const { shown } = instrument;
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: saveTranslationAction,
    schema: saveTranslationSchema,
    tellsConflicts: true,
    onDone: () => tell({ title: "Saved." }),
    unsaved,
  });
  const missing = new Set(missingIn(shown, language).map(({ key }) => key));
  const stale = new Set(staleIn(shown, language).map(({ key }) => key));
  return (
    <form {...formProps} onInput={unsaved.mark} className="grid gap-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="instrumentId" value={instrument.id} />
      <input type="hidden" name="revision" value={instrument.revision} />
      <input type="hidden" name="language" value={language} />
      <Card aria-labelledby="translation">
        <CardHeader id="translation" title={LANGUAGE_LABELS[language]}>
          {missing.size === 0 ? "whole" : `${missing.size} missing, so it cannot be published`}
        </CardHeader>
        <CardBody className="p-0">
          <ul className="divide-y divide-line">
            {piecesOf(shown).map(({ key, label }, at) => {
              const name = `texts[${at}].value`;
              return (
                <li key={key} className="grid gap-x-6 gap-y-2 px-3.5 py-3 md:grid-cols-2">
                  <div className="min-w-0">
                    <p className="text-sm text-muted">{label}</p>
                    <p id={fieldId(`${name}-source`)} className="wrap-anywhere">
                      {shown.texts[SOURCE]?.[key] ?? <span className="text-muted">Not written in English yet</span>}
                    </p>
                  </div>
                  <div className="grid content-start justify-items-start gap-1.5 *:max-w-full [&>div]:w-full">
                    <input type="hidden" name={`texts[${at}].key`} value={key} />
                    <Field
                      id={fieldId(name)}
                      label={`${label} in ${LANGUAGE_LABELS[language]}`}
                      labelHidden
                      error={errorsOf(name)}
                    >
                      {(control) => (
                        <Textarea
                          {...control}
                          name={name}
                          rows={1}
                          lang={language}
                          defaultValue={shown.texts[language]?.[key] ?? ""}
                        />
                      )}
                    </Field>
                    <Marks isMissing={missing.has(key)} isStale={stale.has(key)} />
                  </div>
                </li>
              );
            })}
          </ul>
        </CardBody>
      </Card>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save translation
        </Button>
      </div>
    </form>
  );
}

function Marks({ isMissing, isStale }: { isMissing: boolean; isStale: boolean }) {
  if (isMissing) return <Chip tone="soon">Missing</Chip>;
  return isStale ? <Chip>English has changed since</Chip> : null;
}
