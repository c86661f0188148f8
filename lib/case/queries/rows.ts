import "server-only";
import { daysUnheard } from "@/lib/contact/rules/heard";
import type { Prisma } from "@/lib/platform/db";
import { dayIn, yearsBetween } from "@/lib/shared/dates";
import type { Severity } from "../schema";
import type { CaseEscalation, CaseRow } from "../types";

export const ROW = {
  id: true,
  reference: true,
  kind: true,
  state: true,
  severity: true,
  about: true,
  receivedAt: true,
  updatedAt: true,
  escalatedAt: true,
  lastHeardAt: true,
  closedAt: true,
  reporterKind: true,
  reporterName: true,
  site: { select: { id: true, name: true, timeZone: true } },
  unit: { select: { name: true } },
  owner: { select: { id: true, name: true } },
  clocks: {
    where: { isOpen: true },
    select: { clock: true, dueAt: true, dueSoonAt: true, isPaused: true },
    orderBy: [{ isPaused: "asc" }, { dueAt: "asc" }, { id: "asc" }],
    take: 1,
  },
  nextDueAt: true,
  patient: { select: { name: true, bornOn: true, diedOn: true, isDeceased: true, recordNumber: true } },
} satisfies Prisma.CaseSelect;

export type RowData = Prisma.CaseGetPayload<{ select: typeof ROW }>;

export const ESCALATION = {
  id: true,
  level: true,
  reason: true,
  answerBy: true,
  raisedAt: true,
  answer: true,
  answeredAt: true,
  toPersonId: true,
  toRole: true,
  isUrgent: true,
  raisedById: true,
  raisedBy: { select: { id: true, name: true } },
  toPerson: { select: { id: true, name: true } },
  answeredBy: { select: { id: true, name: true } },
  endedAs: true,
} satisfies Prisma.EscalationSelect;

/** Work goes on with the survivor: a merged case is in no list and no count. */
export const STANDS = { mergedIntoId: null } satisfies Prisma.CaseWhereInput;

export function toRow(row: RowData, now: Date): CaseRow {
  const { patient, site, severity } = row;
  const [clock] = row.clocks;
  const until = patient?.diedOn ?? (patient?.isDeceased ? null : dayIn(now, site.timeZone));
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    state: row.state,
    severity: severity as Severity,
    about: row.about,
    receivedAt: row.receivedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    isEscalated: row.escalatedAt !== null,
    lastHeardAt: row.lastHeardAt?.toISOString() ?? null,
    clock: clock ? { ...clock, dueAt: clock.dueAt.toISOString(), dueSoonAt: clock.dueSoonAt.toISOString() } : null,
    daysUnheard: daysUnheard(row, now, site.timeZone),
    reporterKind: row.reporterKind,
    reporterName: row.reporterName,
    site: { id: site.id, name: site.name, zone: site.timeZone },
    unit: row.unit?.name ?? null,
    owner: row.owner,
    patient: patient && {
      name: patient.name,
      recordNumber: patient.recordNumber,
      age: patient.bornOn && until ? yearsBetween(patient.bornOn, until) : null,
    },
  };
}

export function toEscalation(row: Prisma.EscalationGetPayload<{ select: typeof ESCALATION }>): CaseEscalation {
  return {
    id: row.id,
    level: row.level,
    reason: row.reason,
    answerBy: row.answerBy?.toISOString() ?? null,
    raisedBy: row.raisedBy,
    raisedAt: row.raisedAt.toISOString(),
    to: row.toPerson,
    toRole: row.toRole,
    answer: row.answer,
    answeredBy: row.answeredBy,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    isWithdrawn: row.endedAs === "withdrawn",
  };
}
