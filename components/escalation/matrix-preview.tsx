"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { previewMatrixAction } from "@/lib/escalation/actions";
import { LEVEL_LABELS } from "@/lib/escalation/labels";
import type { Preview } from "@/lib/escalation/rules/preview";

type Shown = { json: string; preview: Preview | null; problems: string[] };

/** What the draft would have done to the cases of the last 90 days, beside what is saved. */
export function MatrixPreview({ siteId, json }: { siteId: string; json: string }) {
  const [isPending, setIsPending] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const look = async () => {
    setIsPending(true);
    const form = new FormData();
    form.set("siteId", siteId);
    form.set("matrix", json);
    const result = await previewMatrixAction(null, form).catch(() => null);
    setIsPending(false);
    if (result?.ok) return setShown({ json, preview: result.data, problems: [] });
    const problems = Object.values(result?.fieldErrors ?? {}).flat();
    const message = result?.message ?? "The server cannot be reached. Try again.";
    setShown({ json, preview: null, problems: problems.length > 0 ? problems : [message] });
  };
  return (
    <Card aria-labelledby="preview">
      <CardHeader id="preview" title="Preview">
        <Button size="s" onClick={look} pending={isPending} pendingLabel="Looking…">
          Preview the last 90 days
        </Button>
      </CardHeader>
      <CardBody aria-live="polite" className="grid grid-cols-1 gap-3">
        {shown ? null : <p className="text-muted">What this would have done to the cases of the last 90 days.</p>}
        {shown && shown.problems.length > 0 ? (
          <Notice tone="late" title="This cannot be tried yet.">
            <ul className="list-disc ps-5">
              {shown.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {shown && shown.json !== json ? <p className="text-muted">Changed since: preview it again.</p> : null}
        {shown?.preview ? <PreviewTable preview={shown.preview} /> : null}
      </CardBody>
    </Card>
  );
}

function PreviewTable({ preview }: { preview: Preview }) {
  const { cases, counts, differing, differences } = preview;
  return (
    <>
      <table className="w-full max-w-md border-collapse text-sm tabular-nums">
        <caption className="pb-1.5 text-start text-muted">
          The highest level that each of {cases} cases would have reached.
        </caption>
        <thead>
          <tr className="text-muted">
            <th scope="col" className="py-1 text-start font-medium">
              Level
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              As saved
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              By this draft
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ level, saved, draft }) => (
            <tr key={level} className="border-t">
              <th scope="row" className="py-1.5 text-start font-medium">
                {LEVEL_LABELS[level]}
              </th>
              <td className="py-1.5 text-end">{saved}</td>
              <td className="py-1.5 text-end">{draft}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {differing === 0
          ? "No case would have gone another way."
          : `${differing} ${differing === 1 ? "case" : "cases"} would have gone another way.`}
      </p>
      {differences === null && differing > 0 ? (
        <p className="text-sm text-muted">Which they are is shown to whoever sees cases at this site.</p>
      ) : null}
      {differences && differences.length > 0 ? (
        <ul className="grid gap-1 text-sm tabular-nums">
          {differences.map(({ reference, saved, draft, because }) => (
            <li key={reference}>
              <span className="font-medium">{reference}</span>: {saved ? LEVEL_LABELS[saved].toLowerCase() : "none"} as
              saved, {draft ? LEVEL_LABELS[draft].toLowerCase() : "none"} by this draft. {because}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
