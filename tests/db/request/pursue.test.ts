import { describe, expect, test } from "vitest";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { remindUnit } from "@/lib/request/mutations/remind-unit";
import { answerRequest, withdrawOpenRequests, withdrawRequest } from "@/lib/request/mutations/settle-request";
import { getRequest } from "@/lib/request/queries";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aRequest, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const minutesIn = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

async function aScene() {
  const site = await aSite();
  const [given, unit, dana] = [await aCase({ site }), await aUnit(site, "Day Surgery"), await aViewer({ site })];
  const { id: requestId } = await aRequest({ of: given, unitId: unit.id, sharesWords: true });
  return { site, given, unit, dana, requestId };
}

const ROLES = [
  ["associate", "done"],
  ["supervisor", "done"],
  ["manager", "done"],
  ["administrator", "NOT_FOUND"],
  ["responder", "NOT_FOUND"],
  ["auditor", "FORBIDDEN"],
] as const;

const countOpen = (caseId: string) => systemDb().request.count({ where: { caseId, state: "open" } });

describe("withdrawing a request", () => {
  const withdraw = (ctx: ReturnType<typeof userCtxFor>, requestId: string, reason = "They rang.") =>
    withdrawRequest(ctx, { requestId, reason });

  test("keeps the reason, and takes back from the unit what was shared", async () => {
    const { site, given, unit, dana, requestId } = await aScene();
    const amina = await aViewer({ site, role: "responder", unitId: unit.id });
    expect((await getRequest(amina, requestId, NOW)).shared.words).toBe(given.words);
    expect(await withdraw(userCtxFor(dana), requestId)).toEqual({ requestId, reference: given.reference });
    expect(await systemDb().request.findUnique({ where: { id: requestId } })).toMatchObject({
      state: "withdrawn",
      reason: "They rang.",
      settledById: dana.personId,
      settledAt: NOW,
    });
    expect((await eventsOf("case", given.id)).map(({ type, data }) => [type, data])).toEqual([
      ["request.withdrawn", { requestId, unit: "Day Surgery" }],
    ]);
    expect(JSON.stringify(await getRequest(amina, requestId, NOW))).not.toContain(given.words);
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, requestId } = await aScene();
    const unitId = role === "responder" ? (await aUnit(site)).id : undefined;
    const ctx = userCtxFor(await aViewer({ site, role, unitId }));
    const ended = await attempt(() => withdraw(ctx, requestId));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("is not for the unit itself, nor for another site, nor for what never was", async () => {
    const { site, unit, requestId } = await aScene();
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    const amina = await aViewer({ site, role: "responder", unitId: unit.id });
    for (const [viewer, id] of [
      [amina, requestId],
      [stranger, requestId],
      [stranger, newId()],
    ] as const) {
      const ended = await attempt(() => withdraw(userCtxFor(viewer), id));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that the unit answers at the same moment: one wins, and the other is shown both", async () => {
    const { site, given, unit, dana, requestId } = await aScene();
    const amina = await aViewer({ site, role: "responder", unitId: unit.id });
    const { works } = await race<unknown>({ table: "Request", id: requestId }, [
      () => withdraw(userCtxFor(dana), requestId),
      () => answerRequest(userCtxFor(amina), { requestId, answer: "Yes." }),
    ]);
    const settled = await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const lost = settled.findIndex(({ status }) => status === "rejected");
    const { differences } = (await refusalOf(works[lost] ?? Promise.resolve())).details;
    const words = ["They rang.", "Yes."];
    expect(differences).toMatchObject([{ theirs: words[1 - lost], yours: words[lost] }]);
    expect(await eventTypesOf("case", given.id)).toHaveLength(1);
  });

  test("twice in the same words is done once", async () => {
    const { given, dana, requestId } = await aScene();
    await withdraw(userCtxFor(dana), requestId);
    expect(await attempt(() => withdraw(userCtxFor(dana), requestId))).toEqual({ outcome: "done", changed: [] });
    expect(await eventTypesOf("case", given.id)).toEqual(["request.withdrawn"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, requestId } = await aScene();
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => withdraw(userCtxFor(dana), requestId));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("withdrawing all that waits, as the closing of a case does", () => {
  const reason = "The case is closed.";

  test("withdraws each once with the reason, leaves what is settled and other cases, and says how many", async () => {
    const { site, given, unit, dana, requestId } = await aScene();
    const second = await aRequest({ of: given, unitId: unit.id });
    const answered = await aRequest({ of: given, unitId: unit.id, state: "answered" });
    const other = await aCase({ site });
    const elsewhere = await aRequest({ of: other, unitId: unit.id });
    expect(await countOpen(given.id)).toBe(2);
    const ctx = userCtxFor(dana);
    const count = await withTransaction(ctx, async (tx) => {
      return withdrawOpenRequests(tx, ctx, { caseId: given.id, reason });
    });
    expect(count).toBe(2);
    expect(await countOpen(given.id)).toBe(0);
    const rows = await systemDb().request.findMany({ where: { state: "withdrawn", reason }, select: { id: true } });
    expect(rows.map(({ id }) => id).toSorted()).toEqual([requestId, second.id].toSorted());
    for (const [id, state] of [
      [answered.id, "answered"],
      [elsewhere.id, "open"],
    ] as const) {
      expect(await systemDb().request.findUnique({ where: { id } })).toMatchObject({ state });
    }
    expect(await eventTypesOf("case", given.id)).toEqual(["request.withdrawn", "request.withdrawn"]);
  });

  test("is undone with the transaction around it", async () => {
    const { given, dana } = await aScene();
    const ctx = userCtxFor(dana);
    const close = withTransaction(ctx, async (tx) => {
      await withdrawOpenRequests(tx, ctx, { caseId: given.id, reason });
      throw new Error("the closing failed");
    });
    await expect(close).rejects.toThrow("the closing failed");
    expect(await countOpen(given.id)).toBe(1);
    expect(await eventTypesOf("case", given.id)).toEqual([]);
  });

  test("touches nothing for somebody who does not see the case, and refuses whoever only reads it", async () => {
    const { site, given } = await aScene();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    const run = (ctx: typeof stranger) =>
      withTransaction(ctx, (tx) => withdrawOpenRequests(tx, ctx, { caseId: given.id, reason }));
    expect(await run(stranger)).toBe(0);
    expect(await countOpen(given.id)).toBe(1);
    const auditor = userCtxFor(await aViewer({ site, role: "auditor" }));
    expect(await attempt(() => run(auditor))).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });
});

describe("reminding a unit", () => {
  const remind = (ctx: ReturnType<typeof userCtxFor>, requestId: string) => remindUnit(ctx, { requestId });

  test("leaves a mark that the unit sees, and an event", async () => {
    const { site, given, unit, dana, requestId } = await aScene();
    const amina = await aViewer({ site, role: "responder", unitId: unit.id });
    expect(await remind(userCtxFor(dana), requestId)).toEqual({ reference: given.reference });
    expect(await getRequest(amina, requestId, NOW)).toMatchObject({ remindedAt: NOW.toISOString(), remindCount: 1 });
    expect((await eventsOf("case", given.id)).map(({ type, data }) => [type, data])).toEqual([
      ["request.reminded", { requestId, unit: "Day Surgery" }],
    ]);
  });

  test("happens at most once an hour, and says when again", async () => {
    const { dana, requestId } = await aScene();
    await remind(userCtxFor(dana), requestId);
    const soon = userCtxFor(dana, minutesIn(59));
    expect(await attempt(() => remind(soon, requestId))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(remind(soon, requestId))).message).toContain("Tue 12 May 2026, 11:30");
    expect((await attempt(() => remind(userCtxFor(dana, minutesIn(60)), requestId))).outcome).toBe("done");
    expect(await systemDb().request.findUnique({ where: { id: requestId } })).toMatchObject({ remindCount: 2 });
  });

  test("by two at once reminds once", async () => {
    const { site, given, dana, requestId } = await aScene();
    const sam = await aViewer({ site });
    const { works } = await race({ table: "Request", id: requestId }, [
      () => remind(userCtxFor(dana), requestId),
      () => remind(userCtxFor(sam), requestId),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect(await eventTypesOf("case", given.id)).toEqual(["request.reminded"]);
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, requestId } = await aScene();
    const unitId = role === "responder" ? (await aUnit(site)).id : undefined;
    const ctx = userCtxFor(await aViewer({ site, role, unitId }));
    const ended = await attempt(() => remind(ctx, requestId));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(["answered", "returned", "withdrawn"] as const)("of what is %s is refused", async (state) => {
    const { given, unit, dana } = await aScene();
    const { id } = await aRequest({ of: given, unitId: unit.id, state });
    expect(await attempt(() => remind(userCtxFor(dana), id))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("of another site, or of what never was, is not found", async () => {
    const { requestId } = await aScene();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [requestId, newId()]) {
      expect(await attempt(() => remind(ctx, id))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, requestId } = await aScene();
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => remind(userCtxFor(dana), requestId));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
