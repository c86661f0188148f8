"use client";

import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorSummary } from "@/components/form/error-summary";
import { useHasUnsaved } from "@/components/form/unsaved";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { publishInstrumentAction } from "@/lib/survey/actions";
import { LANGUAGE_LABELS } from "@/lib/survey/labels";
import { isBegun, missingIn, SOURCE, staleIn } from "@/lib/survey/rules/draft";
import { publishInstrumentSchema, SURVEY_LANGUAGES, type SurveyLanguage } from "@/lib/survey/schema";
import type { InstrumentDetail } from "@/lib/survey/types";

/** Makes the draft the version that is asked from now on. */
export function PublishDialog({ instrument }: { instrument: InstrumentDetail }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  const isUnsaved = useHasUnsaved();
  const version = (instrument.versions[0]?.version ?? 0) + 1;
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        Publish
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title={`Publish version ${version}`}
        description="What is published never changes: answers to it stay comparable. To change it later, begin a new version."
      >
        {isUnsaved ? (
          <div className="grid gap-4">
            <p>What you changed on this page is not in the draft yet. Save it first, then publish.</p>
            <div className="flex justify-end">
              <Button onClick={close}>Back to the draft</Button>
            </div>
          </div>
        ) : (
          <PublishForm instrument={instrument} onClose={close} />
        )}
      </Dialog>
    </>
  );
}

function PublishForm({ instrument, onClose }: { instrument: InstrumentDetail; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: publishInstrumentAction,
    schema: publishInstrumentSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Published." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="instrumentId" value={instrument.id} />
      <input type="hidden" name="revision" value={instrument.revision} />
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">Languages</legend>
        {SURVEY_LANGUAGES.map((language, at) => {
          const missing = missingIn(instrument.shown, language).length;
          const isWhole = missing === 0;
          return (
            <Checkbox
              key={language}
              id={at === 0 ? fieldId("languages") : fieldId(`languages-${language}`)}
              name="languages"
              value={language}
              label={LANGUAGE_LABELS[language]}
              hint={tellState(instrument, language)}
              error={at === 0 ? errorsOf("languages") : undefined}
              disabled={!isWhole && language !== SOURCE}
              defaultChecked={isWhole || language === SOURCE}
            />
          );
        })}
      </fieldset>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Publishing…">
          Publish
        </Button>
      </div>
    </form>
  );
}

function tellState({ shown, versions }: InstrumentDetail, language: SurveyLanguage): string | undefined {
  if (language !== SOURCE && !isBegun(shown, language)) return "Not translated.";
  const missing = missingIn(shown, language).length;
  if (missing > 0) {
    const lacks = `${missing === 1 ? "1 text is" : `${missing} texts are`} missing: what is there waits for the next version.`;
    return versions[0]?.languages.includes(language) ? `${lacks} Until then it is asked in English.` : lacks;
  }
  const stale = language === SOURCE ? 0 : staleIn(shown, language).length;
  return stale > 0 ? `Of ${stale} the English has changed since: look at them first.` : undefined;
}
