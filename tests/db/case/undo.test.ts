import { describe, expect, test } from "vitest";
import { assignCase, takeCase } from "@/lib/case/mutations/assign-case";
import { changeCase } from "@/lib/case/mutations/change-case";
import { answerCase, moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { undoAssignment, undoMove } from "@/lib/case/mutations/undo";
import type { CaseState } from "@/lib/case/schema";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anIssue, aPerson, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

const caseOf = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });
const later = (ctx: UserCtx, ms: number): UserCtx => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
const WAIT = { waitingFor: "unit" as const, reason: "Their account of the night.", until: null };

type Scene = { site: Place; ctx: UserCtx; caseId: string; version: number };
type Undo = { what: string; run: typeof undoMove; scene: (site?: Place) => Promise<Scene> };

async function anAssignment(from?: Place): Promise<Scene> {
  const site = from ?? (await aSite());
  const ctx = userCtxFor(await aViewer({ site, role: "supervisor", name: "Sam Ortiz" }), NOW);
  const [ana, dana] = [await aPerson({ site, name: "Ana" }), await aPerson({ site, name: "Dana" })];
  const { id: caseId } = await aCase({ site, ownerId: ana.id, state: "investigating" });
  const { version } = await assignCase(ctx, { caseId, expectedOwnerId: ana.id, ownerId: dana.id });
  return { site, ctx, caseId, version: version ?? 0 };
}

async function aMove(from?: Place, state: CaseState = "triaged"): Promise<Scene> {
  const site = from ?? (await aSite());
  const dana = await aViewer({ site, name: "Dana" });
  const ctx = userCtxFor(dana, NOW);
  const { id: caseId } = await aCase({ site, ownerId: dana.personId, state });
  const { version } = await moveCase(ctx, { caseId, expectedState: state, event: "investigate" });
  return { site, ctx, caseId, version };
}

const UNDOS: Undo[] = [
  { what: "an assignment", run: undoAssignment, scene: anAssignment },
  { what: "a move", run: undoMove, scene: aMove },
];

describe.each(UNDOS)("taking back $what", ({ run, scene }) => {
  test.each([
    [59_000, "done"],
    [61_000, "CONFLICT"],
  ])("after %i ms: %s", async (ms, outcome) => {
    const { ctx, caseId, version } = await scene();
    const ended = await attempt(() => run(later(ctx, ms), { caseId, version }));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("by somebody else is refused, whatever their role", async () => {
    const { site, caseId, version } = await scene();
    for (const [role, code] of [
      ["associate", "CONFLICT"],
      ["supervisor", "CONFLICT"],
      ["manager", "CONFLICT"],
      ["auditor", "FORBIDDEN"],
      ["administrator", "NOT_FOUND"],
      ["responder", "NOT_FOUND"],
    ] as const) {
      const ctx = userCtxFor(await aViewer({ site, role }), NOW);
      expect(await attempt(() => run(ctx, { caseId, version }))).toEqual({ outcome: code, changed: [] });
    }
  });

  test("of a case that has changed since is refused, also with its present version", async () => {
    const { ctx, caseId, version } = await scene();
    const { about, severity } = await caseOf(caseId);
    const base = { about, severity: severity as 1 | 2 | 3, unitId: null, namesStaff: false };
    await changeCase(ctx, { caseId, ...base, about: "Something else", base });
    const stale = await refusalOf(run(ctx, { caseId, version }));
    expect(stale).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("has changed since") });
    const { state, version: present } = await caseOf(caseId);
    await moveCase(ctx, {
      caseId,
      expectedState: state,
      event: state === "investigating" ? "draft_response" : "investigate",
    });
    expect((await attempt(() => run(ctx, { caseId, version: present }))).changed).toEqual([]);
  });

  test("of another site's case, or of none, is not found", async () => {
    const { caseId, version } = await scene();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }), NOW);
    for (const id of [caseId, newId()]) {
      expect(await attempt(() => run(ctx, { caseId: id, version }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("twice at once happens once", async () => {
    const { ctx, caseId, version } = await scene();
    const works = [run(ctx, { caseId, version }), run(ctx, { caseId, version })];
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect(await caseOf(caseId)).toMatchObject({ version: version + 1 });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { ctx, caseId, version } = await scene();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => run(ctx, { caseId, version }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("an assignment taken back", () => {
  test("gives the case to whoever had it, and says so", async () => {
    const { ctx, caseId, version, site } = await anAssignment();
    const fiveOn = later(ctx, 5_000);
    await undoAssignment(fiveOn, { caseId, version });
    const row = await caseOf(caseId);
    expect(row).toMatchObject({ state: "investigating", version: version + 1, updatedAt: fiveOn.now });
    expect((await eventsOf("case", caseId)).at(-1)).toEqual({
      type: "case.assignment_undone",
      data: { fromId: expect.any(String), fromName: "Dana", toId: row.ownerId, toName: "Ana" },
      at: fiveOn.now,
      actorId: ctx.viewer.personId,
      actorName: "Sam Ortiz",
      siteId: site.id,
    });
  });

  test.each(["new", "reopened"] as const)("makes a case that was %s so again, with nobody", async (state) => {
    const site = await aSite();
    const dana = userCtxFor(await aViewer({ site }), NOW);
    const given = await aCase({ site, state });
    if (state === "reopened") {
      const event = { chain: `case:${given.id}`, position: 1, type: "case.reopened", actorName: "Ana" };
      const row = { ...event, id: newId(), at: NOW, siteId: site.id, data: {}, prevHash: "0", hash: newId() };
      await systemDb().event.create({ data: row });
    }
    const { version } = await takeCase(dana, { caseId: given.id, expectedOwnerId: null });
    await undoAssignment(dana, { caseId: given.id, version: version ?? 0 });
    expect(await caseOf(given.id)).toMatchObject({ ownerId: null, state });
  });

  test.each([
    {
      how: "has left",
      leave: (siteId: string) =>
        systemDb().person.updateMany({
          where: { name: "Ana", roles: { some: { siteId } } },
          data: { deactivatedAt: NOW },
        }),
    },
    {
      how: "works elsewhere",
      leave: (siteId: string) => systemDb().roleGrant.deleteMany({ where: { siteId, person: { name: "Ana" } } }),
    },
    {
      how: "only looks on there",
      leave: (siteId: string) =>
        systemDb().roleGrant.updateMany({ where: { siteId, person: { name: "Ana" } }, data: { role: "auditor" } }),
    },
  ])("to somebody who $how meanwhile is refused", async ({ leave }) => {
    const { site, ctx, caseId, version } = await anAssignment();
    await leave(site.id);
    const refusal = await refusalOf(undoAssignment(ctx, { caseId, version }));
    expect(refusal.message).toContain("Ana no longer works here");
  });
});

describe("a move taken back", () => {
  test("puts the case back where it was, and says so", async () => {
    const { ctx, caseId, version } = await aMove();
    await undoMove(ctx, { caseId, version });
    expect(await caseOf(caseId)).toMatchObject({ state: "triaged", version: version + 1 });
    expect((await eventsOf("case", caseId)).at(-1)).toMatchObject({
      type: "case.move_undone",
      data: { from: "Investigating", to: "Triaged" },
    });
  });

  test("ends a wait that was begun, and goes on with one that was ended", async () => {
    const { ctx, caseId } = await aMove();
    const openWaits = () => systemDb().caseWait.count({ where: { caseId, endedAt: null } });
    const waited = await waitOnCase(ctx, { caseId, expectedState: "investigating", ...WAIT });
    await undoMove(ctx, { caseId, version: waited.version });
    expect([(await caseOf(caseId)).state, await openWaits()]).toEqual(["investigating", 0]);
    await waitOnCase(later(ctx, 1_000), { caseId, expectedState: "investigating", ...WAIT });
    const resumed = await moveCase(later(ctx, 2_000), { caseId, expectedState: "waiting", event: "resume" });
    await undoMove(later(ctx, 3_000), { caseId, version: resumed.version });
    expect([(await caseOf(caseId)).state, await openWaits()]).toEqual(["waiting", 1]);
  });

  test("never touches an answer that was given", async () => {
    const { ctx, caseId, version } = await aMove();
    await anIssue({ caseId, siteId: (await caseOf(caseId)).siteId, finding: "upheld", answer: "We are sorry." });
    const told = { answeredVia: "phone" as const, answeredOn: "2026-05-12" };
    await answerCase(ctx, { caseId, expectedState: "investigating", ...told });
    const refusal = await refusalOf(undoMove(ctx, { caseId, version: version + 1 }));
    expect(refusal.message).toContain("cannot be taken back");
    const again = await moveCase(ctx, { caseId, expectedState: "answered", event: "investigate" });
    expect((await attempt(() => undoMove(ctx, { caseId, version: again.version }))).outcome).toBe("CONFLICT");
  });
});
