"use client";

import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useUnsaved } from "@/components/form/unsaved";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { saveQuestionsAction } from "@/lib/survey/actions";
import { SCORING_LABELS } from "@/lib/survey/labels";
import { choicesOf, kindOf, SOURCE } from "@/lib/survey/rules/draft";
import { MOST_ITEMS, SCORINGS, saveQuestionsSchema } from "@/lib/survey/schema";
import type { InstrumentDetail } from "@/lib/survey/types";
import { QuestionFields, type QuestionRow } from "./question-fields";

/** What a draft asks, with its English words. */
export function QuestionsForm({ instrument }: { instrument: InstrumentDetail }) {
  const tell = useToast();
  const unsaved = useUnsaved();
  const { shown } = instrument;
  const say = (key: string) => shown.texts[SOURCE]?.[key] ?? "";
  const [rows, setRows] = useState<QuestionRow[]>(() => rowsOf(instrument));
  const [asksIssues, setAsksIssues] = useState(shown.asksIssues);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: saveQuestionsAction,
    schema: saveQuestionsSchema,
    tellsConflicts: true,
    onDone: ({ itemIds }) => {
      setRows((now) => now.map((row, at) => ({ ...row, id: itemIds[at] ?? row.id })));
      tell({ title: "Saved." });
    },
    unsaved,
  });
  const change = (next: (now: QuestionRow[]) => QuestionRow[]) => {
    unsaved.mark();
    setRows(next);
  };
  const move = (at: number, by: -1 | 1) =>
    change((now) => {
      const next = [...now];
      const [row] = next.splice(at, 1);
      if (row) next.splice(at + by, 0, row);
      return next;
    });
  return (
    <form {...formProps} onInput={unsaved.mark} className="grid gap-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="instrumentId" value={instrument.id} />
      <input type="hidden" name="revision" value={instrument.revision} />
      <Card aria-labelledby="about">
        <CardHeader id="about" title="What stands around the questions">
          in English
        </CardHeader>
        <CardBody className="grid max-w-3xl gap-4">
          <Field id={fieldId("name")} label="Name" hint="Staff see it." error={errorsOf("name")}>
            {(control) => <Input {...control} name="name" defaultValue={instrument.name} />}
          </Field>
          <Field id={fieldId("title")} label="Title" hint="Patients see it." error={errorsOf("title")}>
            {(control) => <Input {...control} name="title" defaultValue={say("title")} />}
          </Field>
          <Field id={fieldId("intro")} label="What stands before the questions" error={errorsOf("intro")}>
            {(control) => <Textarea {...control} name="intro" rows={2} defaultValue={say("intro")} />}
          </Field>
          <Field id={fieldId("comment")} label="The question for their own words" error={errorsOf("comment")}>
            {(control) => <Input {...control} name="comment" defaultValue={say("comment")} />}
          </Field>
          <Checkbox
            id={fieldId("asksIssues")}
            name="asksIssues"
            label="Ask of each issue whether it was answered"
            checked={asksIssues}
            onChange={(event) => setAsksIssues(event.currentTarget.checked)}
          />
          {asksIssues ? (
            <Field id={fieldId("issues")} label="The question on each issue" error={errorsOf("issues")}>
              {(control) => <Input {...control} name="issues" defaultValue={say("issues")} />}
            </Field>
          ) : null}
          <Field id={fieldId("scoring")} label="Score" error={errorsOf("scoring")}>
            {(control) => (
              <Select
                {...control}
                name="scoring"
                defaultValue={shown.scoring}
                options={SCORINGS.map((value) => ({ value, label: SCORING_LABELS[value] }))}
              />
            )}
          </Field>
        </CardBody>
      </Card>
      <Card aria-labelledby="questions">
        <CardHeader id="questions" title="Questions" count={rows.length} />
        <ol className="divide-y divide-line">
          {rows.map((row, at) => (
            <li key={row.key}>
              <QuestionFields
                row={row}
                at={at}
                isLast={at === rows.length - 1}
                fieldId={fieldId}
                errorsOf={errorsOf}
                onMove={(by) => move(at, by)}
                onRemove={() => change((now) => now.filter(({ key }) => key !== row.key))}
              />
            </li>
          ))}
        </ol>
        <div className="border-t p-3.5">
          <Button size="s" disabled={rows.length >= MOST_ITEMS} onClick={() => change((now) => [...now, newRow(now)])}>
            Add a question
          </Button>
        </div>
      </Card>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save draft
        </Button>
      </div>
    </form>
  );
}

function newRow(now: QuestionRow[]): QuestionRow {
  const key = Math.max(0, ...now.map((row) => row.key)) + 1;
  return { key, id: "", kind: "five", question: "", low: "", high: "", choices: "", isRequired: false, isScored: true };
}

function rowsOf({ shown }: InstrumentDetail): QuestionRow[] {
  const say = (key: string) => shown.texts[SOURCE]?.[key] ?? "";
  return shown.items.map((item, at) => ({
    ...{ key: at + 1, id: item.id, kind: kindOf(item), question: say(`${item.id}.question`) },
    ...{ low: say(`${item.id}.low`), high: say(`${item.id}.high`) },
    choices: choicesOf(shown, item)
      .map(({ words }) => words)
      .join("\n"),
    ...{ isRequired: item.isRequired, isScored: item.isScored !== false },
  }));
}
