"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText } from "@/components/form/field";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { saveMatrixAction } from "@/lib/escalation/actions";
import { describeDeadline } from "@/lib/escalation/labels";
import type { Matrix, MatrixRow } from "@/lib/escalation/rules/matrix";
import { saveMatrixSchema } from "@/lib/escalation/schema";
import type { MatrixView } from "@/lib/escalation/types";
import { newId } from "@/lib/shared/ids";
import { DeadlineFields } from "./deadline-fields";
import { MatrixPreview } from "./matrix-preview";
import { MatrixRowEditor } from "./matrix-row-editor";

/** The matrix of a site as rows that are changed, moved, added and removed; nothing holds before it is saved. */
export function MatrixEditor({ view }: { view: MatrixView }) {
  const tell = useToast();
  const [draft, setDraft] = useState<Matrix>(view.matrix);
  const [matrixId] = useState(newId);
  const json = JSON.stringify(draft);
  const isChanged = json !== JSON.stringify(view.matrix);
  const form = useActionForm({
    action: saveMatrixAction,
    schema: saveMatrixSchema,
    tellsConflicts: true,
    onDone: ({ version }) => tell({ title: `Version ${version} of the matrix holds from now on.` }),
  });
  const { formProps, fieldId, errorsOf, summary, isPending } = form;
  const setRows = (rows: MatrixRow[]) => setDraft({ ...draft, rows });
  const naming = {
    nameOf: (personId: string) =>
      view.people.find(({ id }) => id === personId)?.name ?? "somebody who is not here any more",
    rowNumberOf: (rowId: string) => draft.rows.findIndex(({ id }) => id === rowId) + 1,
  };
  return (
    <form {...formProps} className="grid grid-cols-1 gap-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="siteId" value={view.siteId} />
      <input type="hidden" name="matrixId" value={matrixId} />
      <input type="hidden" name="seenVersion" value={view.version} />
      <input type="hidden" name="matrix" value={json} />
      <Card aria-labelledby="matrix-rows">
        <CardHeader id="matrix-rows" title="Matrix" count={draft.rows.length}>
          Of the rows that hold, the first decides; those that hold at any hour are looked at before the others.
        </CardHeader>
        <ol id={fieldId("matrix.rows")} tabIndex={-1} className="divide-y divide-line">
          {draft.rows.map((row, index) => (
            <MatrixRowEditor
              key={row.id}
              row={row}
              index={index}
              rows={draft.rows}
              people={view.people}
              asked={view.asked}
              naming={naming}
              fieldId={fieldId}
              errorsOf={errorsOf}
              onChange={(changed) => setRows(draft.rows.map((each) => (each.id === row.id ? changed : each)))}
              onMove={(by) => setRows(moved(draft.rows, index, by))}
              onRemove={() => setRows(draft.rows.filter(({ id }) => id !== row.id))}
            />
          ))}
        </ol>
        <div className="border-t px-3.5 py-3">
          <ErrorText id={fieldId("matrix.rows")} error={errorsOf("matrix.rows")} />
          <Button icon={<Plus aria-hidden />} onClick={() => setRows([...draft.rows, freshRow()])}>
            Add a row
          </Button>
        </div>
      </Card>
      <Card aria-labelledby="by-hand">
        <CardHeader id="by-hand" title="Escalated by a person" />
        <CardBody className="grid grid-cols-1 gap-3">
          <p>{describeDeadline(draft.byHand, naming)}</p>
          <DeadlineFields
            at="matrix.byHand"
            value={draft.byHand}
            rows={draft.rows}
            fieldId={fieldId}
            errorsOf={errorsOf}
            onChange={(byHand) => setDraft({ ...draft, byHand })}
          />
        </CardBody>
      </Card>
      <MatrixPreview siteId={view.siteId} json={json} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save matrix
        </Button>
        {isChanged ? (
          <Button onClick={() => setDraft(view.matrix)}>Back to what is saved</Button>
        ) : (
          <span className="text-sm text-muted">As saved.</span>
        )}
      </div>
    </form>
  );
}

function moved(rows: MatrixRow[], index: number, by: -1 | 1): MatrixRow[] {
  const row = rows[index];
  if (!row) return rows;
  const rest = rows.filter((_, place) => place !== index);
  return [...rest.slice(0, index + by), row, ...rest.slice(index + by)];
}

function freshRow(): MatrixRow {
  return {
    ...{ id: newId(), when: { severityAtLeast: 3 }, level: 1, target: { by: "role", role: "supervisor" } },
    ...{ fallbackPersonId: null, answerWithinMinutes: 240, counts: "business", ifUnanswered: { do: "nothing" } },
    overridesQuietHours: false,
  };
}
