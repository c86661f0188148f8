"use client";

import { useEffect, useState } from "react";
import { ColleagueLine } from "@/components/access/colleague-line";
import { ErrorText } from "@/components/form/field";
import { sendSignedIn, useSignInAgain } from "@/components/form/sign-in-again";
import { suggestOwner } from "@/lib/access/rules";
import type { Colleague } from "@/lib/access/types";
import { listBulkOwnersAction } from "@/lib/bulk/actions";
import type { ActionResult, Failure } from "@/lib/shared/result";

type OwnerFieldsProps = { fieldId: (name: string) => string; errorsOf: (name: string) => string[] | undefined };

/** To whom many cases go, by what each has to do now. */
export function OwnerFields({ fieldId, errorsOf }: OwnerFieldsProps) {
  const answer = useOwners();
  const owners = answer?.ok ? answer.data : [];
  const suggested = suggestOwner(owners);
  return (
    <fieldset className="grid gap-1" aria-describedby={errorsOf("ownerId") ? `${fieldId("ownerId")}-error` : undefined}>
      <input type="hidden" name="deed" value="assign" />
      <legend className="mb-1.5 font-medium">To whom?</legend>
      <p role="status" className="text-muted empty:hidden">
        {answer === null ? "Looking who is here…" : null}
        {answer?.ok === false ? answer.message : null}
      </p>
      {owners.map((colleague, index) => (
        <label
          key={colleague.id}
          className="flex min-h-9 flex-wrap items-center gap-x-2.5 rounded border border-transparent px-2 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name="ownerId"
            id={index === 0 ? fieldId("ownerId") : undefined}
            value={colleague.id}
            className="size-4 accent-primary"
          />
          <ColleagueLine colleague={colleague} isSuggested={colleague === suggested} />
        </label>
      ))}
      <ErrorText id={fieldId("ownerId")} error={errorsOf("ownerId")} />
    </fieldset>
  );
}

const OFFLINE: Failure = {
  ok: false,
  code: "UNEXPECTED",
  message: "The server cannot be reached, so your colleagues are not listed. Close this and try again.",
};

/** Asked when the form opens: their load takes long to count, and no page should wait for it. Null until they are here. */
function useOwners(): ActionResult<Colleague[]> | null {
  const signInAgain = useSignInAgain();
  const [answer, setAnswer] = useState<ActionResult<Colleague[]> | null>(null);
  useEffect(() => {
    let isHere = true;
    sendSignedIn(() => listBulkOwnersAction(null, new FormData()), signInAgain)
      .catch(() => OFFLINE)
      .then((result) => isHere && setAnswer(result));
    return () => {
      isHere = false;
    };
  }, [signInAgain]);
  return answer;
}
