import type { Role } from "@/lib/access/schema";
import type { Condition, MatrixRow } from "@/lib/escalation/rules/matrix";
import { type Prisma, systemDb } from "@/lib/platform/db";
import type { ClockStage } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { aPerson, aSite, aViewer, NOW, type Place } from "../../support/factories";

/** Who may set what holds at a site: its administrator. */
export const ADMINISTRATORS_DEED = [
  ["associate", "NOT_FOUND"],
  ["supervisor", "NOT_FOUND"],
  ["manager", "NOT_FOUND"],
  ["administrator", "done"],
  ["responder", "NOT_FOUND"],
  ["auditor", "NOT_FOUND"],
] as const satisfies readonly (readonly [Role, string])[];

/** A site with a supervisor and a manager, and its administrator. */
export async function aStaffedSite() {
  const site = await aSite();
  const { id: managerId } = await aPerson({ site, role: "manager", name: "Mia" });
  await aPerson({ site, role: "supervisor" });
  const admin = await aViewer({ site, role: "administrator" });
  return { site, managerId, admin };
}

export function aRow(when: Condition | null, fields: Partial<MatrixRow> = {}): MatrixRow {
  return {
    ...{ id: "one", when, level: 2, target: { by: "role", role: "manager" }, fallbackPersonId: null },
    ...{ answerWithinMinutes: 60, counts: "calendar", ifUnanswered: { do: "nothing" }, overridesQuietHours: false },
    ...fields,
  };
}

/** Saves a matrix of these rows for a site, with which escalations by hand end unanswered. */
export async function saveRows(site: Place, ...rows: MatrixRow[]): Promise<void> {
  const { answerWithinMinutes, counts, ifUnanswered } = aRow(null);
  const rules = { rows, byHand: { answerWithinMinutes, counts, ifUnanswered } };
  const { id: createdById } = await aPerson({ site, role: "administrator" });
  const version = 1 + (await systemDb().escalationMatrix.count({ where: { siteId: site.id } }));
  await systemDb().escalationMatrix.create({
    data: { id: newId(), siteId: site.id, version, rules, validFrom: NOW, createdById },
  });
}

type ClockFields = Partial<Omit<Prisma.ClockUncheckedCreateInput, "dueAt">> & {
  dueAt: Date;
  /** What people were told of it. */
  told?: ClockStage;
};

/** An open clock of a case, due soon a day before it is due. */
export async function aClock(of: { id: string; siteId: string; receivedAt: Date }, { told, ...fields }: ClockFields) {
  const { id: caseId, siteId, receivedAt: startedAt } = of;
  const { dueAt } = fields;
  const clock = await systemDb().clock.create({
    data: {
      ...{ id: newId(), caseId, siteId, clock: "resolve", limitId: `limit-${newId()}`, startedAt },
      ...{ packId: "plain", packVersion: "2026-1", startedFrom: "received", calendarVersion: 0, computedAt: startedAt },
      ...{ dueSoonAt: new Date(dueAt.getTime() - DAY_MS), isOpen: true, isPaused: false },
      ...fields,
    },
  });
  if (told) await tellOfClock(clock, told);
  return clock;
}

/** People were told that a clock is at a stage. */
export async function tellOfClock({ id: clockId, dueAt }: { id: string; dueAt: Date }, stage: ClockStage) {
  await systemDb().clockNotice.create({ data: { clockId, stage, dueAt, at: dueAt } });
}

const DAY_MS = 86_400_000;

/** The escalations of a case, the oldest first. */
export function escalationsOf(caseId: string) {
  return systemDb().escalation.findMany({ where: { caseId }, orderBy: [{ raisedAt: "asc" }, { id: "asc" }] });
}

/** Somebody is away around NOW, with or without cover. */
export async function aDayAway(personId: string, coverId: string | null = null, untilOn = "2026-05-14") {
  await systemDb().absence.create({
    data: {
      ...{ id: newId(), personId, coverId, createdById: personId, createdAt: NOW },
      ...{ fromOn: new Date("2026-05-11"), untilOn: new Date(untilOn) },
    },
  });
}
