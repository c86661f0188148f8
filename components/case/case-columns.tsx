"use client";

import { PageBox, RowBox } from "@/components/bulk/selecting";
import { ClockChip } from "@/components/clock/clock-chip";
import { HereMark } from "@/components/presence/queue-live";
import { type Columns, columnsOf } from "@/components/table/columns";
import { RelativeTime } from "@/components/ui/time";
import { KIND_LABELS, REPORTER_LABELS } from "@/lib/case/labels";
import type { CaseRow } from "@/lib/case/types";
import { shortRecordNumber } from "@/lib/patient/labels";
import { cn } from "@/lib/shared/cn";
import { shortNames } from "@/lib/shared/person";
import { RowStateChip, SeverityChip } from "./case-chips";

const column = columnsOf<CaseRow>();

/** What selects a row, before the columns of a list in which rows can be selected. */
export const SELECT_COLUMN = column.display({
  id: "select",
  header: () => <PageBox />,
  cell: ({ row }) => <RowBox id={row.original.id} name={row.original.reference} />,
  meta: { narrow: "plain" },
});

/**
 * The queue's columns; `now` is the instant of rendering, so that server and browser tell the same age. Among more than is shown by itself,
 * some need a wider table.
 */
export function caseColumns(rows: CaseRow[], now: string, isCrowded: boolean): Columns<CaseRow> {
  const owners = shortNames(rows.flatMap(({ owner }) => owner?.name ?? []));
  return column.columns([
    column.accessor("reference", {
      header: "Reference",
      cell: ({ getValue }) => <span className="row-reference">{getValue()}</span>,
      meta: { narrow: "plain", needs: "52rem" },
    }),
    column.display({ id: "patient", header: "Patient", cell: ({ row }) => whoOf(row.original) }),
    column.accessor("kind", {
      header: "Kind",
      cell: ({ getValue }) => KIND_LABELS[getValue()],
      meta: { narrow: "plain", needs: "60rem" },
    }),
    column.accessor("about", {
      header: "About",
      cell: ({ row, getValue }) => (
        <>
          <HereMark caseId={row.original.id} />
          <bdi title={getValue()}>{getValue()}</bdi>
        </>
      ),
      meta: { clips: true, narrow: "title" },
    }),
    column.accessor("unit", {
      header: "Unit",
      cell: ({ getValue }) => (
        <span title={getValue() ?? undefined} className="row-unit">
          {getValue() ?? <None />}
        </span>
      ),
      meta: { needs: isCrowded ? "73rem" : "68rem" },
    }),
    column.accessor("site", {
      header: "Site",
      cell: ({ getValue }) => <span className="row-unit">{getValue().name}</span>,
    }),
    column.display({ id: "owner", header: "Owner", cell: ({ row }) => ownerOf(row.original, owners) }),
    column.accessor("severity", {
      header: "Severity",
      cell: ({ getValue }) => <SeverityChip severity={getValue()} />,
      meta: { narrow: "plain", needs: "60rem" },
    }),
    column.accessor("state", {
      header: "State",
      cell: ({ row }) => <RowStateChip {...row.original} />,
      meta: { narrow: "plain" },
    }),
    column.accessor("clock", {
      id: "due",
      header: "Due",
      cell: ({ row }) => dueOf(row.original, now),
      meta: { narrow: "plain" },
    }),
    column.accessor("daysUnheard", {
      id: "heard",
      header: "Heard",
      cell: ({ row }) => heardOf(row.original),
      meta: { needs: isCrowded ? "80rem" : "72rem" },
    }),
    column.accessor("receivedAt", {
      id: "received",
      header: "Received",
      cell: ({ row, getValue }) => (
        <RelativeTime iso={getValue()} zone={row.original.site.zone} now={now} className="tabular-nums" />
      ),
      meta: { needs: "56rem" },
    }),
    column.accessor("updatedAt", {
      id: "updated",
      header: "Updated",
      cell: ({ row, getValue }) => (
        <RelativeTime iso={getValue()} zone={row.original.site.zone} now={now} className="tabular-nums" />
      ),
      meta: { needs: "56rem" },
    }),
  ]);
}

// What has no hooks is a function and not a component: fifty rows of each are work that shows nothing.
function whoOf({ patient, reporterKind, reporterName }: CaseRow) {
  if (!patient) {
    const who = reporterKind === "patient" ? "not named" : REPORTER_LABELS[reporterKind].toLowerCase();
    return (
      <span className="row-who block truncate text-muted">
        {reporterName ? (
          <>
            <bdi>{reporterName}</bdi>
            {reporterKind === "patient" ? null : `, ${who}`}
          </>
        ) : (
          <>
            <span aria-hidden>— </span>
            {who}
          </>
        )}
      </span>
    );
  }
  const identifiers = [patient.age, shortRecordNumber(patient.recordNumber)]
    .filter((part) => part !== null)
    .join(" · ");
  return (
    <span title={`${patient.name} ${identifiers}`} className="row-who row-patient">
      <bdi>{patient.name}</bdi>
      <span>{identifiers}</span>
    </span>
  );
}

function ownerOf({ owner }: CaseRow, short: ReadonlyMap<string, string>) {
  if (!owner) return <span className="text-muted">nobody</span>;
  return (
    <span title={owner.name} className="row-owner">
      <bdi>{owner.name}</bdi>
      <bdi aria-hidden>{short.get(owner.name)}</bdi>
    </span>
  );
}

// How long somebody who never heard from us has waited stands beside it, as when the case was received.
function heardOf({ daysUnheard, lastHeardAt }: CaseRow) {
  if (daysUnheard === null) return <span className="text-muted">closed</span>;
  if (lastHeardAt === null) return "never";
  return <span className="whitespace-nowrap tabular-nums">{daysUnheard === 0 ? "today" : `${daysUnheard} d`}</span>;
}

function dueOf({ clock, site }: CaseRow, now: string) {
  return clock ? (
    <ClockChip clock={clock} zone={site.zone} now={now} isShort hasSign={false} />
  ) : (
    <None className="max-sm:hidden" />
  );
}

function None({ className }: { className?: string }) {
  return <span className={cn("text-muted", className)}>none</span>;
}
