import { describe, expect, test } from "vitest";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { systemDb } from "@/lib/platform/db";
import { answerRequest, returnRequest, withdrawRequest } from "@/lib/request/mutations/settle-request";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aRequest, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);

async function aScene() {
  const site = await aSite();
  const [given, unit] = [await aCase({ site }), await aUnit(site, "Day Surgery")];
  const amina = await aViewer({ site, role: "responder", unitId: unit.id, name: "Amina" });
  const { id: requestId } = await aRequest({ of: given, unitId: unit.id });
  return { site, given, unit, amina, requestId };
}

const VERBS = [
  {
    verb: "answering",
    run: (ctx: ReturnType<typeof userCtxFor>, requestId: string, words: string) =>
      answerRequest(ctx, { requestId, answer: words }),
    state: "answered",
    column: "answer",
    label: "Answer",
  },
  {
    verb: "returning",
    run: (ctx: ReturnType<typeof userCtxFor>, requestId: string, words: string) =>
      returnRequest(ctx, { requestId, reason: words }),
    state: "returned",
    column: "reason",
    label: "Reason",
  },
] as const;

describe.each(VERBS)("$verb a request", ({ run, state, column, label }) => {
  test("keeps the words and lands them on the case's timeline; neither event nor result tells of the case", async () => {
    const { site, given, amina, requestId } = await aScene();
    expect(await run(userCtxFor(amina, later), requestId, "Yes.\nTwice.")).toEqual({ requestId });
    expect(await systemDb().request.findUnique({ where: { id: requestId } })).toMatchObject({
      state,
      [column]: "Yes.\nTwice.",
      settledById: amina.personId,
      settledAt: later,
    });
    expect((await eventsOf("case", given.id)).map(({ type, data }) => [type, data])).toEqual([
      [`request.${state}`, { requestId, unit: "Day Surgery" }],
    ]);
    const { entries } = await listCaseTimeline(await aViewer({ site }), given.id);
    expect(entries).toMatchObject([{ actor: "Amina", text: "Yes.\nTwice.", type: `request.${state}` }]);
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "FORBIDDEN"],
    ["manager", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s who does not answer for the unit: %s", async (role, outcome) => {
    const { site, requestId } = await aScene();
    const unitId = role === "responder" ? (await aUnit(site)).id : undefined;
    const ctx = userCtxFor(await aViewer({ site, role, unitId }));
    expect(await attempt(() => run(ctx, requestId, "Yes."))).toEqual({ outcome, changed: [] });
  });

  test("of a unit of another site, or that never was, is not found", async () => {
    const { requestId } = await aScene();
    const { amina } = await aScene();
    for (const id of [requestId, newId()]) {
      const ended = await attempt(() => run(userCtxFor(amina), id, "Yes."));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that is settled already is refused, and both texts are shown", async () => {
    const { site, given, unit, amina } = await aScene();
    const sam = await aViewer({ site, role: "responder", unitId: unit.id, name: "Sam" });
    for (const settled of ["answered", "returned", "withdrawn"] as const) {
      const { id } = await aRequest({ of: given, unitId: unit.id, state: settled, settledById: sam.personId });
      expect(await attempt(() => run(userCtxFor(amina), id, "Mine."))).toEqual({ outcome: "CONFLICT", changed: [] });
      const refusal = await refusalOf(run(userCtxFor(amina), id, "Mine."));
      expect(refusal.message).toBe(`Sam has ${settled} this already.`);
      const theirs = settled === "answered" ? "We looked: yes." : "Not for us.";
      expect(refusal.details.differences).toMatchObject([
        { field: column, label: settled === state ? label : "Words", theirs, yours: "Mine." },
      ]);
    }
  });

  test("by two at once: one wins, and the other is shown both", async () => {
    const { site, given, unit, amina, requestId } = await aScene();
    const people = [amina, await aViewer({ site, role: "responder", unitId: unit.id })];
    const words = ["First.", "Second."];
    const { works } = await race(
      { table: "Request", id: requestId },
      people.map((viewer, index) => () => run(userCtxFor(viewer), requestId, words[index] ?? "")),
    );
    const settled = await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const lost = settled.findIndex(({ status }) => status === "rejected");
    const refusal = await refusalOf(works[lost] ?? Promise.resolve());
    expect(refusal.details.differences).toMatchObject([{ theirs: words[1 - lost], yours: words[lost] }]);
    expect(await eventTypesOf("case", given.id)).toEqual([`request.${state}`]);
  });

  test("twice in the same words, as a second press does, is done once", async () => {
    const { given, amina, requestId } = await aScene();
    const ctx = userCtxFor(amina);
    const { works } = await race({ table: "Request", id: requestId }, [
      () => run(ctx, requestId, "Yes."),
      () => run(ctx, requestId, "Yes."),
    ]);
    expect(await outcomesOf(works)).toEqual(["done", "done"]);
    expect(await attempt(() => run(ctx, requestId, "Yes."))).toEqual({ outcome: "done", changed: [] });
    expect(await eventTypesOf("case", given.id)).toEqual([`request.${state}`]);
  });

  test("still works when the case was closed meanwhile, so that no reply is lost", async () => {
    const { given, amina, requestId } = await aScene();
    await systemDb().case.update({ where: { id: given.id }, data: { state: "closed", closedAt: NOW } });
    expect((await attempt(() => run(userCtxFor(amina), requestId, "Yes."))).outcome).toBe("done");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { amina, requestId } = await aScene();
    await refuseEventsBy(amina.personId);
    const ended = await attempt(() => run(userCtxFor(amina), requestId, "Yes."));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

test("an answer clears the draft in which it was typed, and no colleague's", async () => {
  const { site, unit, amina, requestId } = await aScene();
  const sam = await aViewer({ site, role: "responder", unitId: unit.id });
  for (const { personId } of [amina, sam]) {
    const draft = { id: newId(), personId, kind: "request.answer", subject: requestId, fields: {}, savedAt: NOW };
    await systemDb().draft.create({ data: draft });
  }
  await answerRequest(userCtxFor(amina), { requestId, answer: "Yes.", draftSavedAt: NOW.toISOString() });
  const left = await systemDb().draft.findMany({ where: { subject: requestId }, select: { personId: true } });
  expect(left).toEqual([{ personId: sam.personId }]);
});

test("sending a request back clears one's own draft of an answer; taking it back clears everybody's", async () => {
  const { site, given, unit, amina, requestId } = await aScene();
  const other = await aRequest({ of: given, unitId: unit.id });
  const sam = await aViewer({ site, role: "responder", unitId: unit.id });
  for (const subject of [requestId, other.id]) {
    for (const { personId } of [amina, sam]) {
      const draft = { id: newId(), personId, kind: "request.answer", subject, fields: {}, savedAt: NOW };
      await systemDb().draft.create({ data: draft });
    }
  }
  await returnRequest(userCtxFor(amina), { requestId, reason: "Not us." });
  await withdrawRequest(userCtxFor(await aViewer({ site })), { requestId: other.id, reason: "Not needed." });
  const left = await systemDb().draft.findMany({
    where: { subject: { in: [requestId, other.id] } },
    select: { personId: true, subject: true },
  });
  expect(left).toEqual([{ personId: sam.personId, subject: requestId }]);
});
