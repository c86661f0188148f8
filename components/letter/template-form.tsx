"use client";

import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { DateInput } from "@/components/form/date-input";
import { DeedButton } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { saveTemplateAction, signOffTemplateAction } from "@/lib/letter/actions";
import { PLACEHOLDERS } from "@/lib/letter/rules/template";
import { saveTemplateSchema } from "@/lib/letter/schema";
import type { TemplateView } from "@/lib/letter/types";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

/** What letters of a kind begin with: its text, who answers for it, and when it is read again. */
export function TemplateForm({ view, me }: { view: TemplateView; me: string }) {
  const tell = useToast();
  const [versionId] = useState(newId);
  const [base, setBase] = useState(view.body);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: saveTemplateAction,
    schema: saveTemplateSchema,
    onDone: ({ version }) => tell({ title: `Version ${version} is saved.` }),
  });
  return (
    <form {...formProps} className="grid grid-cols-1 gap-4">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={`${failure.message} To save yours over theirs, press Use mine, then Save.`}
          differences={failure.differences ?? []}
          onUseMine={() => setBase(failure.differences?.[0]?.theirValue ?? base)}
        />
      ) : null}
      {view.toSignOff ? <SignOff {...view.toSignOff} /> : null}
      <input type="hidden" name="versionId" value={versionId} />
      <input type="hidden" name="siteId" value={view.siteId} />
      <input type="hidden" name="kind" value={view.kind} />
      <input type="hidden" name="language" value={view.language} />
      <input type="hidden" name="caseKind" value={view.caseKind ?? ""} />
      <input type="hidden" name="base" value={base} />
      <Field
        id={fieldId("body")}
        label="Text"
        hint="# and ## begin headings, - and 1. lists, **two stars** make words bold."
        error={errorsOf("body")}
      >
        {(control) => (
          <Textarea
            {...control}
            name="body"
            rows={16}
            lang={view.language}
            limit={LIMITS.words}
            defaultValue={view.body}
          />
        )}
      </Field>
      <Disclosure summary="What the case puts in">
        <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_1fr]">
          {Object.entries(PLACEHOLDERS).map(([name, what]) => (
            <div key={name} className="contents">
              <dt className="font-mono">{`{{${name}}}`}</dt>
              <dd className="text-muted">{what}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
      <div className="flex flex-wrap items-start gap-4">
        <Field id={fieldId("ownerId")} label="Who answers for it?" error={errorsOf("ownerId")} className="min-w-56">
          {(control) => (
            <Select
              {...control}
              name="ownerId"
              placeholder="Choose a person"
              defaultValue={view.ownerId ?? (view.keepers.some(({ id }) => id === me) ? me : "")}
              options={view.keepers.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
        <Field id={fieldId("reviewOn")} label="Read it again on" error={errorsOf("reviewOn")}>
          {(control) => (
            <DateInput {...control} name="reviewOn" min={view.earliestReview} defaultValue={view.reviewOn ?? ""} />
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save template
        </Button>
      </div>
    </form>
  );
}

function SignOff({ versionId, may }: { versionId: string; may: boolean }) {
  return (
    <Notice
      tone="soon"
      live="none"
      title="This translation is not used yet"
      action={
        may ? (
          <DeedButton
            size="s"
            action={signOffTemplateAction}
            fields={{ versionId }}
            done="The translation is signed off."
          >
            Sign off
          </DeedButton>
        ) : null
      }
    >
      {may
        ? "Read it, or have it read by somebody who speaks the language, then sign it off."
        : "Somebody else than whoever wrote it reads it and signs it off. Until then letters begin from the version before."}
    </Notice>
  );
}
