import { describe, expect, test } from "vitest";
import { undoBulk } from "@/lib/bulk/mutations/undo-bulk";
import { getRun, listRunRows, listRuns } from "@/lib/bulk/queries/runs";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { handOnAll } from "@/lib/follow-up/mutations/hand-on";
import { rescheduleFollowUp } from "@/lib/follow-up/mutations/settle-follow-up";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { tagCase, untagCase } from "@/lib/tag/mutations";
import { type BulkForm, begin, idsOf, resultsOf, work } from "../../support/bulk";
import { attempt, eventTypesOf, outcomeOf, refusalOf } from "../../support/evidence";
import { aCase, aPerson, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

async function aScene() {
  const site = await aSite();
  const viewer = await aViewer({ site, role: "supervisor", name: "Sam Ortiz" });
  return { site, ctx: userCtxFor(viewer, at(1)), afterwards: userCtxFor(viewer, at(30)) };
}

async function stateOf(id: string) {
  const { ownerId, state, escalatedAt } = await systemDb().case.findUniqueOrThrow({ where: { id } });
  const tags = await systemDb().caseTag.count({ where: { caseId: id, removedAt: null } });
  const followUps = await systemDb().followUp.count({ where: { caseId: id, state: "open" } });
  return { ownerId, state, isEscalated: escalatedAt !== null, tags, followUps };
}

const DEEDS: BulkForm[] = [
  { deed: "take" },
  { deed: "move", event: "investigate" },
  { deed: "wait", waitingFor: "unit", reason: "The rota" },
  { deed: "tag", label: "Parking" },
  { deed: "untag", label: "Night" },
  { deed: "follow_up", what: "Call them", dueOn: "2026-05-20", channel: "phone", doneBy: "me" },
];

const FOLLOW_UP = { deed: "follow_up", what: "Call them", dueOn: "2026-05-20", channel: "phone" } as const;

const WAIT = { waitingFor: "unit", reason: "The rota", until: null } as const;

type Since = { caseId: string; madeId: string };
type Changed = { what: string; form: BulkForm; change: (colleague: UserCtx, since: Since) => Promise<unknown> };

const CHANGED: Changed[] = [
  {
    what: "planned for another day",
    form: { ...FOLLOW_UP, doneBy: "owner" },
    change: (colleague, { madeId }) =>
      rescheduleFollowUp(colleague, { followUpId: madeId, dueOn: "2026-05-15", bestTime: null }),
  },
  {
    what: "planned for another hour",
    form: { ...FOLLOW_UP, doneBy: "owner" },
    change: (colleague, { madeId }) =>
      rescheduleFollowUp(colleague, { followUpId: madeId, dueOn: "2026-05-20", bestTime: "After 3 pm" }),
  },
  {
    what: "handed on to somebody else",
    form: { ...FOLLOW_UP, doneBy: "me" },
    change: async (colleague, { caseId, madeId }) => {
      const { ownerId: fromId } = await systemDb().followUp.findUniqueOrThrow({ where: { id: madeId } });
      return withTransaction(colleague, (tx) =>
        handOnAll(tx, colleague, { caseIds: [caseId], fromId, toId: colleague.viewer.personId }),
      );
    },
  },
  {
    what: "put on and taken off again",
    form: { deed: "untag", label: "Night" },
    change: async (colleague, { caseId, madeId }) => {
      await tagCase(colleague, { caseId, label: "Night" });
      return untagCase(colleague, { caseId, tagId: madeId });
    },
  },
  {
    what: "put on again",
    form: { deed: "untag", label: "Night" },
    change: (colleague, { caseId }) => tagCase(colleague, { caseId, label: "Night" }),
  },
  {
    what: "taken off and put on again",
    form: { deed: "tag", label: "Parking" },
    change: async (colleague, { caseId, madeId }) => {
      await untagCase(colleague, { caseId, tagId: madeId });
      return tagCase(colleague, { caseId, label: "Parking" });
    },
  },
  {
    what: "taken off",
    form: { deed: "tag", label: "Parking" },
    change: (colleague, { caseId, madeId }) => untagCase(colleague, { caseId, tagId: madeId }),
  },
  {
    what: "moved on",
    form: { deed: "move", event: "investigate" },
    change: (colleague, { caseId }) => waitOnCase(colleague, { caseId, expectedState: "investigating", ...WAIT }),
  },
  {
    what: "moved on and back",
    form: { deed: "move", event: "investigate" },
    change: async (colleague, { caseId }) => {
      await waitOnCase(colleague, { caseId, expectedState: "investigating", ...WAIT });
      return moveCase(colleague, { caseId, expectedState: "waiting", event: "resume" });
    },
  },
];

describe("taking a change of many cases back", () => {
  test.each(DEEDS)("undoes $deed half an hour later", async (form) => {
    const { site, ctx, afterwards } = await aScene();
    const dana = await aPerson({ site });
    const given = await aCase({ site, ownerId: dana.id, state: "triaged" });
    await tagCase({ ...ctx, now: NOW }, { caseId: given.id, label: "Night" });
    const before = await stateOf(given.id);
    const runId = await begin(ctx, { ...form, cases: given.id });
    await work(ctx, runId);
    expect((await resultsOf(runId)).get(given.id)).toMatchObject({ outcome: "done" });
    expect(await stateOf(given.id)).not.toEqual(before);

    await undoBulk(afterwards, { runId });
    await undoBulk(afterwards, { runId });
    await work(afterwards, runId);

    expect(await stateOf(given.id)).toEqual(before);
    expect((await resultsOf(runId)).get(given.id)).toMatchObject({ undone: "done", undoWhy: null });
    const { personId } = ctx.viewer;
    expect(await eventTypesOf("person", personId)).toEqual([
      "bulk.begun",
      "bulk.ended",
      "bulk.undo_begun",
      "bulk.undone",
    ]);
    const run = await getRun(afterwards.viewer, runId, at(31));
    expect(run).toMatchObject({ state: "undone", done: 1, undone: 1, undoLeft: 0, canUndo: false });
  });

  test("leaves what somebody changed since, and says which", async () => {
    const { site, ctx, afterwards } = await aScene();
    const [dana, ana] = [await aPerson({ site }), await aPerson({ site })];
    const [kept, changed] = [await aCase({ site }), await aCase({ site })];
    const runId = await begin(ctx, { deed: "assign", ownerId: dana.id, cases: idsOf([kept, changed]) });
    await work(ctx, runId);
    const other = userCtxFor(await aViewer({ site, role: "manager" }), at(10));
    await assignCase(other, { caseId: changed.id, expectedOwnerId: dana.id, ownerId: ana.id });

    await undoBulk(afterwards, { runId });
    await work(afterwards, runId);

    expect(await stateOf(kept.id)).toMatchObject({ ownerId: null, state: "new" });
    expect(await stateOf(changed.id)).toMatchObject({ ownerId: ana.id });
    const back = await listRunRows(ctx.viewer, { runId, show: "done", isUndone: true });
    expect(back.rows).toMatchObject([{ case: { reference: kept.reference }, undone: "done" }]);
    const { rows } = await listRunRows(ctx.viewer, { runId, show: "left" });
    expect(rows).toMatchObject([
      { case: { reference: changed.reference }, undone: "left_out", undoWhy: expect.stringContaining("changed since") },
    ]);
  });

  test.each(CHANGED)("leaves what $form.deed made where that was $what since", async ({ form, change }) => {
    const { site, ctx, afterwards } = await aScene();
    const dana = await aViewer({ site });
    const given = await aCase({ site, ownerId: dana.personId, state: "triaged" });
    await tagCase({ ...ctx, now: NOW }, { caseId: given.id, label: "Night" });
    const runId = await begin(ctx, { ...form, cases: given.id });
    await work(ctx, runId);
    const made = (await resultsOf(runId)).get(given.id);
    expect(made).toMatchObject({ outcome: "done" });
    await change(userCtxFor(dana, at(10)), { caseId: given.id, madeId: made?.madeId ?? "" });
    const theirs = await stateOf(given.id);

    await undoBulk(afterwards, { runId });
    await work(afterwards, runId);

    expect(await stateOf(given.id)).toEqual(theirs);
    expect((await resultsOf(runId)).get(given.id)).toMatchObject({
      undone: "left_out",
      undoWhy: expect.stringMatching(/since|again|already/),
    });
  });

  test("is refused while it is under way, after a day, and to anybody else", async () => {
    const { site, ctx } = await aScene();
    const given = await aCase({ site });
    const runId = await begin(ctx, { deed: "take", cases: given.id });
    expect((await refusalOf(undoBulk(ctx, { runId }))).message).toMatch(/still under way/);
    await work(ctx, runId);
    const late = { ...ctx, now: at(24 * 60 + 5) };
    expect((await refusalOf(undoBulk(late, { runId }))).message).toMatch(/24 hours/);
    const other = userCtxFor(await aViewer({ site, role: "manager" }), at(10));
    const ended = await attempt(() => undoBulk(other, { runId }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("takes back escalations that nobody has answered, and leaves the others", async () => {
    const { site, ctx, afterwards } = await aScene();
    const cases = [await aCase({ site }), await aCase({ site })];
    const runId = await begin(ctx, { deed: "escalate", reason: "Now", level: "1", cases: idsOf(cases) });
    await work(ctx, runId);
    const [waiting, answered] = cases.map(({ id }) => id);
    const { id: escalationId } = await systemDb().escalation.findFirstOrThrow({ where: { caseId: answered } });
    const sam = userCtxFor(await aViewer({ site, role: "supervisor" }), at(10));
    await answerEscalation(sam, { escalationId, answer: "Go ahead." });

    await undoBulk(afterwards, { runId });
    await work(afterwards, runId);

    expect(await stateOf(waiting ?? "")).toMatchObject({ isEscalated: false });
    expect(await systemDb().escalation.findFirst({ where: { caseId: waiting } })).toMatchObject({
      endedAs: "withdrawn",
      answeredById: ctx.viewer.personId,
    });
    const results = await resultsOf(runId);
    expect(results.get(waiting ?? "")).toMatchObject({ undone: "done" });
    expect(results.get(answered ?? "")).toMatchObject({
      undone: "left_out",
      undoWhy: expect.stringMatching(/answered or passed on/),
    });
  });
});

describe("reading runs", () => {
  test("shows them to who began them alone, with the cases that they still see", async () => {
    const { site, ctx } = await aScene();
    const other = await aViewer({ site, role: "manager" });
    const given = await aCase({ site });
    const runId = await begin(ctx, { deed: "take", cases: given.id });
    expect(await getRun(ctx.viewer, runId, at(2))).toMatchObject({ state: "waiting", total: 1, canUndo: false });
    await work(ctx, runId);
    expect((await listRuns(ctx.viewer, undefined, at(2))).rows).toMatchObject([
      { id: runId, title: "Take for oneself", state: "ended", total: 1, done: 1, left: 0, canUndo: true },
    ]);
    expect(await outcomeOf(getRun(other, runId, at(2)))).toBe("NOT_FOUND");
    expect((await listRuns(other, undefined, at(2))).rows).toEqual([]);
    expect((await listRunRows(other, { runId, show: "all" })).rows).toEqual([]);
    await systemDb().roleGrant.updateMany({
      where: { personId: ctx.viewer.personId },
      data: { role: "administrator" },
    });
    const { viewer } = { viewer: { ...ctx.viewer, grants: [] } };
    expect((await listRunRows(viewer, { runId, show: "all" })).rows).toMatchObject([{ case: null, outcome: "done" }]);
  });
});
