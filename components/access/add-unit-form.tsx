"use client";

import { useState } from "react";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { addUnitAction } from "@/lib/access/actions";
import { addUnitSchema } from "@/lib/access/schema";

/** One after the other: the field empties, and keeps the focus, after each. */
export function AddUnitForm({ siteId }: { siteId: string }) {
  const [round, setRound] = useState(0);
  return <UnitForm key={round} siteId={siteId} isNext={round > 0} onDone={() => setRound(round + 1)} />;
}

function UnitForm({ siteId, isNext, onDone }: { siteId: string; isNext: boolean; onDone: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, failure, isPending } = useActionForm({
    action: addUnitAction,
    schema: addUnitSchema,
    onDone: () => {
      tell({ title: "Unit added." });
      onDone();
    },
  });
  const problem = errorsOf("name") ?? (failure && !failure.fieldErrors ? failure.message : undefined);
  return (
    <form {...formProps} className="flex max-w-md items-start gap-2">
      <input type="hidden" name="siteId" value={siteId} />
      <Field id={fieldId("name")} label="Add a unit" error={problem} className="flex-1">
        {(control) => <Input {...control} name="name" dir="auto" autoComplete="off" autoFocus={isNext} />}
      </Field>
      <Button type="submit" pending={isPending} pendingLabel="Adding…" className="mt-7 h-9.5">
        Add
      </Button>
    </form>
  );
}
