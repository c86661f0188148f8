import { describe, expect, test } from "vitest";
import { addNote } from "@/lib/contact/mutations/add-note";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const aNote = (caseId: string, body = "Called back.\nShe was glad.") => ({ idempotencyKey: newId(), caseId, body });
const notesOf = (caseId: string) => systemDb().note.findMany({ where: { caseId } });

describe("adding a note", () => {
  test("keeps its words and who wrote it, and its event holds none of them", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    expect(await addNote(userCtxFor(dana), aNote(given.id))).toEqual({ reference: given.reference });
    const [note] = await notesOf(given.id);
    expect(note).toMatchObject({
      body: "Called back.\nShe was glad.",
      authorId: dana.personId,
      siteId: site.id,
      createdAt: NOW,
    });
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "note.added", data: { noteId: note?.id }, actorId: dana.personId, siteId: site.id, at: NOW },
    ]);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addNote(ctx, aNote(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("may follow a case that is closed", async () => {
    const site = await aSite();
    const given = await aCase({ site, state: "closed" });
    expect(await outcomeOf(addNote(userCtxFor(await aViewer({ site })), aNote(given.id)))).toBe("done");
  });

  test("to a case of another site, or to none, is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => addNote(ctx, aNote(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that is sent twice adds it once", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const given = await aCase({ site });
    const note = aNote(given.id);
    expect(await addNote(ctx, note)).toEqual(await addNote(ctx, note));
    expect(await notesOf(given.id)).toHaveLength(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["note.added"]);
  });

  test("that is sent again with other words is refused with its case, and changes nothing", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const { id, reference } = await aCase({ site });
    const note = aNote(id);
    await addNote(ctx, note);
    const again = () => addNote(ctx, { ...note, body: "Other words" });
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(again())).message).toContain(`already added to ${reference}`);
  });

  test("that is sent five times at once adds it once", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const given = await aCase({ site });
    const note = aNote(given.id);
    await openConnections(10);
    const done = await Promise.all(Array.from({ length: 5 }, () => addNote(ctx, note)));
    expect(done).toEqual(Array.from({ length: 5 }, () => ({ reference: given.reference })));
    expect(await notesOf(given.id)).toHaveLength(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["note.added"]);
  });

  test("under the key of another person's note, or of a note on another case, never says that it was added", async () => {
    const site = await aSite();
    const [dana, sam] = [await aViewer({ site }), await aViewer({ site })];
    const [given, other] = [await aCase({ site }), await aCase({ site })];
    const note = aNote(given.id);
    await addNote(userCtxFor(dana), note);
    expect(await outcomeOf(addNote(userCtxFor(sam), note))).not.toBe("done");
    expect(await outcomeOf(addNote(userCtxFor(dana), { ...note, caseId: other.id }))).not.toBe("done");
    expect(await notesOf(given.id)).toHaveLength(1);
    expect(await notesOf(other.id)).toEqual([]);
  });

  test("by several people at once keeps all of them, in one unbroken chain", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const people = await Promise.all(Array.from({ length: 8 }, () => aViewer({ site })));
    await Promise.all(people.map((viewer) => addNote(userCtxFor(viewer), aNote(given.id))));
    expect(await notesOf(given.id)).toHaveLength(8);
    expect(await eventTypesOf("case", given.id)).toHaveLength(8);
  });

  test("clears the draft in which it was typed, and no other", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const [given, other] = [await aCase({ site }), await aCase({ site })];
    const drafts = [
      { kind: "note", subject: given.id },
      { kind: "note", subject: other.id },
      { kind: "escalation", subject: given.id },
    ];
    await systemDb().draft.createMany({
      data: drafts.map((draft) => ({ id: newId(), personId: dana.personId, fields: {}, savedAt: NOW, ...draft })),
    });
    await addNote(userCtxFor(dana), { ...aNote(given.id), draftSavedAt: NOW.toISOString() });
    const left = await systemDb().draft.findMany({
      where: { personId: dana.personId },
      select: { kind: true, subject: true },
      orderBy: { id: "asc" },
    });
    expect(left).toEqual(drafts.slice(1));
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => addNote(userCtxFor(dana), aNote(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
