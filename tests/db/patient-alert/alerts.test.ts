import { describe, expect, test } from "vitest";
import { addAlert, endAlert } from "@/lib/patient-alert/mutations";
import { listAlerts } from "@/lib/patient-alert/queries";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aPatient, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const anAlert = (patientId: string, body = "Hard of hearing.") => ({ alertId: newId(), patientId, body });
const ending = (alertId: string) => ({ alertId, reason: "Hears well again." });
const someone = async (site: Place) => userCtxFor(await aViewer({ site }));

const ROLES = [
  ["associate", "done"],
  ["supervisor", "done"],
  ["manager", "done"],
  ["administrator", "NOT_FOUND"],
  ["responder", "NOT_FOUND"],
  ["auditor", "FORBIDDEN"],
] as const;

async function alerted() {
  const site = await aSite();
  const patient = await aPatient({ site });
  const ctx = await someone(site);
  const alert = anAlert(patient.id);
  await addAlert(ctx, alert);
  return { site, patient, ctx, alert };
}

describe("adding an alert", () => {
  test("shows it to who sees the patient; its event holds none of its words", async () => {
    const { site, patient, ctx, alert } = await alerted();
    const shown = [
      { id: alert.alertId, body: "Hard of hearing.", addedBy: ctx.viewer.name, addedAt: NOW.toISOString() },
    ];
    expect(await listAlerts(await aViewer({ site, role: "auditor" }), patient.id)).toEqual(shown);
    expect(await listAlerts(await aViewer({ site, role: "administrator" }), patient.id)).toEqual([]);
    expect(await listAlerts(await aViewer({ site: await aSite() }), patient.id)).toEqual([]);
    expect(await eventsOf("patient", patient.id)).toMatchObject([
      { type: "alert.added", data: { alertId: alert.alertId }, siteId: site.id, at: NOW },
    ]);
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const { id } = await aPatient({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addAlert(ctx, anAlert(id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("to a patient of another site is not found", async () => {
    const { patient } = await alerted();
    const ctx = await someone(await aSite());
    const ended = await attempt(() => addAlert(ctx, anAlert(patient.id)));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("five times at once adds it once; under the id of another's, it is refused", async () => {
    const { site, patient, ctx } = await alerted();
    const alert = anAlert(patient.id, "Never leave a message.");
    await openConnections(10);
    const works = Array.from({ length: 5 }, () => addAlert(ctx, alert));
    expect(await outcomesOf(works)).toEqual(Array.from({ length: 5 }, () => "done"));
    expect(await listAlerts(ctx.viewer, patient.id)).toHaveLength(2);
    expect(await outcomeOf(addAlert(await someone(site), alert))).toBe("CONFLICT");
  });

  test("beyond the tenth is refused beside the field", async () => {
    const { patient, ctx } = await alerted();
    for (let index = 0; index < 9; index++) await addAlert(ctx, anAlert(patient.id));
    expect((await refusalOf(addAlert(ctx, anAlert(patient.id)))).details.fieldErrors).toHaveProperty("body");
  });

  test("beyond the twentieth, as merges bring them, hides none, and the newest stands first", async () => {
    const { site, patient, ctx } = await alerted();
    const row = { patientId: patient.id, siteId: site.id, addedById: ctx.viewer.personId };
    await systemDb().patientAlert.createMany({
      data: Array.from({ length: 24 }, (_, index) => ({
        ...{ ...row, id: newId(), body: `Alert ${index}` },
        createdAt: new Date(NOW.getTime() + (index + 1) * 1000),
      })),
    });
    const shown = await listAlerts(ctx.viewer, patient.id);
    expect(shown).toHaveLength(25);
    expect(shown[0]?.body).toBe("Alert 23");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { patient, ctx } = await alerted();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => addAlert(ctx, anAlert(patient.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("ending an alert", () => {
  test("keeps it with the reason, and shows it no more", async () => {
    const { patient, ctx, alert } = await alerted();
    expect(await endAlert(ctx, ending(alert.alertId))).toEqual({ patientId: patient.id });
    expect(await listAlerts(ctx.viewer, patient.id)).toEqual([]);
    expect(await systemDb().patientAlert.findUniqueOrThrow({ where: { id: alert.alertId } })).toMatchObject({
      endedReason: "Hears well again.",
      endedById: ctx.viewer.personId,
      endedAt: NOW,
    });
    expect((await eventsOf("patient", patient.id)).at(-1)).toMatchObject({
      type: "alert.ended",
      data: { alertId: alert.alertId },
    });
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, alert } = await alerted();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => endAlert(ctx, ending(alert.alertId)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found; twice is a conflict", async () => {
    const { ctx, alert } = await alerted();
    expect(await outcomeOf(endAlert(await someone(await aSite()), ending(alert.alertId)))).toBe("NOT_FOUND");
    await endAlert(ctx, ending(alert.alertId));
    expect(await attempt(() => endAlert(ctx, ending(alert.alertId)))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { ctx, alert } = await alerted();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => endAlert(ctx, ending(alert.alertId)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
