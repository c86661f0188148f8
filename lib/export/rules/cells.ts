import { KIND_LABELS, REPORTER_LABELS, SEVERITY_LABELS, STATE_LABELS } from "@/lib/case/labels";
import type { CaseRow } from "@/lib/case/types";
import { CLOCK_LABELS } from "@/lib/clock/labels";
import { shortRecordNumber } from "@/lib/patient/labels";
import type { QueueColumn } from "@/lib/view/schema";
import type { Cell } from "../types";

type Field = { header: string; cell: (row: CaseRow) => Cell };

/** What the queue shows in a column, each fact of it in a column of its own, so that it can be sorted and counted. */
const FIELDS: Record<QueueColumn, Field[]> = {
  reference: [{ header: "Reference", cell: ({ reference }) => reference }],
  patient: [
    { header: "Patient", cell: tellWho },
    { header: "Age", cell: ({ patient }) => patient?.age ?? null },
    { header: "Record number, shortened", cell: ({ patient }) => shortRecordNumber(patient?.recordNumber ?? null) },
  ],
  kind: [{ header: "Kind", cell: ({ kind }) => KIND_LABELS[kind] }],
  about: [{ header: "About", cell: ({ about }) => about }],
  unit: [{ header: "Unit", cell: ({ unit }) => unit }],
  site: [{ header: "Site", cell: ({ site }) => site.name }],
  owner: [{ header: "Owner", cell: ({ owner }) => owner?.name ?? "nobody" }],
  severity: [{ header: "Severity", cell: ({ severity }) => SEVERITY_LABELS[severity] }],
  state: [
    { header: "State", cell: ({ state }) => STATE_LABELS[state] },
    { header: "Escalated", cell: ({ isEscalated }) => (isEscalated ? "yes" : "no") },
  ],
  due: [
    {
      header: "Due",
      cell: ({ clock, site }) => (clock && !clock.isPaused ? { at: clock.dueAt, zone: site.zone } : null),
    },
    { header: "What is due", cell: tellClock },
  ],
  heard: [{ header: "Heard from us, days ago", cell: tellHeard }],
  received: [{ header: "Received", cell: ({ receivedAt, site }) => ({ at: receivedAt, zone: site.zone }) }],
  updated: [{ header: "Updated", cell: ({ updatedAt, site }) => ({ at: updatedAt, zone: site.zone }) }],
};

const TIMES: readonly QueueColumn[] = ["due", "received", "updated"];
// A sheet's date has no zone of its own.
const ZONE: Field = { header: "Time zone", cell: ({ site }) => site.zone };

/** The fields of some columns, in their order, with the zone of their times at the end. */
export function fieldsOf(columns: readonly QueueColumn[]): Field[] {
  const fields = columns.flatMap((column) => FIELDS[column]);
  return columns.some((column) => TIMES.includes(column)) ? [...fields, ZONE] : fields;
}

function tellWho({ patient, reporterKind, reporterName }: CaseRow): string {
  if (patient) return patient.name;
  const who = reporterKind === "patient" ? "not named" : REPORTER_LABELS[reporterKind].toLowerCase();
  if (!reporterName) return who;
  return reporterKind === "patient" ? reporterName : `${reporterName}, ${who}`;
}

function tellClock({ clock }: CaseRow): string | null {
  if (!clock) return null;
  return clock.isPaused ? `${CLOCK_LABELS[clock.clock]}, paused` : CLOCK_LABELS[clock.clock];
}

function tellHeard({ daysUnheard, lastHeardAt }: CaseRow): Cell {
  if (daysUnheard === null) return "closed";
  return lastHeardAt === null ? "never" : daysUnheard;
}
