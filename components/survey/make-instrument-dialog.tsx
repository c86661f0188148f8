"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { makeInstrumentAction } from "@/lib/survey/actions";
import { INSTRUMENT_LABELS } from "@/lib/survey/labels";
import { INSTRUMENTS } from "@/lib/survey/rules/score";
import { makeInstrumentSchema } from "@/lib/survey/schema";
import type { InstrumentRow } from "@/lib/survey/types";

type Props = { places: { id: string; name: string }[]; instruments: InstrumentRow[] };

/** Begins a survey of one's own, with nothing or with a copy. */
export function MakeInstrumentDialog(props: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" onClick={() => setIsOpen(true)}>
        New survey
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="A survey of your own"
        description="Nothing is sent until you publish it and choose it under What is sent."
      >
        <MakeForm {...props} onClose={close} />
      </Dialog>
    </>
  );
}

function MakeForm({ places, instruments, onClose }: Props & { onClose: () => void }) {
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: makeInstrumentAction,
    schema: makeInstrumentSchema,
    tellsConflicts: true,
    onDone: ({ instrumentId }) => router.push(`/surveys/instruments/${instrumentId}`),
  });
  const ready = INSTRUMENTS.map((value) => ({ value, label: INSTRUMENT_LABELS[value] }));
  const own = instruments.map(({ id, name }) => ({ value: id, label: name }));
  const [first] = places;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      {places.length > 1 ? (
        <Field id={fieldId("siteId")} label="Site" error={errorsOf("siteId")}>
          {(control) => (
            <Select
              {...control}
              name="siteId"
              defaultValue={first?.id}
              options={places.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      ) : (
        <input type="hidden" name="siteId" value={first?.id} />
      )}
      <Field
        id={fieldId("name")}
        label="Name"
        hint="Staff see it. It cannot be the name of a national survey, such as HCAHPS."
        error={errorsOf("name")}
      >
        {(control) => <Input {...control} name="name" />}
      </Field>
      <Field id={fieldId("from")} label="Begin with" error={errorsOf("from")}>
        {(control) => (
          <Select
            {...control}
            name="from"
            placeholder="Nothing"
            options={[
              { label: "A copy of a ready one", options: ready },
              ...(own.length > 0 ? [{ label: "A copy of your own", options: own }] : []),
            ]}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Making…">
          Make survey
        </Button>
      </div>
    </form>
  );
}
