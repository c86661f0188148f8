import { describe, expect, test } from "vitest";
import { describeFile, voidFile } from "@/lib/attachment/mutations/void-file";
import { listCaseFiles, openFile } from "@/lib/attachment/queries";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import {
  attempt,
  eventsOf,
  eventTypesOf,
  outcomeOf,
  outcomesOf,
  refusalOf,
  refuseEventsBy,
} from "../../support/evidence";
import { aCase, aFile, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

async function aScene(state: "new" | "closed" = "new") {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const given = await aCase({ site, state });
  return { site, viewer, ctx: userCtxFor(viewer), given, file: await aFile(given) };
}

const ROLES = [
  ["associate", "done"],
  ["supervisor", "done"],
  ["manager", "done"],
  ["administrator", "NOT_FOUND"],
  ["responder", "NOT_FOUND"],
  ["auditor", "FORBIDDEN"],
] as const;

const removal = (attachmentId: string) => ({ attachmentId, reason: "Another patient’s letter." });
const words = (attachmentId: string, description: string | null, before: string | null = null) => ({
  attachmentId,
  description,
  base: { description: before },
});

describe("removing a file", () => {
  test("takes it out of sight with a reason, and keeps the row", async () => {
    const { ctx, given, file, viewer } = await aScene();
    expect(await voidFile(ctx, removal(file.id))).toEqual({ reference: given.reference });
    expect(await systemDb().attachment.findUnique({ where: { id: file.id } })).toMatchObject({
      ...{ voidedAt: NOW, voidReason: "Another patient’s letter.", voidedById: viewer.personId },
      ...{ key: file.key, name: file.name },
    });
    expect(await eventsOf("case", given.id)).toMatchObject([{ type: "file.voided", data: { attachmentId: file.id } }]);
    const { rows, removed } = await listCaseFiles(viewer, given.id);
    expect(rows).toEqual([]);
    expect(removed).toMatchObject([{ id: file.id, isServed: false, voided: { reason: "Another patient’s letter." } }]);
    expect(await outcomeOf(openFile(viewer, file.id))).toBe("NOT_FOUND");
    const { entries } = await listCaseTimeline(viewer, given.id);
    expect(entries[0]).toMatchObject({ sentence: "removed a file", text: "letter.txt\nAnother patient’s letter." });
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, file } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => voidFile(ctx, removal(file.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of a closed case is refused, and so is describing it", async () => {
    const { ctx, file } = await aScene("closed");
    expect(await attempt(() => voidFile(ctx, removal(file.id)))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect(await attempt(() => describeFile(ctx, words(file.id, "x")))).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("twice, or by two at once, removes it once", async () => {
    const { ctx, site, given, file } = await aScene();
    const other = userCtxFor(await aViewer({ site }));
    expect(await outcomesOf([voidFile(ctx, removal(file.id)), voidFile(other, removal(file.id))])).toEqual([
      "CONFLICT",
      "done",
    ]);
    expect(await outcomeOf(voidFile(ctx, removal(file.id)))).toBe("CONFLICT");
    expect(await eventTypesOf("case", given.id)).toEqual(["file.voided"]);
  });

  test("of another site, or one that never was, is not found", async () => {
    const { file } = await aScene();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [file.id, newId()]) {
      expect(await attempt(() => voidFile(ctx, removal(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
      expect(await attempt(() => describeFile(ctx, words(id, "x")))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { ctx, viewer, file } = await aScene();
    await refuseEventsBy(viewer.personId);
    const ended = await attempt(() => voidFile(ctx, removal(file.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("describing a file", () => {
  test("says in a line what it is, and its event holds none of it", async () => {
    const { ctx, given, file } = await aScene();
    await describeFile(ctx, words(file.id, "The daughter’s letter"));
    expect(await systemDb().attachment.findUnique({ where: { id: file.id } })).toMatchObject({
      description: "The daughter’s letter",
    });
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "file.described", data: { attachmentId: file.id } },
    ]);
    await describeFile(ctx, words(file.id, null, "The daughter’s letter"));
    expect(await systemDb().attachment.findUnique({ where: { id: file.id } })).toMatchObject({ description: null });
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, file } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => describeFile(ctx, words(file.id, "A letter")));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("that somebody else described meanwhile shows both, and the same words twice are one event", async () => {
    const { ctx, given, file, site } = await aScene();
    await describeFile(ctx, words(file.id, "A letter"));
    await describeFile(ctx, words(file.id, "A letter"));
    const other = userCtxFor(await aViewer({ site }));
    const refusal = await refusalOf(describeFile(other, words(file.id, "A form")));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toMatchObject([
      { theirs: "A letter", yours: "A form", theirValue: "A letter" },
    ]);
    expect(await eventTypesOf("case", given.id)).toEqual(["file.described"]);
    await voidFile(ctx, removal(file.id));
    expect(await outcomeOf(describeFile(other, words(file.id, "A form", "A letter")))).toBe("CONFLICT");
  });
});

test("the database itself keeps what a file is, and refuses to delete it", async () => {
  const { file } = await aScene();
  const where = { id: file.id };
  for (const data of [{ name: "x" }, { sha256: "1".repeat(64) }, { bytes: 6 }, { kind: "pdf" as const }]) {
    await expect(systemDb().attachment.update({ where, data })).rejects.toThrow();
  }
  await expect(systemDb().attachment.update({ where, data: { voidedAt: NOW } })).rejects.toThrow();
  await expect(systemDb().attachment.delete({ where })).rejects.toThrow();
});
