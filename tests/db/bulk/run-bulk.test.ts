import { describe, expect, test } from "vitest";
import { beginBulk } from "@/lib/bulk/mutations/begin-bulk";
import { runLostBulk } from "@/lib/bulk/mutations/run-bulk";
import { undoBulk } from "@/lib/bulk/mutations/undo-bulk";
import { getRun } from "@/lib/bulk/queries/runs";
import { beginBulkSchema } from "@/lib/bulk/schema";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { tagCase } from "@/lib/tag/mutations";
import { begin, idsOf, preview, resultsOf, work } from "../../support/bulk";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

const later = new Date(NOW.getTime() + 60_000);
const afterwards = new Date(NOW.getTime() + 120_000);

async function aSupervisorsCtx(site: Place, now = later) {
  return userCtxFor(await aViewer({ site, role: "supervisor", name: "Sam Ortiz" }), now);
}

const ownerOf = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).ownerId;

describe("looking at what will be done", () => {
  test("says of how many it will be, and of which it will not and why", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site, name: "Dana Moreau" });
    const open = [await aCase({ site }), await aCase({ site, state: "investigating" })];
    const closed = await aCase({ site, state: "closed" });
    const theirs = await aCase({ site, ownerId: dana.id });
    const form = { deed: "assign", ownerId: dana.id, cases: idsOf([...open, closed, theirs]) };
    const seen = await attempt(async () => {
      expect(await preview(ctx, form)).toMatchObject({
        total: 4,
        willDo: 2,
        references: expect.arrayContaining(open.map(({ reference }) => reference)),
        words: { sentence: "2 of 4 cases will go to Dana Moreau.", notes: [], begin: "Assign 2 cases to Dana Moreau" },
        left: expect.arrayContaining([
          { why: "It is closed, so nobody needs to own it.", count: 1, references: [closed.reference] },
          { why: "It is with Dana Moreau already.", count: 1, references: [theirs.reference] },
        ]),
        asOf: later.toISOString(),
      });
    });
    expect(seen).toEqual({ outcome: "done", changed: [] });
  });

  test("of a filter counts all that match, of every page", async () => {
    const site = await aSite();
    for (let count = 0; count < 55; count++) await aCase({ site, severity: 3, loggedById: (await loggerOf(site)).id });
    await aCase({ site, severity: 1 });
    const ctx = await aSupervisorsCtx(site);
    const seen = await preview(ctx, { deed: "take", query: "tab=open&severity=3" });
    expect(seen).toMatchObject({ total: 55, willDo: 55, left: [], cases: "" });
  });

  test("of a tag counts those that were there, and the run takes no other", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const [tagged, ...untagged] = [await aCase({ site }), await aCase({ site }), await aCase({ site })];
    const { tagId } = await tagCase(ctx, { caseId: tagged.id, label: "Night" });
    const form = { deed: "take", query: `tab=open&tag=${tagId}` };
    const { total, asOf } = await preview(ctx, form);
    expect(total).toBe(1);
    const afterwardsCtx = { ...ctx, now: afterwards };
    const loggedById = ctx.viewer.personId;
    const late = await aCase({ site, loggedById, loggedAt: afterwards, receivedAt: afterwards });
    await tagCase(afterwardsCtx, { caseId: late.id, label: "Night" });
    const { runId } = await beginBulk(
      afterwardsCtx,
      beginBulkSchema.parse({ ...form, runId: newId(), cases: "", asOf }),
    );
    await work(afterwardsCtx, runId);
    expect([...(await resultsOf(runId)).keys()]).toEqual([tagged.id]);
    expect(await Promise.all([...untagged, late].map(({ id }) => ownerOf(id)))).toEqual([null, null, null]);
  });

  test("is refused for a case of another site, and for who may do this nowhere", async () => {
    const site = await aSite();
    const [own, foreign] = [await aCase({ site }), await aCase({ site: await aSite() })];
    const ctx = await aSupervisorsCtx(site);
    expect(await outcomeOf(preview(ctx, { deed: "take", cases: idsOf([own, foreign]) }))).toBe("NOT_FOUND");
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    expect(await outcomeOf(preview(auditor, { deed: "take", cases: own.id }))).toBe("FORBIDDEN");
    const associate = userCtxFor(await aViewer({ site }));
    const form = { deed: "assign", ownerId: associate.viewer.personId, cases: own.id };
    expect(await outcomeOf(preview(associate, form))).toBe("FORBIDDEN");
  });

  test("of a filter that nothing matches says so", async () => {
    const ctx = await aSupervisorsCtx(await aSite());
    const refusal = await refusalOf(preview(ctx, { deed: "take", query: "tab=open" }));
    expect(refusal.message).toBe("No case matches this filter any more.");
  });
});

const loggers = new Map<string, { id: string }>();
async function loggerOf(site: Place) {
  const known = loggers.get(site.id) ?? (await aPerson({ site }));
  loggers.set(site.id, known);
  return known;
}

describe("doing one thing to many cases", () => {
  test("does it to each as the single deed does, with its own event, and names what it left out", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site, name: "Dana Moreau" });
    const [fresh, closed] = [await aCase({ site }), await aCase({ site, state: "closed" })];
    const runId = await begin(ctx, { deed: "assign", ownerId: dana.id, cases: idsOf([fresh, closed]) });
    expect(await ownerOf(fresh.id)).toBeNull();

    await work(ctx, runId);

    expect(await systemDb().case.findUnique({ where: { id: fresh.id } })).toMatchObject({
      ...{ ownerId: dana.id, state: "triaged", version: 2, updatedAt: later },
    });
    const by = { at: later, actorId: ctx.viewer.personId, actorName: "Sam Ortiz", siteId: site.id };
    expect(await eventsOf("case", fresh.id)).toEqual([
      { type: "case.assigned", data: { fromId: null, fromName: null, toId: dana.id, toName: "Dana Moreau" }, ...by },
      { type: "case.triaged", data: {}, ...by },
    ]);
    const results = await resultsOf(runId);
    expect(results.get(fresh.id)).toMatchObject({ outcome: "done", why: null, version: 2, settledAt: later });
    expect(results.get(closed.id)).toMatchObject({
      outcome: "left_out",
      why: "It is closed, so nobody needs to own it.",
    });
    expect(await eventTypesOf("case", closed.id)).toEqual([]);
    const deed = "Assign to Dana Moreau";
    expect(await eventsOf("person", ctx.viewer.personId)).toMatchObject([
      { type: "bulk.begun", data: { runId, deed, cases: 2 } },
      { type: "bulk.ended", data: { runId, deed, done: 1, left: 1 } },
    ]);
  });

  test("leaves a case out that somebody changed since it was looked at, and goes on with the others", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const [ana, dana] = [await aPerson({ site, name: "Ana" }), await aPerson({ site, name: "Dana" })];
    const [first, second] = [await aCase({ site }), await aCase({ site })];
    const runId = await begin(ctx, { deed: "assign", ownerId: dana.id, cases: idsOf([first, second]) });
    await assignCase(await aSupervisorsCtx(site, afterwards), {
      caseId: first.id,
      expectedOwnerId: null,
      ownerId: ana.id,
    });

    await work(ctx, runId);

    expect(await ownerOf(first.id)).toBe(ana.id);
    expect(await ownerOf(second.id)).toBe(dana.id);
    expect((await resultsOf(runId)).get(first.id)).toMatchObject({
      ...{ outcome: "left_out", why: "It has changed since you looked, so it was left as it is." },
    });
  });

  test("to all that match takes those that were there then, and leaves out what has changed since", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site });
    const [match, changed] = [await aCase({ site, severity: 3 }), await aCase({ site, severity: 3 })];
    const other = await aCase({ site, severity: 1 });
    const runId = await begin(ctx, { deed: "assign", ownerId: dana.id, query: "tab=open&severity=3" });
    const newer = await aCase({ site, severity: 3, receivedAt: afterwards });
    await systemDb().case.update({ where: { id: changed.id }, data: { updatedAt: afterwards } });

    await work(ctx, runId);

    expect(await ownerOf(match.id)).toBe(dana.id);
    for (const { id } of [other, newer, changed]) expect(await ownerOf(id)).toBeNull();
    const results = await resultsOf(runId);
    expect([...results.keys()].toSorted()).toEqual([match.id, changed.id].toSorted());
    expect(results.get(changed.id)).toMatchObject({ outcome: "left_out" });
  });

  test("refuses the rest once the role of who began it has ended half way", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site });
    const cases = [await aCase({ site }), await aCase({ site }), await aCase({ site })];
    // The newest first, as the queue.
    const [third, second, first] = cases.map(({ id }) => id);
    const runId = await begin(ctx, { deed: "assign", ownerId: dana.id, cases: idsOf(cases) });
    // The second row waits for somebody else, and meanwhile the role ends.
    const working = await systemDb().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" = ${second}::uuid FOR UPDATE`;
      const works = work(ctx, runId);
      await expect.poll(async () => (await resultsOf(runId)).get(first ?? "")?.outcome).toBe("done");
      await systemDb().roleGrant.updateMany({ where: { personId: ctx.viewer.personId }, data: { role: "associate" } });
      return { works };
    });
    await working.works;
    const results = await resultsOf(runId);
    expect(results.get(first ?? "")?.outcome).toBe("done");
    expect(results.get(third ?? "")).toMatchObject({
      ...{ outcome: "left_out", why: "Your role does not allow this at its site." },
    });
    expect(await ownerOf(third ?? "")).toBeNull();
  });

  test("refuses everything to somebody who can no longer sign in", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const given = await aCase({ site });
    const runId = await begin(ctx, { deed: "take", cases: given.id });
    await systemDb().person.update({ where: { id: ctx.viewer.personId }, data: { deactivatedAt: later } });
    await work(ctx, runId);
    expect(await ownerOf(given.id)).toBeNull();
    expect((await resultsOf(runId)).get(given.id)?.why).toBe("Who began this can no longer sign in.");
  });

  test("is begun once by a form that is sent twice", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const given = await aCase({ site });
    const { cases, asOf } = await preview(ctx, { deed: "take", cases: given.id });
    const input = beginBulkSchema.parse({ deed: "take", runId: newId(), cases, asOf });
    await Promise.all([beginBulk(ctx, input), beginBulk(ctx, input)]);
    await work(ctx, input.runId);
    await work(ctx, input.runId);
    expect(await eventTypesOf("case", given.id)).toEqual(["case.assigned", "case.triaged"]);
    expect(await eventTypesOf("person", ctx.viewer.personId)).toEqual(["bulk.begun", "bulk.ended"]);
    const other = await aSupervisorsCtx(site);
    expect(await outcomeOf(beginBulk(other, input))).toBe("CONFLICT");
  });

  test("is not begun for a case of another site", async () => {
    const ctx = await aSupervisorsCtx(await aSite());
    const foreign = await aCase({ site: await aSite() });
    const input = { deed: "take", runId: newId(), cases: `${foreign.id}:1`, asOf: later.toISOString() };
    const ended = await attempt(() => beginBulk(ctx, beginBulkSchema.parse(input)));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });
});

describe("a form that no page of ours sends", () => {
  test("keeps nothing of a filter but what the queue understands", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const query = `tab=open&severity=3&page=x&nonsense=${"%00"}&q=${"%00"}`;
    const input = { deed: "take", runId: newId(), query, asOf: later.toISOString() };
    const { runId } = await beginBulk(ctx, beginBulkSchema.parse(input));
    const { filter } = await systemDb().bulkRun.findUniqueOrThrow({ where: { id: runId } });
    expect(filter).toBe("tab=open&severity=3&sort=received&order=desc");
  });

  test("cannot have looked at a moment that is to come", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const given = await aCase({ site });
    const asOf = new Date(later.getTime() + 6 * 60_000).toISOString();
    const input = beginBulkSchema.parse({ deed: "take", runId: newId(), cases: `${given.id}:1`, asOf });
    expect(await attempt(() => beginBulk(ctx, input))).toEqual({ outcome: "CONFLICT", changed: [] });
  });
});

describe("a worker that is killed", () => {
  test("leaves a run that another goes on with, and does no case twice", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const dana = await aPerson({ site });
    const cases = [await aCase({ site }), await aCase({ site }), await aCase({ site })];
    const runId = await begin(ctx, { deed: "assign", ownerId: dana.id, cases: idsOf(cases) });
    await systemDb().$executeRaw`
      UPDATE "BulkRun" SET "claimId" = ${newId()}::uuid, "beatAt" = now(), "attempts" = 1 WHERE "id" = ${runId}::uuid`;
    await work(ctx, runId);
    for (const { id } of cases) expect(await ownerOf(id)).toBeNull();
    await systemDb().$executeRaw`
      UPDATE "BulkRun" SET "beatAt" = now() - interval '2 minutes' WHERE "id" = ${runId}::uuid`;
    await Promise.all([
      runLostBulk(systemCtx("Test"), () => later),
      runLostBulk(systemCtx("Test"), () => later),
      work(ctx, runId),
    ]);
    for (const { id } of cases) {
      expect(await eventTypesOf("case", id)).toEqual(["case.assigned", "case.triaged"]);
    }
    expect(await eventTypesOf("person", ctx.viewer.personId)).toEqual(["bulk.begun", "bulk.ended"]);
  });

  test("three times over the same is not tried again, and what was done is taken back", async () => {
    const site = await aSite();
    const ctx = await aSupervisorsCtx(site);
    const cases = [await aCase({ site }), await aCase({ site })];
    const runId = await begin(ctx, { deed: "take", cases: idsOf(cases) });
    const left = await systemDb().bulkRow.findFirstOrThrow({ where: { runId, position: 1 } });
    await systemDb().bulkRow.delete({ where: { runId_position: { runId, position: 1 } } });
    await work(ctx, runId);
    await systemDb().bulkRow.create({ data: left });
    await systemDb().bulkRun.update({ where: { id: runId }, data: { endedAt: null, attempts: 3 } });
    await work(ctx, runId);
    await work(ctx, runId);
    expect(await getRun(ctx.viewer, runId, later)).toMatchObject({ state: "failed", done: 1, left: 1, canUndo: true });
    expect((await resultsOf(runId)).get(left.caseId)?.why).toBe("The change was given up before it came to this case.");
    const told = await eventsOf("person", ctx.viewer.personId);
    expect(told.at(-1)).toMatchObject({ type: "bulk.ended", data: { runId, done: 1, left: 1 }, at: later });
    expect(told.filter(({ type }) => type === "bulk.ended")).toHaveLength(2);

    await undoBulk(ctx, { runId });
    await systemDb().bulkRun.update({ where: { id: runId }, data: { attempts: 3 } });
    await work(ctx, runId);
    expect(await getRun(ctx.viewer, runId, later)).toMatchObject({ state: "failed", undone: 0, canUndo: true });
    expect((await eventsOf("person", ctx.viewer.personId)).at(-1)).toMatchObject({
      ...{ type: "bulk.undone", data: { runId, done: 0, left: 1 } },
    });
    await undoBulk(ctx, { runId });
    await work(ctx, runId);
    expect(await getRun(ctx.viewer, runId, later)).toMatchObject({ state: "undone", undone: 1, undoLeft: 0 });
    for (const { id } of cases) expect(await ownerOf(id)).toBeNull();
  });
});

test("a case whose event is refused stays as it was, and is left out", async () => {
  const site = await aSite();
  const ctx = await aSupervisorsCtx(site);
  const given = await aCase({ site });
  const runId = await begin(ctx, { deed: "take", cases: given.id });
  await refuseEventsBy(ctx.viewer.personId);
  const quiet = console.error;
  console.error = () => {};
  await work(ctx, runId).catch(() => undefined);
  console.error = quiet;
  expect(await ownerOf(given.id)).toBeNull();
  expect((await resultsOf(runId)).get(given.id)).toMatchObject({ outcome: "left_out" });
});
