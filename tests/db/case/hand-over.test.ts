import { describe, expect, test } from "vitest";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { handOverCases, seeHandover, undoHandOver } from "@/lib/case/mutations/hand-over";
import { undoAssignment } from "@/lib/case/mutations/undo";
import { getCaseload, listHandoverNews } from "@/lib/case/queries/caseload";
import type { CaseState } from "@/lib/case/schema";
import { lockCase } from "@/lib/case/scope";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPerson,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  NOW,
  type Place,
  type Somebody,
  userCtxFor,
  viewerAgain,
} from "../../support/factories";
import { queueUp, race } from "../../support/races";

const ownerOf = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).ownerId;
const later = (ctx: UserCtx, ms: number): UserCtx => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });

type Scene = {
  site: Place;
  ctx: UserCtx;
  dana: Somebody;
  ana: Somebody;
  bo: Somebody;
  cases: { id: string; reference: string }[];
};

/** Two open cases of Dana's, two colleagues, and a supervisor. */
async function aCaseload(state: CaseState = "investigating"): Promise<Scene> {
  const site = await aSite();
  const ctx = userCtxFor(await aViewer({ site, role: "supervisor", name: "Sam Ortiz" }));
  const [dana, ana, bo] = [
    await aPerson({ site, name: "Dana" }),
    await aPerson({ site, name: "Ana" }),
    await aPerson({ site, name: "Bo" }),
  ];
  const cases = [await aCase({ site, ownerId: dana.id, state }), await aCase({ site, ownerId: dana.id, state })];
  return { site, ctx, dana, ana, bo, cases };
}

function toAna({ site, dana, ana, cases }: Scene, given: { handoverId?: string } = {}) {
  return {
    ...{ handoverId: newId(), siteId: site.id, personId: dana.id, reason: "On leave.", note: "Ring Mrs Hale first." },
    moves: cases.map(({ id }) => ({ caseId: id, ownerId: ana.id })),
    ...given,
  };
}

describe("handing a caseload over", () => {
  test("gives each case to its new owner, leaves its state, and says so in each", async () => {
    const scene = await aCaseload();
    const { site, ctx, dana, ana, bo, cases } = scene;
    const [first, second] = cases.map(({ id }) => id) as [string, string];
    const input = {
      ...toAna(scene),
      moves: [
        { caseId: first, ownerId: ana.id },
        { caseId: second, ownerId: bo.id },
      ],
    };
    const done = await handOverCases(ctx, input);
    expect(done).toMatchObject({ handoverId: input.handoverId, from: "Dana", left: [], canUndo: true });
    expect(new Set(done.to.map(({ name, count }) => `${name} ${count}`))).toEqual(new Set(["Ana 1", "Bo 1"]));
    expect(await systemDb().case.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
      ...{ ownerId: ana.id, state: "investigating", version: 2, updatedAt: NOW },
    });
    expect(await ownerOf(second)).toBe(bo.id);
    expect(await eventsOf("case", first)).toMatchObject([
      {
        type: "case.handed_over",
        data: { handoverId: input.handoverId, fromId: dana.id, fromName: "Dana", toId: ana.id, toName: "Ana" },
        siteId: site.id,
        actorName: "Sam Ortiz",
      },
    ]);
    const { entries } = await listCaseTimeline(ctx.viewer, first, { show: "all", before: null });
    expect(entries).toMatchObject([{ sentence: "handed this case over from Dana to Ana", text: "On leave." }]);
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("of somebody else as %s: %s", async (role, outcome) => {
    const scene = await aCaseload();
    const ctx = userCtxFor(await aViewer({ site: scene.site, role }));
    const ended = await attempt(() => handOverCases(ctx, toAna(scene)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of one's own is done by an associate too", async () => {
    const scene = await aCaseload();
    await handOverCases(userCtxFor(await viewerAgain(scene.dana.id)), toAna(scene));
    expect(await Promise.all(scene.cases.map(({ id }) => ownerOf(id)))).toEqual([scene.ana.id, scene.ana.id]);
  });

  test("of somebody who was deactivated goes, and is not taken back to them", async () => {
    const scene = await aCaseload();
    await systemDb().person.update({ where: { id: scene.dana.id }, data: { deactivatedAt: NOW } });
    const { canUndo, handoverId } = await handOverCases(scene.ctx, toAna(scene));
    expect(canUndo).toBe(false);
    expect((await attempt(() => undoHandOver(scene.ctx, { handoverId }))).outcome).toBe("CONFLICT");
  });

  test("leaves what is somebody else's, closed or merged meanwhile, names it, and moves the rest", async () => {
    const scene = await aCaseload();
    const { site, dana, bo } = scene;
    const taken = await aCase({ site, ownerId: bo.id, state: "triaged" });
    const closed = await aCase({ site, ownerId: dana.id, state: "closed" });
    const merged = await aCase({ site, ownerId: dana.id, state: "triaged", mergedIntoId: scene.cases[0]?.id });
    const input = toAna({ ...scene, cases: [...scene.cases, taken, closed, merged] });
    const done = await handOverCases(scene.ctx, input);
    expect(done.to).toEqual([{ id: scene.ana.id, name: "Ana", count: 2 }]);
    expect(new Set(done.left.map(({ reference, why }) => `${reference} ${why}`))).toEqual(
      new Set([
        `${taken.reference} with Bo now`,
        `${closed.reference} closed meanwhile`,
        `${merged.reference} merged into another case meanwhile`,
      ]),
    );
    expect(await ownerOf(taken.id)).toBe(bo.id);
    expect(await eventTypesOf("case", closed.id)).toEqual([]);
  });

  test("of nothing that is still theirs is refused", async () => {
    const scene = await aCaseload("closed");
    expect(await attempt(() => handOverCases(scene.ctx, toAna(scene)))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("of another site's person or case, or of none, is not found", async () => {
    const [scene, other] = [await aCaseload(), await aCaseload()];
    const inputs = [
      toAna(other),
      { ...toAna(scene), personId: other.dana.id },
      { ...toAna(scene), personId: newId() },
      toAna({ ...scene, cases: other.cases }),
      toAna({ ...scene, cases: [{ id: newId(), reference: "" }] }),
    ];
    for (const input of inputs) {
      const ended = await attempt(() => handOverCases(scene.ctx, input));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test.each([
    ["works at another site", async () => aPerson({ site: await aSite() })],
    ["only reads", async (site: Place) => aPerson({ site, role: "auditor" })],
    ["has been deactivated", async (site: Place) => aPerson({ site, deactivatedAt: NOW })],
  ])("to somebody who %s is refused beside the field", async (_who, make) => {
    const scene = await aCaseload();
    const refusal = await refusalOf(handOverCases(scene.ctx, toAna({ ...scene, ana: await make(scene.site) })));
    expect(refusal.details.fieldErrors).toEqual({ moves: ["Choose people who work cases at this site."] });
  });

  test("to themselves is refused beside the field", async () => {
    const scene = await aCaseload();
    const refusal = await refusalOf(handOverCases(scene.ctx, toAna({ ...scene, ana: scene.dana })));
    expect(refusal.details.fieldErrors).toHaveProperty("moves");
  });

  test("sent twice, also at once, is done once and told twice", async () => {
    const scene = await aCaseload();
    const input = toAna(scene);
    const { works } = await race({ table: "Person", id: scene.dana.id }, [
      () => handOverCases(scene.ctx, input),
      () => handOverCases(scene.ctx, input),
    ]);
    const [one, two] = await Promise.all(works);
    expect(two).toEqual(one);
    expect(await handOverCases(scene.ctx, input)).toEqual(one);
    expect(await eventTypesOf("case", scene.cases[0]?.id ?? "")).toEqual(["case.handed_over"]);
    expect(await systemDb().handover.count({ where: { id: input.handoverId } })).toBe(1);
  });

  test("while a colleague assigns one of the cases ends with one owner for each", async () => {
    const scene = await aCaseload();
    const [first] = scene.cases;
    const caseId = first?.id ?? "";
    const { works } = await race<unknown>({ table: "Case", id: caseId }, [
      () => handOverCases(scene.ctx, toAna(scene)),
      () => assignCase(scene.ctx, { caseId, expectedOwnerId: scene.dana.id, ownerId: scene.bo.id }),
    ]);
    const outcomes = await outcomesOf(works);
    expect([
      ["CONFLICT", "done"],
      ["done", "done"],
    ]).toContainEqual(outcomes);
    expect([scene.ana.id, scene.bo.id]).toContain(await ownerOf(caseId));
    expect(await eventTypesOf("case", caseId)).toHaveLength(1);
  });

  test("while the other does the same the other way round is done for both", async () => {
    const scene = await aCaseload();
    const { site, ctx, dana, ana, cases } = scene;
    const theirs = await aCase({ site, ownerId: ana.id, state: "investigating" });
    const back = { ...toAna(scene), handoverId: newId(), personId: ana.id };
    const hold = (tx: Tx) => Promise.all([theirs, ...cases].map(({ id }) => lockCase(tx, id)));
    const { works } = await queueUp(hold, [
      () => handOverCases(ctx, toAna(scene)),
      () => handOverCases(ctx, { ...back, moves: [{ caseId: theirs.id, ownerId: dana.id }] }),
    ]);
    await Promise.all(works);
    expect(await Promise.all([...cases, theirs].map(({ id }) => ownerOf(id)))).toEqual([ana.id, ana.id, dana.id]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const scene = await aCaseload();
    await refuseEventsBy(scene.ctx.viewer.personId);
    const ended = await attempt(() => handOverCases(scene.ctx, toAna(scene)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("is no assignment that the undo of assignments would take back", async () => {
    const scene = await aCaseload("triaged");
    const [first] = scene.cases;
    const caseId = first?.id ?? "";
    await assignCase(scene.ctx, { caseId, expectedOwnerId: scene.dana.id, ownerId: scene.ana.id });
    const onward = { ...scene, dana: scene.ana, ana: scene.bo, cases: scene.cases.slice(0, 1) };
    await handOverCases(scene.ctx, toAna(onward));
    const { version } = await systemDb().case.findUniqueOrThrow({ where: { id: caseId } });
    expect((await attempt(() => undoAssignment(scene.ctx, { caseId, version }))).outcome).toBe("CONFLICT");
  });
});

describe("taking a handover back", () => {
  test.each([
    [59_000, "done"],
    [61_000, "CONFLICT"],
  ])("after %i ms: %s", async (ms, outcome) => {
    const scene = await aCaseload();
    const { handoverId } = await handOverCases(scene.ctx, toAna(scene));
    const ended = await attempt(() => undoHandOver(later(scene.ctx, ms), { handoverId }));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") return expect(ended.changed).toEqual([]);
    const [first] = scene.cases;
    expect(await ownerOf(first?.id ?? "")).toBe(scene.dana.id);
    expect(await eventTypesOf("case", first?.id ?? "")).toEqual(["case.handed_over", "case.handover_undone"]);
    expect(await listHandoverNews(await viewerAgain(scene.ana.id))).toEqual([]);
    expect((await attempt(() => undoHandOver(scene.ctx, { handoverId }))).outcome).toBe("CONFLICT");
  });

  test("by anybody else is not found", async () => {
    const scene = await aCaseload();
    const { handoverId } = await handOverCases(scene.ctx, toAna(scene));
    for (const site of [scene.site, await aSite()]) {
      const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
      expect(await attempt(() => undoHandOver(ctx, { handoverId }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("when one of the cases has changed since takes none back", async () => {
    const scene = await aCaseload();
    const { handoverId } = await handOverCases(scene.ctx, toAna(scene));
    const caseId = scene.cases[1]?.id ?? "";
    await assignCase(scene.ctx, { caseId, expectedOwnerId: scene.ana.id, ownerId: scene.bo.id });
    await assignCase(scene.ctx, { caseId, expectedOwnerId: scene.bo.id, ownerId: scene.ana.id });
    expect(await attempt(() => undoHandOver(scene.ctx, { handoverId }))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const scene = await aCaseload();
    const { handoverId } = await handOverCases(scene.ctx, toAna(scene));
    await refuseEventsBy(scene.ctx.viewer.personId);
    const ended = await attempt(() => undoHandOver(scene.ctx, { handoverId }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("the news of a handover", () => {
  test("stands in the new owner's day with why and from whom, until they say that they saw it", async () => {
    const scene = await aCaseload();
    await handOverCases(scene.ctx, toAna(scene));
    const ana = await viewerAgain(scene.ana.id);
    const news = await listHandoverNews(ana);
    expect(news).toMatchObject([
      { by: "Sam Ortiz", from: "Dana", reason: "On leave.", note: "Ring Mrs Hale first.", count: 2 },
    ]);
    const references = news.flatMap(({ cases }) => cases.map(({ reference }) => reference));
    expect(new Set(references)).toEqual(new Set(scene.cases.map(({ reference }) => reference)));
    expect(await listHandoverNews(scene.ctx.viewer)).toEqual([]);
    const partId = news[0]?.partId ?? "";
    await seeHandover(userCtxFor(ana), { partId });
    expect(await listHandoverNews(ana)).toEqual([]);
    expect(await attempt(() => seeHandover(userCtxFor(ana), { partId }))).toEqual({ outcome: "done", changed: [] });
    expect(await eventTypesOf("person", ana.personId)).toEqual(["handover.seen"]);
  });

  test("is acknowledged by nobody else, and not without being recorded", async () => {
    const scene = await aCaseload();
    await handOverCases(scene.ctx, toAna(scene));
    const ana = await viewerAgain(scene.ana.id);
    const partId = (await listHandoverNews(ana))[0]?.partId ?? "";
    expect((await attempt(() => seeHandover(scene.ctx, { partId }))).outcome).toBe("NOT_FOUND");
    await refuseEventsBy(ana.personId);
    expect(await attempt(() => seeHandover(userCtxFor(ana), { partId }))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });
});

describe("a caseload", () => {
  test("tells of each open case at the site what its next owner walks into, the serious first", async () => {
    const site = await aSite();
    const dana = await aPerson({ site, name: "Dana", also: [{ role: "associate", site: await aSite() }] });
    const unit = await aUnit(site, "Radiology");
    const days = (count: number) => new Date(NOW.getTime() - count * 86_400_000);
    const minor = await aCase({ site, ownerId: dana.id, state: "triaged", severity: 1, receivedAt: days(9) });
    const serious = await aCase({ site, ownerId: dana.id, state: "investigating", severity: 3, kind: "grievance" });
    await aRequest({ of: serious, unitId: unit.id, dueAt: days(1), askedAt: days(3) });
    await aCase({ site, ownerId: dana.id, state: "closed" });
    const viewer = await aViewer({ site, role: "supervisor" });
    const caseload = await getCaseload(viewer, { personId: dana.id }, NOW);
    expect(caseload).toMatchObject({
      person: { name: "Dana", isActive: true },
      site: { id: site.id },
      total: 2,
      others: [],
    });
    expect(caseload.cases).toMatchObject([
      {
        reference: serious.reference,
        weight: 4,
        nextDue: { on: "2026-05-11", isLate: true, what: "Radiology answers" },
      },
      { reference: minor.reference, weight: 1, daysUnheard: 9, nextDue: null },
    ]);
  });

  test.each([
    ["associate", "NOT_FOUND"],
    ["auditor", "NOT_FOUND"],
    ["administrator", "NOT_FOUND"],
    ["manager", "done"],
  ] as const)("of somebody else is shown to %s: %s", async (role, outcome) => {
    const { site, dana } = await aCaseload();
    const viewer = await aViewer({ site, role });
    expect((await attempt(() => getCaseload(viewer, { personId: dana.id }, NOW))).outcome).toBe(outcome);
  });
});
