import { describe, expect, test } from "vitest";
import { addNote } from "@/lib/contact/mutations/add-note";
import { registerPatient } from "@/lib/patient/mutations";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt } from "../support/evidence";
import {
  aCase,
  anEscalation,
  aPerson,
  aSite,
  aUnit,
  aViewer,
  NOW,
  registerPatientInput,
  userCtxFor,
} from "../support/factories";

/** A case with a note and an event, a patient and their event. */
async function someHistory() {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site }));
  const { patientId } = await registerPatient(ctx, registerPatientInput(site));
  const given = await aCase({ site, patientId });
  await addNote(ctx, { idempotencyKey: newId(), caseId: given.id, body: "Called back." });
  return { site, given, patientId, person: ctx.viewer };
}

const run = (sql: string) => systemDb().$executeRawUnsafe(sql);
const refusal = { changed: [], outcome: "stopped by the database" };

describe("the database itself refuses", () => {
  test.each([
    ["to change an event", `UPDATE "Event" SET "actorName" = 'Nobody'`],
    ["to change an event to what it is", `UPDATE "Event" SET "type" = "type"`],
    ["to delete an event", `DELETE FROM "Event"`],
    ["to empty the events", `TRUNCATE "Event"`],
    ["to empty the events with all that hangs on them", `TRUNCATE "Event" CASCADE`],
    ["to delete the values beside an event", `DELETE FROM "EventDetail"`],
    ["to empty the values beside the events", `TRUNCATE "EventDetail"`],
    ["to change the values beside an event", `UPDATE "EventDetail" SET "values" = '{"name": "Nobody"}'`],
    ["to change a note", `UPDATE "Note" SET "body" = 'Nothing'`],
    ["to delete a note", `DELETE FROM "Note"`],
    ["to empty the notes", `TRUNCATE "Note"`],
    ["to delete a case", `DELETE FROM "Case"`],
    ["to empty the cases", `TRUNCATE "Case" CASCADE`],
    ["to delete a patient", `DELETE FROM "Patient"`],
    ["to empty the patients", `TRUNCATE "Patient" CASCADE`],
    ["to change what was said", `UPDATE "Case" SET "words" = 'Nothing'`],
    ["to change a reference", `UPDATE "Case" SET "reference" = 'PR-26-000001-9'`],
    ["to change when a case was received", `UPDATE "Case" SET "receivedAt" = now()`],
    ["to delete who logged a case", `DELETE FROM "Person"`],
    ["to delete the site of a case", `DELETE FROM "Site"`],
  ])("%s", async (_deed, sql) => {
    await someHistory();
    expect(await attempt(() => run(sql))).toEqual(refusal);
  });

  test("to move a case to another site", async () => {
    const { given } = await someHistory();
    const { id } = await aSite();
    const move = () => run(`UPDATE "Case" SET "siteId" = '${id}' WHERE "id" = '${given.id}'`);
    expect(await attempt(move)).toEqual(refusal);
  });

  test("to change what was said even beside a change that is allowed", async () => {
    const { given } = await someHistory();
    const sql = `UPDATE "Case" SET "severity" = 1, "words" = 'Nothing' WHERE "id" = '${given.id}'`;
    expect(await attempt(() => run(sql))).toEqual(refusal);
    expect((await attempt(() => run(`UPDATE "Case" SET "severity" = 1 WHERE "id" = '${given.id}'`))).outcome).toBe(
      "done",
    );
  });

  test.each([
    ["a severity below 1", `"severity" = 0`],
    ["a severity above 3", `"severity" = 4`],
    ["a closed case without the time", `"state" = 'closed', "closedAt" = NULL`],
    ["the time of closing on an open case", `"closedAt" = now()`],
    ["a state that is none", `"state" = 'lost'`],
    ["a unit that is not there", `"unitId" = gen_random_uuid()`],
  ])("a case with %s", async (_what, change) => {
    const { given } = await someHistory();
    expect(await attempt(() => run(`UPDATE "Case" SET ${change} WHERE "id" = '${given.id}'`))).toEqual(refusal);
  });

  test.each([
    ["without words", ""],
    ["with more words than a form takes", "x".repeat(20_001)],
  ])("a case %s", async (_what, words) => {
    const site = await aSite();
    const { personId } = await aViewer({ site });
    expect(await attempt(() => aCase({ site, loggedById: personId, words }))).toEqual(refusal);
  });

  test.each(["", "x".repeat(301)])("a patient named %j", async (name) => {
    const { patientId } = await someHistory();
    expect(await attempt(() => run(`UPDATE "Patient" SET "name" = '${name}' WHERE "id" = '${patientId}'`))).toEqual(
      refusal,
    );
  });

  test.each([
    ["an answer without its time", `"answer" = 'Do it.'`],
    ["an answer without who gave it", `"answer" = 'Do it.', "answeredAt" = now()`],
    ["a time without an answer", `"answeredAt" = now()`],
  ])("an escalation with %s", async (_what, change) => {
    const { site, given } = await someHistory();
    const { id } = await anEscalation({ caseId: given.id, siteId: site.id });
    expect(await attempt(() => run(`UPDATE "Escalation" SET ${change} WHERE "id" = '${id}'`))).toEqual(refusal);
  });

  test("the same role of one person at one place twice, with a unit or without", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const { id: personId } = await aPerson({ site, also: [{ role: "responder", site, unitId: unit.id }] });
    for (const given of [{ role: "associate" as const }, { role: "responder" as const, unitId: unit.id }]) {
      const grant = { id: newId(), personId, siteId: site.id, ...given };
      expect(await attempt(() => systemDb().roleGrant.create({ data: grant }))).toEqual(refusal);
    }
  });

  test("a second escalation that waits on one case", async () => {
    const { site, given, person } = await someHistory();
    const raise = () =>
      systemDb().escalation.create({
        data: {
          id: newId(),
          caseId: given.id,
          siteId: site.id,
          reason: "Now.",
          raisedById: person.personId,
          raisedAt: NOW,
        },
      });
    await raise();
    expect(await attempt(raise)).toEqual(refusal);
  });

  test("a second event at one place of a chain", async () => {
    const { given } = await someHistory();
    const [event] = await systemDb().event.findMany({ where: { chain: `case:${given.id}` } });
    const copy = () =>
      run(`INSERT INTO "Event" SELECT gen_random_uuid(), "chain", "position", "type", "at", "actorId",
      "actorName", "siteId", "data", "prevHash", "hash" FROM "Event" WHERE "id" = '${event?.id}'`);
    expect(await attempt(copy)).toEqual(refusal);
  });

  test("an issue of no severity there is", async () => {
    const { site, given } = await someHistory();
    const add = () =>
      systemDb().issue.create({
        data: { id: newId(), caseId: given.id, siteId: site.id, position: 1, summary: "Cold food", severity: 9 },
      });
    expect(await attempt(add)).toEqual(refusal);
  });
});
