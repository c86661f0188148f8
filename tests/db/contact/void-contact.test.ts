import { describe, expect, test } from "vitest";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { voidContact } from "@/lib/contact/mutations/void-contact";
import { listContacts } from "@/lib/contact/queries";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, outcomesOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, logContactInput, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

/** A case of a site with one contact by Dana. */
async function aContact() {
  const site = await aSite();
  const dana = await aViewer({ site });
  const given = await aCase({ site, receivedAt: new Date("2026-05-01T09:00:00Z") });
  await logContact(userCtxFor(dana), logContactInput(given.id, { at: "2026-05-11T09:00" }));
  const { id } = await systemDb().contact.findFirstOrThrow({ where: { caseId: given.id } });
  return { site, dana, given, contactId: id };
}

const heardOf = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).lastHeardAt;

describe("voiding a contact", () => {
  test("leaves it to be read, with who, when and why", async () => {
    const { dana, given, contactId } = await aContact();
    await voidContact(userCtxFor(dana), { contactId, reason: "It was another patient." });
    const [contact] = await listContacts(dana, given.id, [contactId]);
    const voided = { at: NOW.toISOString(), by: dana.name, reason: "It was another patient." };
    expect(contact).toMatchObject({ voided, mayVoid: false });
    const { entries } = await listCaseTimeline(dana, given.id);
    const contacts = entries.filter(({ type }) => type.startsWith("contact."));
    expect(contacts.map(({ sentence, text }) => [sentence, text])).toEqual([
      ["voided an outgoing call", "It was another patient."],
      ["logged an outgoing call: talked", "Told them where we are."],
    ]);
  });

  test("takes back that the patient heard from us", async () => {
    const { dana, given, contactId } = await aContact();
    await logContact(userCtxFor(dana), logContactInput(given.id, { at: "2026-05-09T09:00" }));
    await voidContact(userCtxFor(dana), { contactId, reason: "Wrong case." });
    expect(await heardOf(given.id)).toEqual(new Date("2026-05-09T08:00:00Z"));
    const other = await systemDb().contact.findFirstOrThrow({ where: { caseId: given.id, voidedAt: null } });
    await voidContact(userCtxFor(dana), { contactId: other.id, reason: "Wrong case." });
    expect(await heardOf(given.id)).toBeNull();
  });

  test("does not take back that they were given the answer", async () => {
    const { dana, given, contactId } = await aContact();
    const toldAt = new Date("2026-05-10T11:00:00Z");
    await systemDb().case.update({ where: { id: given.id }, data: { toldAt } });
    await voidContact(userCtxFor(dana), { contactId, reason: "Wrong case." });
    expect(await heardOf(given.id)).toEqual(toldAt);
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("of a colleague as %s: %s", async (role, outcome) => {
    const { site, contactId } = await aContact();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => voidContact(ctx, { contactId, reason: "Wrong." }));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site, or of none, is not found", async () => {
    const { contactId } = await aContact();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [contactId, newId()]) {
      const ended = await attempt(() => voidContact(ctx, { contactId: id, reason: "Wrong." }));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("twice keeps the first reason", async () => {
    const { site, dana, given, contactId } = await aContact();
    await openConnections(10);
    const sam = await aViewer({ site, role: "supervisor" });
    const both = [dana, sam].map((viewer) => voidContact(userCtxFor(viewer), { contactId, reason: viewer.name }));
    expect(await outcomesOf(both)).toEqual(["CONFLICT", "done"]);
    expect(await outcomeOf(voidContact(userCtxFor(dana), { contactId, reason: "Again." }))).toBe("CONFLICT");
    expect(await eventTypesOf("case", given.id)).toEqual(["contact.logged", "contact.voided"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, contactId } = await aContact();
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => voidContact(userCtxFor(dana), { contactId, reason: "Wrong." }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("the database itself refuses", () => {
  const run = (sql: string) => systemDb().$executeRawUnsafe(sql);
  const refusal = { changed: [], outcome: "stopped by the database" };

  test.each([
    ["to change what was said", `UPDATE "Contact" SET "summary" = 'Nothing'`],
    ["to change when it was", `UPDATE "Contact" SET "at" = now()`],
    ["to void without a reason", `UPDATE "Contact" SET "voidedAt" = now()`],
    ["to delete a contact", `DELETE FROM "Contact"`],
    ["to empty the contacts", `TRUNCATE "Contact"`],
    ["more minutes than a day has", `UPDATE "Contact" SET "minutes" = 1441`],
  ])("%s", async (_deed, sql) => {
    await aContact();
    expect(await attempt(() => run(sql))).toEqual(refusal);
  });

  test("to take a voiding back", async () => {
    const { dana, contactId } = await aContact();
    await voidContact(userCtxFor(dana), { contactId, reason: "Wrong." });
    const sql = `UPDATE "Contact" SET "voidedAt" = NULL, "voidReason" = NULL, "voidedById" = NULL`;
    expect(await attempt(() => run(sql))).toEqual(refusal);
  });
});
