"use client";

import { useEffect, useRef, useState } from "react";
import { ColleagueChoice } from "@/components/access/colleague-line";
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
  const fields = useRef<HTMLFieldSetElement>(null);
  const areHere = owners.length > 0;
  // The dialog opened before they were here; whoever has gone on meanwhile is left where they are.
  useEffect(() => {
    const isWaiting = document.activeElement instanceof HTMLButtonElement;
    if (areHere && isWaiting) fields.current?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
  }, [areHere]);
  return (
    <fieldset
      ref={fields}
      className="grid gap-1"
      aria-describedby={errorsOf("ownerId") ? `${fieldId("ownerId")}-error` : undefined}
    >
      <input type="hidden" name="deed" value="assign" />
      <legend className="mb-1.5 font-medium">To whom?</legend>
      <p role="status" className="text-muted empty:hidden">
        {answer === null ? "Looking who is here…" : null}
        {answer?.ok === false ? answer.message : null}
      </p>
      {owners.map((colleague, index) => (
        <ColleagueChoice
          key={colleague.id}
          id={index === 0 ? fieldId("ownerId") : undefined}
          colleague={colleague}
          isSuggested={colleague === suggested}
          isFirst={colleague === (suggested ?? owners[0])}
        />
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
