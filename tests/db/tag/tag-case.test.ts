import { describe, expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { tagCase, untagCase } from "@/lib/tag/mutations";
import { listCaseTags, listTagChoices } from "@/lib/tag/queries";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const someone = async (site: Place) => userCtxFor(await aViewer({ site }));
const namesOn = async (viewer: Viewer, caseId: string) => (await listCaseTags(viewer, caseId)).map(({ name }) => name);
const offered = async (viewer: Viewer) => (await listTagChoices(viewer)).map(({ name }) => name);

async function tagged() {
  const site = await aSite();
  const ctx = await someone(site);
  const { id: caseId, reference } = await aCase({ site });
  const { tagId } = await tagCase(ctx, { caseId, label: "Parking" });
  return { site, ctx, caseId, reference, tagId };
}

const VERBS = [
  { what: "tagging", run: (scene: Scene) => tagCase(scene.ctx, { caseId: scene.caseId, label: "Signage" }) },
  { what: "untagging", run: (scene: Scene) => untagCase(scene.ctx, scene) },
];
type Scene = { ctx: Awaited<ReturnType<typeof someone>>; caseId: string; tagId: string };

describe.each(VERBS)("$what a case", ({ run }) => {
  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, ...scene } = await tagged();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => run({ ...scene, ctx }));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found", async () => {
    const scene = await tagged();
    const ctx = await someone(await aSite());
    expect(await attempt(() => run({ ...scene, ctx }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that is closed, or was merged, is refused", async () => {
    const scene = await tagged();
    const where = { id: scene.caseId };
    const survivor = await aCase({ site: scene.site });
    await systemDb().case.update({ where, data: { mergedIntoId: survivor.id } });
    expect(await attempt(() => run(scene))).toEqual({ outcome: "CONFLICT", changed: [] });
    await systemDb().case.update({ where, data: { mergedIntoId: null, state: "closed", closedAt: NOW } });
    expect(await attempt(() => run(scene))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect((await refusalOf(run(scene))).message).toContain("Reopen it");
  });

  test("is done once, however often it is asked for at once", async () => {
    const scene = await tagged();
    await openConnections(10);
    const works = Array.from({ length: 5 }, () => run(scene));
    expect(await outcomesOf(works)).toEqual(Array.from({ length: 5 }, () => "done"));
    expect(await eventTypesOf("case", scene.caseId)).toHaveLength(2);
    expect(await attempt(() => run(scene))).toEqual({ outcome: "done", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const scene = await tagged();
    await refuseEventsBy(scene.ctx.viewer.personId);
    expect(await attempt(() => run(scene))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("tagging a case", () => {
  test("makes the tag, tells of it, and offers the tag at its site alone", async () => {
    const { site, ctx, caseId, tagId } = await tagged();
    expect(await listCaseTags(ctx.viewer, caseId)).toEqual([{ id: tagId, name: "Parking", siteId: site.id }]);
    expect(await offered(ctx.viewer)).toEqual(["Parking"]);
    expect(await listTagChoices(ctx.viewer, (await aSite()).id)).toEqual([]);
    const stranger = await aViewer({ site: await aSite() });
    expect(await offered(stranger)).toEqual([]);
    expect(await listCaseTags(stranger, caseId)).toEqual([]);
    expect(await eventsOf("case", caseId)).toMatchObject([
      { type: "case.tagged", data: { tagId, label: "Parking" }, siteId: site.id, at: NOW },
    ]);
  });

  test("with words that read the same takes the tag that is there, at each site its own", async () => {
    const { site, ctx, tagId } = await tagged();
    const other = await aCase({ site });
    const again = await tagCase(ctx, { caseId: other.id, label: "PARKING" });
    expect(again).toMatchObject({ tagId, label: "Parking", hasChanged: true });
    const elsewhere = await tagged();
    expect(elsewhere.tagId).not.toBe(tagId);
  });

  test("with a tag that two make at once makes one", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const cases = await Promise.all(Array.from({ length: 4 }, () => aCase({ site })));
    await openConnections(10);
    const made = await Promise.all(cases.map(({ id }) => tagCase(ctx, { caseId: id, label: "Signage" })));
    expect(new Set(made.map(({ tagId }) => tagId)).size).toBe(1);
    expect(await systemDb().tag.count({ where: { siteId: site.id } })).toBe(1);
  });

  test("for the eleventh time is refused beside the field, and makes no tag", async () => {
    const { site, ctx, caseId } = await tagged();
    for (let index = 2; index <= 10; index++) await tagCase(ctx, { caseId, label: `Tag ${index}` });
    const refused = await refusalOf(tagCase(ctx, { caseId, label: "Tag 11" }));
    expect(refused.details.fieldErrors).toHaveProperty("label");
    expect(await systemDb().tag.count({ where: { siteId: site.id } })).toBe(10);
    expect(await tagCase(ctx, { caseId, label: "Tag 10" })).toMatchObject({ hasChanged: false });
  });

  test("with a tag that was retired is refused; cases keep it, and it is not offered", async () => {
    const { site, ctx, caseId, tagId } = await tagged();
    await systemDb().tag.update({ where: { id: tagId }, data: { retiredAt: NOW } });
    const other = await aCase({ site });
    const refused = await refusalOf(tagCase(ctx, { caseId: other.id, label: "parking" }));
    expect(refused.details.fieldErrors).toHaveProperty("label");
    expect(await namesOn(ctx.viewer, caseId)).toEqual(["Parking"]);
    expect(await offered(ctx.viewer)).toEqual([]);
  });
});

describe("taking a tag off", () => {
  test("keeps the row with who and when, offers the tag no more, and can be taken back", async () => {
    const { ctx, caseId, tagId } = await tagged();
    expect(await untagCase(ctx, { caseId, tagId })).toMatchObject({ label: "Parking", hasChanged: true });
    expect(await namesOn(ctx.viewer, caseId)).toEqual([]);
    expect(await offered(ctx.viewer)).toEqual([]);
    expect(await systemDb().caseTag.findFirst({ where: { caseId } })).toMatchObject({
      removedAt: NOW,
      removedById: ctx.viewer.personId,
    });
    expect((await eventsOf("case", caseId)).at(-1)).toMatchObject({
      type: "case.untagged",
      data: { tagId, label: "Parking" },
    });
    expect(await untagCase(ctx, { caseId, tagId })).toMatchObject({ hasChanged: false });
    await tagCase(ctx, { caseId, label: "Parking" });
    expect(await namesOn(ctx.viewer, caseId)).toEqual(["Parking"]);
    expect(await systemDb().caseTag.count({ where: { caseId } })).toBe(2);
  });

  test("that was never on the case is not found", async () => {
    const { ctx, caseId } = await tagged();
    expect((await refusalOf(untagCase(ctx, { caseId, tagId: newId() }))).code).toBe("NOT_FOUND");
  });
});

test("the queue's filter holds the cases that have the tag now, of the sites that the viewer sees", async () => {
  const { site, ctx, caseId, reference, tagId } = await tagged();
  await aCase({ site });
  const listed = async (viewer: Viewer) => {
    const { rows, total } = await listCases(viewer, "all", queueSchema.parse({ tag: tagId }), NOW);
    expect(total.count).toBe(rows.length);
    return rows.map((row) => row.reference);
  };
  expect(await listed(ctx.viewer)).toEqual([reference]);
  expect(await listed(await aViewer({ site: await aSite() }))).toEqual([]);
  await untagCase(ctx, { caseId, tagId });
  expect(await listed(ctx.viewer)).toEqual([]);
});
