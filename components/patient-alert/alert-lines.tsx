import { TriangleAlert } from "lucide-react";
import type { PatientAlert } from "@/lib/patient-alert/types";
import { EndAlertDialog } from "./end-alert-dialog";

type AlertLinesProps = { alerts: PatientAlert[]; mayEnd?: boolean };

/** What whoever meets the patient must know first, a line each. */
export function AlertLines({ alerts, mayEnd = false }: AlertLinesProps) {
  if (alerts.length === 0) return null;
  return (
    <ul aria-label="Alerts" className="grid gap-1.5">
      {alerts.map(({ id, body }) => (
        <li key={id} className="flex items-start gap-2 rounded bg-soon-bg px-2.5 py-1.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-soon" />
          <bdi className="min-w-0 flex-1 font-medium wrap-anywhere">{body}</bdi>
          {mayEnd ? <EndAlertDialog alertId={id} body={body} /> : null}
        </li>
      ))}
    </ul>
  );
}
