"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { importDenominatorsAction, previewImportAction } from "@/lib/insight/actions";
import { decodeText } from "@/lib/insight/rules/decode";
import { importDenominatorsSchema, type Measure, MOST_FILE_CHARACTERS } from "@/lib/insight/schema";
import type { ImportPlan } from "@/lib/insight/types";
import { ImportPreview } from "./import-preview";

type ImportDenominatorsProps = { siteId: string; measure: Measure };

/** A file is chosen, what it would change is shown, and then it is imported. */
export function ImportDenominators({ siteId, measure }: ImportDenominatorsProps) {
  const [text, setText] = useState("");
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: previewImportAction,
    schema: importDenominatorsSchema,
    onDone: setPlan,
  });
  const read = async (file: File | undefined) => {
    setPlan(null);
    // A longer one is refused by its length, and need not be read to the end.
    setText(file ? decodeText(new Uint8Array(await file.slice(0, 4 * MOST_FILE_CHARACTERS).arrayBuffer())) : "");
  };
  const fields = { siteId, measure, text };
  return (
    <div className="grid gap-3.5">
      <form {...formProps} className="grid gap-3">
        <ErrorSummary {...summary} />
        <HiddenFields fields={fields} />
        <Field
          id={fieldId("text")}
          label="File"
          hint="CSV with the columns month, value, and unit and measure where there are any. An empty unit is the whole site."
          error={errorsOf("text")}
        >
          {(control) => (
            <Input
              {...control}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              className="h-auto py-1.5 read-only:bg-surface"
              onChange={(event) => read(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
        <div>
          <Button type="submit" pending={isPending} pendingLabel="Reading…">
            Show what would change
          </Button>
        </div>
      </form>
      {plan ? (
        <>
          <ImportPreview plan={plan} />
          {plan.changes.length > 0 ? (
            <ImportForm fields={fields} count={plan.changes.length} onDone={() => setPlan(null)} />
          ) : null}
        </>
      ) : null}
    </div>
  );
}

type Fields = { siteId: string; measure: Measure; text: string };

function HiddenFields({ fields }: { fields: Fields }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

function ImportForm({ fields, count, onDone }: { fields: Fields; count: number; onDone: () => void }) {
  const tell = useToast();
  const { formProps, summary, isPending } = useActionForm({
    action: importDenominatorsAction,
    schema: importDenominatorsSchema,
    onDone: ({ added, replaced, refused }) => {
      const left = refused > 0 ? `, ${refused} ${refused === 1 ? "line" : "lines"} left out` : "";
      tell({ title: `Imported: ${added} added, ${replaced} replaced${left}.` });
      onDone();
    },
  });
  return (
    <form {...formProps} className="grid gap-3">
      <ErrorSummary {...summary} />
      <HiddenFields fields={fields} />
      <div>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Importing…">
          {count === 1 ? "Import this value" : `Import these ${count.toLocaleString("en")} values`}
        </Button>
      </div>
    </form>
  );
}
