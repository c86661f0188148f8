import "server-only";
import { can } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { patientsVisibleTo } from "@/lib/patient/scope";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import type { AddAlertInput, EndAlertInput } from "./schema";

export type OfPatient = { patientId: string };

/** More would be read by nobody. */
const MOST_ALERTS = 10;

/** Puts a line where everybody who meets the patient sees it first. */
export async function addAlert(ctx: UserCtx, { alertId, patientId, body }: AddAlertInput): Promise<OfPatient> {
  const { personId } = ctx.viewer;
  try {
    await withTransaction(ctx, async (tx) => {
      await tx.$executeRaw`SELECT "id" FROM "Patient" WHERE "id" = ${patientId}::uuid FOR NO KEY UPDATE`;
      const patient = await tx.patient.findFirst({
        where: { AND: [{ id: patientId }, patientsVisibleTo(ctx.viewer)] },
        select: { siteId: true },
      });
      if (!patient) throw new NotFound("This patient");
      if (!can(ctx.viewer, "patient.work", patient.siteId)) throw new Forbidden();
      if (await tx.patientAlert.findFirst({ where: { id: alertId, patientId, addedById: personId } })) return;
      if ((await tx.patientAlert.count({ where: { patientId, endedAt: null } })) >= MOST_ALERTS) {
        throw new Invalid({
          body: `There are ${MOST_ALERTS} alerts already. End one that no longer counts, then add this.`,
        });
      }
      const { siteId } = patient;
      await tx.patientAlert.create({
        data: { id: alertId, patientId, siteId, body, addedById: personId, createdAt: ctx.now },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "patient", id: patientId },
        siteId,
        event: { type: "alert.added", data: { alertId } },
      });
    });
  } catch (error) {
    if (!isDuplicate(error, "PatientAlert_pkey")) throw error;
    throw new Conflict("This alert could not be told from another. Close the window and add it again.");
  }
  return { patientId };
}

/** Takes an alert down, with the reason. */
export async function endAlert(ctx: UserCtx, { alertId, reason }: EndAlertInput): Promise<OfPatient> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.patientAlert.findFirst({
      where: { id: alertId, patient: patientsVisibleTo(ctx.viewer) },
      select: { patientId: true, siteId: true },
    });
    if (!row) throw new NotFound("This alert");
    if (!can(ctx.viewer, "patient.work", row.siteId)) throw new Forbidden();
    const written = await tx.patientAlert.updateMany({
      where: { id: alertId, endedAt: null },
      data: { endedAt: ctx.now, endedById: ctx.viewer.personId, endedReason: reason },
    });
    if (written.count === 0) throw new Conflict("This alert has been ended already.");
    await recordEvent(tx, ctx, {
      subject: { noun: "patient", id: row.patientId },
      siteId: row.siteId,
      event: { type: "alert.ended", data: { alertId } },
    });
    return { patientId: row.patientId };
  });
}
