import { addSeconds } from "date-fns";
import { describe, expect, test } from "vitest";
import { saveLetter, voidLetter } from "@/lib/letter/mutations/save-letter";
import { compareWithVersion, getLetter } from "@/lib/letter/queries/letters";
import type { Change } from "@/lib/letter/rules/compare";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aLetter, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

const textOf = async (id: string) => (await systemDb().letter.findUniqueOrThrow({ where: { id } })).text;
const versionsOf = (letterId: string) =>
  systemDb().letterVersion.findMany({ where: { letterId }, orderBy: { number: "asc" } });

/** One of the two texts, without what only the other has. */
const textsOf = (changes: Change[], without: Change["is"]) =>
  changes.flatMap(({ is, text }) => (is === without ? [] : [text])).join("");

async function aScene(role: "associate" | "manager" | "auditor" | "administrator" | "responder" = "associate") {
  const site = await aSite();
  const given = await aCase({ site });
  const letter = await aLetter({ of: given });
  const viewer = await aViewer({ site, role });
  return { site, given, letter, viewer, ctx: userCtxFor(viewer) };
}

describe("saving a letter", () => {
  test("writes the text over the one it began from, and keeps that one as a version", async () => {
    const { given, letter, ctx, viewer } = await aScene();
    const saved = await saveLetter(ctx, { letterId: letter.id, base: letter.text, text: "Dear Ana,\n\nWe are sorry." });
    expect(saved).toMatchObject({ reference: given.reference, version: 2, savedAt: NOW.toISOString() });
    expect(await textOf(letter.id)).toBe("Dear Ana,\n\nWe are sorry.");
    expect(await versionsOf(letter.id)).toMatchObject([{ number: 1, text: letter.text }]);
    const detail = await getLetter(viewer, { reference: given.reference, id: letter.id });
    expect(detail.versions.map(({ number }) => number)).toEqual([2, 1]);
    const changes = (await compareWithVersion(viewer, detail, 1))?.changes ?? [];
    expect(textsOf(changes, "added")).toBe(letter.text);
    expect(textsOf(changes, "removed")).toBe("Dear Ana,\n\nWe are sorry.");
    expect(await eventTypesOf("case", given.id)).toEqual(["letter.changed"]);
  });

  test("keeps a version a minute of one person's writing, and what others wrote before they go on", async () => {
    const { letter, site, viewer } = await aScene();
    const sam = await aViewer({ site });
    let base = letter.text;
    const write = async (by: typeof viewer, text: string, seconds: number) => {
      await saveLetter(userCtxFor(by, addSeconds(NOW, seconds)), { letterId: letter.id, base, text });
      base = text;
    };
    await write(viewer, "One", 10);
    await write(viewer, "Two", 20);
    await write(viewer, "Three", 30);
    await write(viewer, "Four", 95);
    await write(sam, "Five", 100);
    expect((await versionsOf(letter.id)).map(({ number, text }) => [number, text])).toEqual([
      [1, letter.text],
      [4, "Three"],
      [5, "Four"],
    ]);
  });

  test("over a text that somebody else saved meanwhile shows both and writes nothing", async () => {
    const { letter, site, viewer } = await aScene();
    const sam = await aViewer({ site, name: "Sam Oduya" });
    await saveLetter(userCtxFor(sam), { letterId: letter.id, base: letter.text, text: "Sam's" });
    const mine = { letterId: letter.id, base: letter.text, text: "Dana's" };
    expect(await attempt(() => saveLetter(userCtxFor(viewer), mine))).toEqual({ outcome: "CONFLICT", changed: [] });
    const refused = await refusalOf(saveLetter(userCtxFor(viewer), mine));
    expect(refused.message).toContain("Sam Oduya");
    expect(refused.details.differences).toMatchObject([{ field: "text", theirs: "Sam's", yours: "Dana's" }]);
    expect(await outcomeOf(saveLetter(userCtxFor(viewer), { ...mine, base: "Sam's" }))).toBe("done");
    expect(await textOf(letter.id)).toBe("Dana's");
  });

  test("of two at once writes one and shows it to the other", async () => {
    const { letter, site, viewer } = await aScene();
    const sam = await aViewer({ site });
    const ended = await Promise.all(
      [viewer, sam].map((by) =>
        outcomeOf(saveLetter(userCtxFor(by), { letterId: letter.id, base: letter.text, text: `Of ${by.personId}` })),
      ),
    );
    expect(ended.toSorted()).toEqual(["CONFLICT", "done"]);
  });

  test("twice writes once, and without a change nothing", async () => {
    const { letter, ctx } = await aScene();
    const input = { letterId: letter.id, base: letter.text, text: "Once" };
    await saveLetter(ctx, input);
    expect(await attempt(() => saveLetter(ctx, input))).toEqual({ outcome: "done", changed: [] });
    expect(await attempt(() => saveLetter(ctx, { ...input, text: letter.text }))).toEqual({
      outcome: "done",
      changed: [],
    });
  });

  test.each([
    ["associate", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { letter, ctx } = await aScene(role);
    const ended = await attempt(() => saveLetter(ctx, { letterId: letter.id, base: letter.text, text: "New" }));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(["for_approval", "approved", "sent", "void"] as const)("is refused to one that is %s", async (state) => {
    const site = await aSite();
    const reason = { voidReason: "Twice", voidedById: (await aViewer({ site })).personId, voidedAt: NOW };
    const letter = await aLetter({ of: await aCase({ site }), state, ...(state === "void" ? reason : {}) });
    const ctx = userCtxFor(await aViewer({ site }));
    const ended = await attempt(() => saveLetter(ctx, { letterId: letter.id, base: letter.text, text: "New" }));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("of another site, or of none, is not found", async () => {
    const { letter } = await aScene();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const letterId of [letter.id, newId()]) {
      const ended = await attempt(() => saveLetter(ctx, { letterId, base: letter.text, text: "New" }));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("by another person that cannot be recorded does not happen at all", async () => {
    const { letter, ctx, viewer } = await aScene();
    await refuseEventsBy(viewer.personId);
    const ended = await attempt(() => saveLetter(ctx, { letterId: letter.id, base: letter.text, text: "New" }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("making a letter void", () => {
  test("keeps its text and why, and ends the work on it", async () => {
    const { given, letter, ctx } = await aScene();
    expect(await outcomeOf(voidLetter(ctx, { letterId: letter.id, reason: "Written twice." }))).toBe("done");
    expect(await eventTypesOf("case", given.id)).toEqual(["letter.voided"]);
    const row = await systemDb().letter.findUniqueOrThrow({ where: { id: letter.id } });
    expect(row).toMatchObject({ state: "void", voidReason: "Written twice.", text: letter.text });
    expect(await outcomeOf(voidLetter(ctx, { letterId: letter.id, reason: "Again." }))).toBe("CONFLICT");
  });

  test.each([
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { letter, ctx } = await aScene(role);
    expect(await attempt(() => voidLetter(ctx, { letterId: letter.id, reason: "No." }))).toEqual({
      outcome,
      changed: [],
    });
  });

  test("that was sent is refused, by the verb and by the database", async () => {
    const { site, ctx } = await aScene();
    const letter = await aLetter({ of: await aCase({ site }), state: "sent" });
    expect(await outcomeOf(voidLetter(ctx, { letterId: letter.id, reason: "No." }))).toBe("CONFLICT");
    const change = systemDb().$executeRaw`UPDATE "Letter" SET "text" = 'Other' WHERE "id" = ${letter.id}::uuid`;
    await expect(change).rejects.toThrow(/stands/);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { letter, ctx, viewer } = await aScene();
    await refuseEventsBy(viewer.personId);
    const ended = await attempt(() => voidLetter(ctx, { letterId: letter.id, reason: "Twice." }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
