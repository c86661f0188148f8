import { describe, expect, test } from "vitest";
import { changeCase } from "@/lib/case/mutations/change-case";
import { logCase } from "@/lib/case/mutations/log-case";
import { changeCaseSchema } from "@/lib/case/schema";
import { addNote } from "@/lib/contact/mutations/add-note";
import { CHAIN_START, findBreak } from "@/lib/events/chain";
import { recordEvent } from "@/lib/events/record";
import { type HeardEvent, readEvent, type Subject } from "@/lib/events/schema";
import { systemCtx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, aSite, aViewer, logCaseInput, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const ctx = systemCtx("Test");
const note = (): HeardEvent => ({ type: "note.added", data: { noteId: newId() } });

function record(subject: Subject, event: HeardEvent, siteId: string | null = null) {
  return withTransaction(ctx, (tx) => recordEvent(tx, ctx, { subject, siteId, event }));
}

const linksOf = ({ noun, id }: Subject) =>
  systemDb().event.findMany({ where: { chain: `${noun}:${id}` }, orderBy: { position: "asc" } });

const breakOf = async (subject: Subject) => findBreak(await linksOf(subject));

/** Changes an event as only somebody with the database's own keys can. */
async function tamper(subject: Subject, position: number, change: string) {
  const chain = `${subject.noun}:${subject.id}`;
  await systemDb().$executeRawUnsafe(`ALTER TABLE "Event" DISABLE TRIGGER USER`);
  await systemDb().$executeRawUnsafe(`${change} WHERE "chain" = '${chain}' AND "position" = ${position}`);
  await systemDb().$executeRawUnsafe(`ALTER TABLE "Event" ENABLE TRIGGER USER`);
}

describe("events of one subject", () => {
  test("form a chain from its start, each holding on to the one before", async () => {
    const subject: Subject = { noun: "case", id: newId() };
    for (let count = 0; count < 3; count++) await record(subject, note());
    const links = await linksOf(subject);
    expect(links.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(links.map(({ prevHash }) => prevHash)).toEqual([CHAIN_START, links[0]?.hash, links[1]?.hash]);
  });

  test("recorded by ten at once are ten in one unbroken chain", async () => {
    const site = await aSite();
    const subject: Subject = { noun: "case", id: newId() };
    await openConnections(10);
    await Promise.all(Array.from({ length: 10 }, () => record(subject, note(), site.id)));
    expect(await linksOf(subject)).toHaveLength(10);
    expect(await breakOf(subject)).toBeNull();
  });

  test("of other subjects do not touch it", async () => {
    const one: Subject = { noun: "case", id: newId() };
    const two: Subject = { noun: "patient", id: newId() };
    await record(one, note());
    await record(two, { type: "patient.registered", data: { name: "Ileana" } });
    await record(one, note());
    expect([(await linksOf(one)).length, (await linksOf(two)).length]).toEqual([2, 1]);
  });

  test("that are none of ours are refused, and undo what they describe", async () => {
    const id = newId();
    const bad = { type: "note.added", data: { noteId: "not an id" } } as const;
    const work = withTransaction(ctx, async (tx) => {
      await tx.organisation.create({ data: { id, name: "Never" } });
      await recordEvent(tx, ctx, { subject: { noun: "organisation", id }, siteId: null, event: bad });
    });
    await expect(work).rejects.toThrow();
    expect(await systemDb().organisation.findUnique({ where: { id } })).toBeNull();
    expect(await linksOf({ noun: "organisation", id })).toEqual([]);
  });
});

describe("the values of people in an event", () => {
  const changed: HeardEvent = {
    type: "patient.changed",
    data: { changes: [{ field: "phone", before: null, after: "020 7946 0000" }] },
  };
  const detailsOf = ({ noun, id }: Subject) =>
    systemDb().event.findMany({ where: { chain: `${noun}:${id}` }, include: { detail: true } });

  test("stand beside it, in the same transaction", async () => {
    const site = await aSite();
    const subject: Subject = { noun: "patient", id: newId() };
    await record(subject, changed, site.id);
    const rows = await detailsOf(subject);
    expect(JSON.stringify(rows.map(({ data }) => data))).not.toContain("020");
    expect(rows[0]?.detail).toMatchObject({ siteId: site.id, values: { "phone.after": "020 7946 0000" } });
    expect(rows.map(readEvent)).toEqual([changed]);
    expect(findBreak(rows)).toBeNull();
    const refused = withTransaction(ctx, async (tx) => {
      await recordEvent(tx, ctx, { subject, siteId: site.id, event: changed });
      throw new Error("undone");
    });
    await expect(refused).rejects.toThrow("undone");
    expect(await systemDb().eventDetail.count({ where: { siteId: site.id } })).toBe(1);
  });

  test("are salted, so that the same value twice does not look the same", async () => {
    const subject: Subject = { noun: "patient", id: newId() };
    for (let count = 0; count < 2; count++) await record(subject, changed);
    const [one, two] = await detailsOf(subject);
    expect(one?.data).not.toEqual(two?.data);
  });

  test("can be removed once and whole, and in no other way be touched", async () => {
    const subject: Subject = { noun: "patient", id: newId() };
    await record(subject, changed);
    const change = async (set: string) => {
      const [row] = await detailsOf(subject);
      await systemDb().$executeRawUnsafe(`UPDATE "EventDetail" SET ${set} WHERE "eventId" = '${row?.id}'`);
    };
    for (const set of [
      `"values" = '{"phone.after": "1"}'`,
      `"redactedAt" = now()`,
      `"values" = '{}', "redactedAt" = now()`,
      `"salt" = '', "redactedAt" = now()`,
      `"siteId" = gen_random_uuid(), "salt" = '', "values" = '{}', "redactedAt" = now()`,
    ]) {
      await expect(change(set), set).rejects.toThrow();
    }
    const removal = `"salt" = '', "values" = '{}', "redactedAt" = now()`;
    await change(removal);
    await expect(change(removal)).rejects.toThrow();
    const rows = await detailsOf(subject);
    expect(findBreak(rows)).toBeNull();
    expect(rows.map(readEvent)).toEqual([
      { ...changed, data: { changes: [{ field: "phone", before: "(removed)", after: "(removed)" }] } },
    ]);
  });
});

describe("a chain in the database", () => {
  test("holds after real work, with every kind of text in it", async () => {
    const site = await aSite({ name: "Zürich – 病院 🏥" });
    const dana = await aViewer({ site, name: "Dána “D” Moreau \\ \u202eשלום" });
    const { caseId } = await logCase(userCtxFor(dana), logCaseInput(site));
    const { about, severity } = await systemDb().case.findUniqueOrThrow({ where: { id: caseId } });
    const base = { about, severity: String(severity), unitId: "" };
    const wanted = { ...base, about: 'So-called "food" \\ 👨‍👩‍👧 \u2028 é e\u0301' };
    await changeCase(userCtxFor(dana), changeCaseSchema.parse({ caseId, ...wanted, base }));
    await addNote(userCtxFor(dana), { idempotencyKey: newId(), caseId, body: "x" });
    expect(await breakOf({ noun: "case", id: caseId })).toBeNull();
  });

  test.each([
    ["name was changed", `UPDATE "Event" SET "actorName" = 'Nobody'`, 2],
    ["fact was changed", `UPDATE "Event" SET "data" = '{}'`, 2],
    ["time was changed by a millisecond", `UPDATE "Event" SET "at" = "at" + interval '1 ms'`, 2],
    ["row was deleted", `DELETE FROM "Event"`, 3],
  ])("breaks where a %s", async (_what, change, where) => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const { id } = await aCase({ site });
    for (let count = 0; count < 4; count++)
      await addNote(userCtxFor(dana), { idempotencyKey: newId(), caseId: id, body: "x" });
    const subject: Subject = { noun: "case", id };
    expect(await breakOf(subject)).toBeNull();
    await tamper(subject, 2, change);
    expect(await breakOf(subject)).toBe(where);
  });
});
