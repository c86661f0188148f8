import { describe, expect, test } from "vitest";
import { answerCase, moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { CaseState } from "@/lib/case/schema";
import { nextState } from "@/lib/case/workflow";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, anIssue, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

type Ctx = Parameters<typeof moveCase>[0];
type Move = { event: string; run: (ctx: Ctx, caseId: string, expectedState: CaseState) => Promise<unknown> };

const WAIT = { waitingFor: "unit" as const, reason: "Their account of the night.", until: null };
const MOVES: Move[] = [
  ...(["investigate", "resume", "draft_response"] as const).map((event) => ({
    event,
    run: (ctx: Ctx, caseId: string, expectedState: CaseState) => moveCase(ctx, { caseId, expectedState, event }),
  })),
  { event: "wait", run: (ctx, caseId, expectedState) => waitOnCase(ctx, { caseId, expectedState, ...WAIT }) },
  {
    event: "answer",
    run: (ctx, caseId, expectedState) =>
      answerCase(ctx, { caseId, expectedState, answeredVia: "phone", answeredOn: "2026-05-12" }),
  },
];

/** A case in a state, owned, with everything about it decided. */
async function aSettledCase(state: CaseState = "triaged", site?: Awaited<ReturnType<typeof aSite>>) {
  const place = site ?? (await aSite());
  const dana = await aViewer({ site: place });
  const given = await aCase({ site: place, state, ownerId: dana.personId });
  await anIssue({ caseId: given.id, siteId: place.id, finding: "upheld", answer: "We are sorry." });
  return { site: place, ctx: userCtxFor(dana), given };
}

const caseOf = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).state;
const START = {
  investigate: "triaged",
  resume: "waiting",
  draft_response: "triaged",
  wait: "triaged",
  answer: "triaged",
};

describe.each(MOVES)("to $event", ({ event, run }) => {
  const start = START[event as keyof typeof START] as CaseState;

  test.each(Object.values(CaseState))("a case that is %s follows the table", async (state) => {
    const { ctx, given } = await aSettledCase(state);
    const next = nextState(state, event as keyof typeof START);
    const ended = await attempt(() => run(ctx, given.id, state));
    expect(ended.outcome).toBe(next === null ? "CONFLICT" : "done");
    if (next === null) expect(ended.changed).toEqual([]);
    else expect(await stateOf(given.id)).toBe(next);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, given } = await aSettledCase(start);
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => run(ctx, given.id, start));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("a case of another site, or none, is not found", async () => {
    const { given } = await aSettledCase(start);
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => run(ctx, id, start))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("is told in one event, and raises the version", async () => {
    const { ctx, given } = await aSettledCase(start);
    await run(ctx, given.id, start);
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "case.moved", data: { event }, actorId: ctx.viewer.personId, at: NOW },
    ]);
    expect(await systemDb().case.findUnique({ where: { id: given.id } })).toMatchObject({ version: 2, updatedAt: NOW });
  });

  test("needs an owner", async () => {
    const site = await aSite();
    const given = await aCase({ site, state: start });
    const ctx = userCtxFor(await aViewer({ site }));
    expect(await attempt(() => run(ctx, given.id, start))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(run(ctx, given.id, start))).message).toMatch(/nobody has this case/i);
  });

  test("from a page that is out of date does nothing", async () => {
    const { ctx, given } = await aSettledCase(start);
    expect(await attempt(() => run(ctx, given.id, "reopened"))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("twice at once happens once", async () => {
    const { ctx, given } = await aSettledCase(start);
    await openConnections(4);
    const ended = await outcomesOf([run(ctx, given.id, start), run(ctx, given.id, start)]);
    expect(ended).toEqual(["CONFLICT", "done"]);
    expect(await eventsOf("case", given.id)).toHaveLength(1);
  });

  test("that cannot be recorded does not happen", async () => {
    const { ctx, given } = await aSettledCase(start);
    await refuseEventsBy(ctx.viewer.personId);
    expect(await attempt(() => run(ctx, given.id, start))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("a wait", () => {
  const waitsOf = (caseId: string) => systemDb().caseWait.findMany({ where: { caseId }, orderBy: { since: "asc" } });

  test("has a beginning, a reason and a day, and ends with the next move", async () => {
    const { ctx, given, site } = await aSettledCase("investigating");
    await waitOnCase(ctx, { caseId: given.id, expectedState: "investigating", ...WAIT, until: "2026-05-20" });
    expect(await waitsOf(given.id)).toMatchObject([
      { for: "unit", reason: WAIT.reason, until: new Date("2026-05-20"), since: NOW, endedAt: null, siteId: site.id },
    ]);
    await moveCase(ctx, { caseId: given.id, expectedState: "waiting", event: "resume" });
    expect(await waitsOf(given.id)).toMatchObject([{ endedAt: NOW }]);
  });

  test("until today or a day that is over is refused, in the days of the site", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland" });
    const { ctx, given } = await aSettledCase("triaged", site);
    const late = { ...ctx, now: new Date("2026-05-12T13:00:00Z") };
    const wait = (until: string) =>
      outcomeOf(waitOnCase(late, { caseId: given.id, expectedState: "triaged", ...WAIT, until }));
    expect(await wait("2026-05-12")).toBe("INVALID");
    expect(await wait("2026-05-13")).toBe("INVALID");
    expect(await wait("2026-05-14")).toBe("done");
  });
});

describe("an answer", () => {
  const answer = (ctx: Ctx, caseId: string, answeredOn: string, expectedState: CaseState = "triaged") =>
    answerCase(ctx, { caseId, expectedState, answeredVia: "letter", answeredOn });

  test("needs every issue decided", async () => {
    const { ctx, given, site } = await aSettledCase();
    await anIssue({ caseId: given.id, siteId: site.id, position: 2, finding: "upheld" });
    expect((await refusalOf(answer(ctx, given.id, "2026-05-12"))).message).toMatch(/issue 2 has no answer/i);
  });

  test("is a word from us, and stays one when the case is looked into again", async () => {
    const { ctx, given } = await aSettledCase();
    await answer(ctx, given.id, "2026-05-12");
    expect(await caseOf(given.id)).toMatchObject({ answeredAt: NOW, toldAt: NOW, lastHeardAt: NOW });
    await moveCase(ctx, { caseId: given.id, expectedState: "answered", event: "investigate" });
    expect(await caseOf(given.id)).toMatchObject({ answeredAt: null, toldAt: NOW, lastHeardAt: NOW });
  });

  test("that was given before they last heard from us does not make that earlier", async () => {
    const { ctx, given } = await aSettledCase();
    const later = new Date(NOW.getTime() + 60_000);
    await systemDb().case.update({ where: { id: given.id }, data: { lastHeardAt: later } });
    await answer(ctx, given.id, "2026-05-12");
    expect(await caseOf(given.id)).toMatchObject({ toldAt: NOW, lastHeardAt: later });
  });

  test("does not wait for an issue that was taken off the list", async () => {
    const { ctx, given, site } = await aSettledCase();
    const { id } = await anIssue({ caseId: given.id, siteId: site.id, position: 2 });
    await systemDb().issue.update({ where: { id }, data: { voidedAt: NOW, voidReason: "Twice." } });
    expect(await outcomeOf(answer(ctx, given.id, "2026-05-12"))).toBe("done");
  });

  test.each([
    ["2026-05-13", "in the future"],
    ["2026-05-01", "before the case was received"],
  ])("on %s lies %s", async (day, words) => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({
      site,
      state: "triaged",
      ownerId: dana.personId,
      receivedAt: new Date("2026-05-04T10:00Z"),
    });
    const refusal = await refusalOf(answer(userCtxFor(dana), given.id, day));
    expect(refusal.details.fieldErrors?.answeredOn?.[0]).toContain(words);
  });

  test("is no longer given once somebody looks again", async () => {
    const { ctx, given } = await aSettledCase();
    await answer(ctx, given.id, "2026-05-12");
    const told = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(told).toMatchObject({ answeredVia: "letter", state: "answered" });
    expect(told.answeredAt?.getTime()).toBeLessThanOrEqual(NOW.getTime());
    await moveCase(ctx, { caseId: given.id, expectedState: "answered", event: "investigate" });
    const again = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(again).toMatchObject({ answeredVia: null, answeredAt: null, state: "investigating" });
  });
});
