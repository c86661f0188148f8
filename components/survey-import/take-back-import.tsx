"use client";

import { FormDialog } from "@/components/billing/form-dialog";
import { DeedButton } from "@/components/form/deed-button";
import { Button } from "@/components/ui/button";
import { undoSurveyImportAction } from "@/lib/survey-import/actions";
import { countRows } from "@/lib/survey-import/labels";

/** Takes every line of an import out of the figures again, once that is confirmed. */
export function TakeBackImport({ importId, added }: { importId: string; added: number }) {
  return (
    <FormDialog
      button="Take this import back…"
      size="m"
      variant="plain"
      title="Take this import back"
      description={`${countRows(added)} will be in no figure any more. To have them back, the file is brought again.`}
    >
      {({ close }) => (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={close}>Keep it</Button>
          <DeedButton
            variant="primary"
            action={undoSurveyImportAction}
            fields={{ importId }}
            done="The import is being taken back."
          >
            Take it back
          </DeedButton>
        </div>
      )}
    </FormDialog>
  );
}
