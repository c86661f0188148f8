import { describe, expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { askUnit } from "@/lib/request/mutations/ask-unit";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, askUnitInput, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const requestsOf = (caseId: string) => systemDb().request.findMany({ where: { caseId } });

async function aScene() {
  const site = await aSite();
  const [dana, given, unit] = [await aViewer({ site }), await aCase({ site }), await aUnit(site, "Day Surgery")];
  return { site, dana, given, unit, input: askUnitInput({ caseId: given.id, unitId: unit.id }) };
}

describe("asking a unit", () => {
  test("keeps the question, its due time and what it shares, and its event holds none of its words", async () => {
    const { site, dana, given, unit } = await aScene();
    const input = askUnitInput({ caseId: given.id, unitId: unit.id, question: "Who?\nWhen?", sharesWords: "on" });
    const { requestId, reference } = await askUnit(userCtxFor(dana), input);
    expect(reference).toBe(given.reference);
    expect(await requestsOf(given.id)).toMatchObject([
      {
        id: requestId,
        siteId: site.id,
        unitId: unit.id,
        state: "open",
        question: "Who?\nWhen?",
        dueAt: new Date("2026-05-13T16:00:00Z"),
        ...{ sharesWords: true, sharesPatient: false, sharesIssues: false },
        askedById: dana.personId,
        askedAt: NOW,
        remindCount: 0,
      },
    ]);
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "request.asked", data: { requestId, unit: "Day Surgery" }, siteId: site.id, actorId: dana.personId },
    ]);
    expect((await eventsOf("case", given.id))[0]?.data).toEqual({ requestId, unit: "Day Surgery" });
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, unit, input } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role, unitId: role === "responder" ? unit.id : undefined }));
    const ended = await attempt(() => askUnit(ctx, input));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("about a closed case is refused", async () => {
    const { site, dana, unit } = await aScene();
    const closed = await aCase({ site, state: "closed" });
    const ask = () => askUnit(userCtxFor(dana), askUnitInput({ caseId: closed.id, unitId: unit.id }));
    expect(await attempt(ask)).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect((await refusalOf(ask())).message).toContain("closed");
  });

  test("about a case of another site, or of none, is not found", async () => {
    const { unit, given } = await aScene();
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const caseId of [given.id, newId()]) {
      const ended = await attempt(() => askUnit(ctx, askUnitInput({ caseId, unitId: unit.id })));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that closed is refused beside the field with its last day", async () => {
    const { dana, unit, input } = await aScene();
    await systemDb().unit.update({ where: { id: unit.id }, data: { closedOn: new Date("2026-03-12") } });
    const ask = () => askUnit(userCtxFor(dana), input);
    expect(await attempt(ask)).toEqual({ outcome: "INVALID", changed: [] });
    const told = "Day Surgery was open last on 12 Mar 2026. Choose another unit.";
    expect((await refusalOf(ask())).details.fieldErrors).toEqual({ unitId: [told] });
  });

  test("that is of another site, or no unit at all, is refused beside the field", async () => {
    const { dana, given } = await aScene();
    const foreign = await aUnit(await aSite());
    for (const unitId of [foreign.id, newId()]) {
      const ask = () => askUnit(userCtxFor(dana), askUnitInput({ caseId: given.id, unitId }));
      expect(await attempt(ask)).toEqual({ outcome: "INVALID", changed: [] });
      expect((await refusalOf(ask())).details.fieldErrors).toEqual({ unitId: ["Choose a unit of this site."] });
    }
  });

  test.each([
    ["2026-05-12T10:30", /past/],
    ["2027-05-12T10:31", /more than a year/],
    ["2027-03-28T01:30", /clocks go forward/],
    ["2026-02-30T10:00", /does not exist/],
  ])("by %s is refused beside the field, in the zone of the site", async (due, words) => {
    const { dana, given, unit } = await aScene();
    const ask = () => askUnit(userCtxFor(dana), askUnitInput({ caseId: given.id, unitId: unit.id, due }));
    expect(await attempt(ask)).toEqual({ outcome: "INVALID", changed: [] });
    expect((await refusalOf(ask())).details.fieldErrors?.due?.[0]).toMatch(words);
  });

  test("twice, or five times at once, asks once", async () => {
    const { dana, given, input } = await aScene();
    await openConnections(8);
    const done = await Promise.all(Array.from({ length: 5 }, () => askUnit(userCtxFor(dana), input)));
    done.push(await askUnit(userCtxFor(dana), input));
    expect(new Set(done.map(({ requestId }) => requestId)).size).toBe(1);
    expect(await requestsOf(given.id)).toHaveLength(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["request.asked"]);
  });

  test("with the same form and other words is told that the first were asked", async () => {
    const { dana, given, input } = await aScene();
    await askUnit(userCtxFor(dana), input);
    const again = () => askUnit(userCtxFor(dana), { ...input, question: "And who came?" });
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
    expect((await refusalOf(again())).message).toContain("has already asked Day Surgery");
    expect(await requestsOf(given.id)).toHaveLength(1);
  });

  test.each([
    ["due time", { due: "2026-05-14T17:00" }],
    ["sharing of the words", { sharesWords: true }],
    ["sharing of the patient", { sharesPatient: true }],
    ["sharing of the issues", { sharesIssues: true }],
  ])("with the same form and another %s is told so as well", async (_what, changed) => {
    const { dana, input } = await aScene();
    await askUnit(userCtxFor(dana), input);
    const again = () => askUnit(userCtxFor(dana), { ...input, ...changed });
    expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("under a key that somebody else has used never says that it was asked", async () => {
    const { site, dana, input } = await aScene();
    await askUnit(userCtxFor(dana), input);
    const ctx = userCtxFor(await aViewer({ site }));
    expect(await attempt(() => askUnit(ctx, input))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("again, after it was returned, makes another request", async () => {
    const { dana, given, unit, input } = await aScene();
    const { requestId } = await askUnit(userCtxFor(dana), input);
    await systemDb().request.update({
      where: { id: requestId },
      data: { state: "returned", reason: "Ask Radiology.", settledAt: NOW, settledById: dana.personId },
    });
    await askUnit(userCtxFor(dana), askUnitInput({ caseId: given.id, unitId: unit.id }));
    expect((await requestsOf(given.id)).map(({ state }) => state).toSorted()).toEqual(["open", "returned"]);
  });

  test("clears the draft in which it was typed", async () => {
    const { dana, given, input } = await aScene();
    const draft = { personId: dana.personId, fields: {}, savedAt: NOW };
    await systemDb().draft.createMany({
      data: [
        { id: newId(), kind: "request", subject: given.id, ...draft },
        { id: newId(), kind: "note", subject: given.id, ...draft },
      ],
    });
    await askUnit(userCtxFor(dana), { ...input, draftSavedAt: NOW.toISOString() });
    const left = await systemDb().draft.findMany({ where: { personId: dana.personId }, select: { kind: true } });
    expect(left).toEqual([{ kind: "note" }]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, input } = await aScene();
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => askUnit(userCtxFor(dana), input));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
