import { describe, expect, test, vi } from "vitest";
import * as queue from "@/lib/case/queries/queue";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import {
  chooseDefault,
  chooseLook,
  removeView,
  renameView,
  restoreView,
  saveView,
  updateView,
} from "@/lib/view/mutations";
import { countViews, listViews, readQueueChoices } from "@/lib/view/queries";
import { lookSchema, saveViewSchema } from "@/lib/view/schema";
import { attempt, eventTypesOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

type Role = "associate" | "supervisor" | "manager" | "administrator" | "responder" | "auditor";

const someone = async (site: Place, role: Role = "associate") => userCtxFor(await aViewer({ site, role }));
const namesFor = async (viewer: Viewer) => (await listViews(viewer)).map(({ name }) => name);

/** How many cases each of the viewer's views is said to hold, by its name. */
async function countsOf({ viewer }: Pick<UserCtx, "viewer">, mostMs = 60_000) {
  const views = await listViews(viewer);
  const counts = await countViews(viewer, views, { now: NOW, mostMs });
  return Object.fromEntries(views.map(({ id, name }) => [name, counts.get(id)?.count]));
}
const given = (more: Record<string, string> = {}) =>
  saveViewSchema.parse({
    ...{ viewId: newId(), name: "Serious", audience: "me", query: "tab=open&severity=3&sort=due&order=asc" },
    ...more,
  });

async function shared(role?: string) {
  const site = await aSite();
  const ctx = await someone(site, "supervisor");
  const input = given({ audience: role ? `${site.id}:${role}` : site.id });
  await saveView(ctx, input);
  return { site, ctx, viewId: input.viewId, version: 1 };
}

describe("a view of one's own", () => {
  test("is kept with its order, columns and height, counted as its list, and seen by nobody else", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    await aCase({ site, severity: 3 });
    await aCase({ site, severity: 1 });
    await saveView(ctx, given({ columns: "due,patient,about", density: "comfortable" }));
    expect(await listViews(ctx.viewer)).toMatchObject([
      {
        ...{ name: "Serious", query: "tab=open&severity=3&sort=due&order=asc", sharedWith: null, mayChange: true },
        ...{ columns: ["due", "patient", "about"], density: "comfortable" },
      },
    ]);
    expect(await countsOf(ctx)).toEqual({ Serious: 1 });
    expect(await namesFor((await someone(site, "manager")).viewer)).toEqual([]);
    expect(await eventTypesOf("site", site.id)).toEqual([]);
  });

  test("sent twice is made once", async () => {
    const ctx = await someone(await aSite());
    const input = given();
    await saveView(ctx, input);
    await saveView(ctx, input);
    expect(await namesFor(ctx.viewer)).toEqual(["Serious"]);
  });

  test("sent twice at once is made once, and no view twice under one name or beyond twenty", async () => {
    const site = await aSite();
    const [ctx, other] = [await someone(site, "supervisor"), await someone(site, "supervisor")];
    const outcomes = async (ctxs: (typeof ctx)[], inputs: ReturnType<typeof given>[]) => {
      const all = await Promise.allSettled(inputs.map((input, at) => saveView(ctxs[at % ctxs.length] ?? ctx, input)));
      return all
        .map((one) => (one.status === "fulfilled" ? "done" : (one.reason as { code?: string }).code))
        .toSorted();
    };
    const once = given({ name: "Once" });
    expect(await outcomes([ctx], [once, once, once])).toEqual(["done", "done", "done"]);
    const theirs = given({ name: "Theirs" });
    expect(await outcomes([ctx, other], [theirs, theirs])).toEqual(["NOT_FOUND", "done"]);
    const [one, two] = [given({ name: "Same" }), given({ name: "same" })];
    expect(await outcomes([ctx], [one, two])).toEqual(["INVALID", "done"]);
    const shared = [given({ audience: site.id }), given({ audience: site.id })];
    expect(await outcomes([ctx, other], shared)).toEqual(["INVALID", "done"]);
    const own = () => systemDb().savedView.count({ where: { ownerId: ctx.viewer.personId, siteId: null } });
    for (let index = await own(); index < 19; index++) await saveView(ctx, given({ name: `Serious ${index}` }));
    const last = [given({ name: "Last" }), given({ name: "Least" })];
    expect(await outcomes([ctx], last)).toEqual(["INVALID", "done"]);
    expect(await own()).toBe(20);
  });

  test("keeps of its address what is understood, and nothing else", async () => {
    const ctx = await someone(await aSite());
    await saveView(ctx, given({ query: "tab=mine&severity=9&kind=complaint&page=abc&x=1&unheard=-1" }));
    const [view] = await listViews(ctx.viewer);
    expect(view?.query).toBe("tab=mine&kind=complaint&sort=received&order=desc");
  });

  test("is refused under a name that one's own views have already, and not that of others", async () => {
    const site = await aSite();
    const ctx = await someone(site, "supervisor");
    await saveView(ctx, given());
    await expect(saveView(ctx, given({ name: "SERIOUS" }))).rejects.toMatchObject({
      details: { fieldErrors: { name: ["There is a view of this name already. Choose another name."] } },
    });
    const other = given({ name: "Late" });
    await saveView(ctx, other);
    const rename = (name: string, version: number) => renameView(ctx, { viewId: other.viewId, version, name });
    expect((await attempt(() => rename("serious", 1))).outcome).toBe("INVALID");
    await rename("late", 1);
    await saveView(ctx, given({ audience: site.id }));
    expect((await attempt(() => saveView(ctx, given({ audience: site.id })))).outcome).toBe("INVALID");
    await saveView(await someone(site), given());
    expect(await namesFor(ctx.viewer)).toEqual(["Serious", "late", "Serious"]);
  });

  test("stops at twenty", async () => {
    const ctx = await someone(await aSite());
    for (let index = 0; index < 20; index++) await saveView(ctx, given({ name: `Serious ${index}` }));
    expect((await attempt(() => saveView(ctx, given()))).outcome).toBe("INVALID");
  });
});

describe("a shared view", () => {
  test.each<[Role, string]>([
    ["associate", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ])("is saved by %s: %s", async (role, outcome) => {
    const site = await aSite();
    const ctx = await someone(site, role);
    expect((await attempt(() => saveView(ctx, given({ audience: site.id })))).outcome).toBe(outcome);
  });

  test("of another site is not found", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const ctx = await someone(site, "manager");
    expect((await attempt(() => saveView(ctx, given({ audience: other.id })))).outcome).toBe("NOT_FOUND");
  });

  test("is seen by everybody there who sees cases, or by one role", async () => {
    const { site } = await shared();
    expect(await namesFor((await someone(site)).viewer)).toEqual(["Serious"]);
    expect(await namesFor((await someone(site, "administrator")).viewer)).toEqual([]);
    expect(await namesFor((await someone(await aSite())).viewer)).toEqual([]);
    const forAuditors = await shared("auditor");
    expect(await namesFor((await someone(forAuditors.site)).viewer)).toEqual([]);
    expect(await namesFor((await someone(forAuditors.site, "auditor")).viewer)).toEqual(["Serious"]);
    expect(await namesFor((await someone(forAuditors.site, "manager")).viewer)).toEqual(["Serious"]);
  });

  test("counts for each the tab that they get of it", async () => {
    const site = await aSite();
    const ctx = await someone(site, "supervisor");
    await saveView(ctx, given({ name: "Ours", audience: site.id, query: "tab=mine" }));
    await saveView(ctx, given({ name: "Any", audience: site.id, query: "kind=complaint" }));
    const [auditor, associate] = [await someone(site, "auditor"), await someone(site)];
    for (const ownerId of [null, ctx.viewer.personId, associate.viewer.personId]) await aCase({ site, ownerId });
    expect(await countsOf(ctx)).toEqual({ Ours: 1, Any: 3 });
    expect(await countsOf(auditor)).toEqual({ Ours: 3, Any: 3 });
    expect(await countsOf(associate)).toEqual({ Ours: 1, Any: 1 });
  });

  test("is changed, renamed, removed and put back, each as an event of the site", async () => {
    const { site, ctx, viewId } = await shared();
    await renameView(ctx, { viewId, version: 1, name: "High" });
    await updateView(ctx, { viewId, version: 2, query: "tab=all", columns: [], density: "compact" });
    await removeView(ctx, { viewId });
    await removeView(ctx, { viewId });
    expect(await namesFor(ctx.viewer)).toEqual([]);
    await restoreView(ctx, { viewId });
    expect(await listViews(ctx.viewer)).toMatchObject([{ name: "High", query: "tab=all&sort=received&order=desc" }]);
    expect(await eventTypesOf("site", site.id)).toEqual([
      ...["view.shared", "view.changed", "view.changed", "view.removed", "view.restored"],
    ]);
  });

  test("comes back under another name where one made meanwhile has its own", async () => {
    const { site, ctx, viewId } = await shared();
    await removeView(ctx, { viewId });
    await saveView(await someone(site, "manager"), given({ name: "SERIOUS", audience: site.id }));
    await saveView(await someone(site), given());
    expect(await restoreView(ctx, { viewId })).toMatchObject({ viewId, name: "Serious (2)" });
    expect(await restoreView(ctx, { viewId })).toMatchObject({ viewId, name: "Serious (2)" });
    expect(await namesFor(ctx.viewer)).toEqual(["Serious (2)", "SERIOUS"]);
  });

  test("of one's own comes back in the same way, and under its own name beside those of others", async () => {
    const { site, ctx: other } = await shared();
    const ctx = await someone(site);
    const { viewId } = await saveView(ctx, given());
    await removeView(ctx, { viewId });
    expect((await restoreView(ctx, { viewId })).name).toBe("Serious");
    await removeView(ctx, { viewId });
    await saveView(ctx, given());
    expect((await restoreView(ctx, { viewId })).name).toBe("Serious (2)");
    expect((await attempt(() => restoreView(other, { viewId }))).outcome).toBe("NOT_FOUND");
  });

  const VERBS = [
    { what: "renamed", run: (scene: Scene) => renameView(scene.ctx, { ...scene, name: "High" }) },
    {
      what: "updated",
      run: (scene: Scene) => updateView(scene.ctx, { ...scene, query: "", columns: [], density: "compact" }),
    },
    { what: "removed", run: (scene: Scene) => removeView(scene.ctx, scene) },
  ];
  type Scene = { ctx: Awaited<ReturnType<typeof someone>>; viewId: string; version: number };

  describe.each(VERBS)("is $what", ({ run }) => {
    test("neither by who only sees it, nor by anybody elsewhere", async () => {
      const scene = await shared();
      const outcomeOf = async (ctx: Scene["ctx"]) => (await attempt(() => run({ ...scene, ctx }))).outcome;
      expect(await outcomeOf(await someone(scene.site))).toBe("FORBIDDEN");
      expect(await outcomeOf(await someone(await aSite(), "manager"))).toBe("NOT_FOUND");
      expect(await outcomeOf(scene.ctx)).toBe("done");
    });

    test("not at all where its event is refused", async () => {
      const scene = await shared();
      await refuseEventsBy(scene.ctx.viewer.personId);
      expect((await attempt(() => run(scene))).changed).toEqual([]);
    });
  });

  test("that somebody changed meanwhile is a conflict", async () => {
    const { ctx, viewId } = await shared();
    await renameView(ctx, { viewId, version: 1, name: "High" });
    expect((await attempt(() => renameView(ctx, { viewId, version: 1, name: "Low" }))).outcome).toBe("CONFLICT");
  });
});

describe("how many cases a view holds", () => {
  test("is told of the first twenty", async () => {
    const site = await aSite();
    const ctx = await someone(site, "supervisor");
    await aCase({ site, severity: 3 });
    for (let index = 0; index < 20; index++) await saveView(ctx, given({ name: `Own ${index}` }));
    await saveView(ctx, given({ name: "Shared", audience: site.id }));
    const { Shared, ...own } = await countsOf(ctx);
    expect(Object.values(own)).toEqual(Array(20).fill(1));
    expect(Shared).toBeUndefined();
  });

  test("is not told where it takes too long, nor where it fails", async () => {
    const ctx = await someone(await aSite());
    await saveView(ctx, given());
    const { countView } = queue;
    vi.spyOn(queue, "countView").mockImplementationOnce(async (...asked) => {
      await asked[1].$queryRaw`SELECT pg_sleep(5)::text`;
      return countView(...asked);
    });
    expect(await countsOf(ctx, 50)).toEqual({ Serious: undefined });
    expect(await countsOf(ctx)).toEqual({ Serious: 0 });
    expect(await countsOf(ctx, 0)).toEqual({ Serious: undefined });
    vi.spyOn(queue, "countView").mockRejectedValueOnce(new Error("no"));
    expect(await countsOf(ctx)).toEqual({ Serious: undefined });
  });
});

describe("how a person wants the queue", () => {
  test("is kept: columns, height, and the view it opens with", async () => {
    const { site, viewId } = await shared();
    const ctx = await someone(site);
    expect(await readQueueChoices(ctx.viewer)).toEqual({ columns: [], density: "compact", defaultViewId: null });
    await chooseDefault(ctx, { viewId });
    await chooseLook(ctx, lookSchema.parse({ columns: "due,reference", density: "comfortable" }));
    expect(await readQueueChoices(ctx.viewer)).toEqual({
      ...{ columns: ["due", "reference", "about"], density: "comfortable", defaultViewId: viewId },
    });
    await chooseDefault(ctx, { viewId: null });
    expect((await readQueueChoices(ctx.viewer)).defaultViewId).toBeNull();
    const stranger = await someone(await aSite());
    expect((await attempt(() => chooseDefault(stranger, { viewId }))).outcome).toBe("NOT_FOUND");
  });

  test("falls back where a column is not there any more", async () => {
    const ctx = await someone(await aSite());
    await chooseLook(ctx, lookSchema.parse({ columns: "about,due" }));
    await systemDb().queueChoice.update({
      where: { personId: ctx.viewer.personId },
      data: { columns: ["shoe_size", "about"] },
    });
    expect((await readQueueChoices(ctx.viewer)).columns).toEqual(["about"]);
  });
});
