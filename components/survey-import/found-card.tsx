import { DeedButton } from "@/components/form/deed-button";
import { buttonLook } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { beginSurveyImportAction } from "@/lib/survey-import/actions";
import { countRows } from "@/lib/survey-import/labels";
import type { ImportDetail } from "@/lib/survey-import/types";
import { TakeBackImport } from "./take-back-import";

/** What was found in a file, or what came of it, and what can be done next. */
export function FoundCard({ found }: { found: ImportDetail }) {
  const { id, state, fresh, same, rejected, added, note, unknownUnits, hasFile, concerns } = found;
  const isIn = state === "imported" || state === "stopped" || state === "failed";
  const left = fresh - added;
  const mayBegin =
    hasFile && left > 0 && ((state === "checked" && !note) || state === "stopped" || (state === "failed" && added > 0));
  return (
    <Card aria-labelledby="found">
      <CardHeader id="found" title={isIn ? "What came of it" : "What was found"} />
      <CardBody className="grid gap-3.5">
        {note ? (
          <Notice tone="late" live="none">
            {note}
          </Notice>
        ) : null}
        <dl className="grid grid-cols-3 gap-3 tabular-nums">
          <Count label={isIn ? "Imported" : "New"} value={isIn ? added : fresh} />
          <Count label="Here already" value={same} />
          <Count label="Rejected" value={rejected} />
        </dl>
        {unknownUnits.length > 0 ? (
          <p className="text-sm">
            <span className="font-medium">Units that the site has not:</span>{" "}
            {unknownUnits.map(({ name, rows }) => `${name} (${countRows(rows)})`).join(", ")}
          </p>
        ) : null}
        {mayBegin || (isIn && added > 0) ? (
          <div className="flex flex-wrap items-center gap-3">
            {mayBegin ? (
              <DeedButton
                variant="primary"
                action={beginSurveyImportAction}
                fields={{ importId: id }}
                done="The import has begun."
              >
                {state === "checked" ? `Import ${countRows(fresh)}` : `Go on with ${countRows(left)}`}
              </DeedButton>
            ) : null}
            {mayBegin && found.mapping?.raises ? (
              <p className="max-w-prose text-sm text-muted">
                Low or worrying answers become concerns in Triage. Once one is made, the import cannot be taken back.
              </p>
            ) : null}
            {isIn && added > 0 && concerns === 0 ? <TakeBackImport importId={id} added={added} /> : null}
            {isIn && concerns > 0 ? (
              <p className="max-w-prose text-sm text-muted">
                {concerns === 1 ? "1 concern was" : `${concerns} concerns were`} made of these answers, so the import
                cannot be taken back.
              </p>
            ) : null}
          </div>
        ) : null}
        {state === "checked" && fresh === 0 && !note ? (
          <p>Nothing of this file is new, so there is nothing to import.</p>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-2xl leading-tight font-semibold tracking-tight">{value.toLocaleString("en")}</dd>
    </div>
  );
}

/** The first lines that are not taken, each with its reason; all of them as a file. */
export function RejectsCard({ found }: { found: ImportDetail }) {
  const { id, rejects, rejected } = found;
  if (rejected === 0) return null;
  return (
    <Card aria-labelledby="rejects">
      <CardHeader id="rejects" title="Rejected lines" count={rejected}>
        <a href={`/api/survey-imports/${id}/rejects`} download className={buttonLook({ size: "s" })}>
          Download all as CSV
        </a>
      </CardHeader>
      <ul className="divide-y divide-line">
        {rejects.map(({ line, column, value, reason }) => (
          <li
            key={`${line} ${column} ${reason}`}
            className="grid gap-x-3 px-3.5 py-2 sm:grid-cols-[6rem_minmax(0,1fr)]"
          >
            <span className="text-sm text-muted tabular-nums">Line {line.toLocaleString("en")}</span>
            <p className="min-w-0 wrap-anywhere">
              {column ? (
                <>
                  <span className="font-medium">
                    <bdi>{column}</bdi>
                  </span>
                  {value ? (
                    <>
                      : <bdi>“{value}”</bdi>
                    </>
                  ) : null}
                  .{" "}
                </>
              ) : null}
              {reason}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
