import { describe, expect, test } from "vitest";
import { overrideKind, recordFacts } from "@/lib/case/mutations/classify-case";
import { CaseState } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import { NOTHING_RECORDED } from "@/lib/regulation/rules";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPerson,
  aProposal,
  aSite,
  aViewer,
  factsInput,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { race } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);
const kept = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });
const factsOf = (caseId: string) => systemDb().caseFacts.findUnique({ where: { caseId } });
const changesOf = (caseId: string) => systemDb().kindChange.findMany({ where: { caseId } });
const aHospital = () => aSite({ country: "US", timeZone: "America/New_York" });
const someone = async (site: Place) => userCtxFor(await aViewer({ site }), later);

describe("recording what is known", () => {
  test("keeps it, makes the case what the rules say, and says why", async () => {
    const site = await aHospital();
    const ctx = await someone(site);
    const given = await aCase({ site });
    const facts = factsInput(given.id, { settledOnTheSpot: "no", needsInvestigation: "yes" });

    expect(await recordFacts(ctx, facts)).toEqual({ reference: given.reference });

    expect(await kept(given.id)).toMatchObject({ kind: "grievance", kindRuleId: "3-unresolved", updatedAt: later });
    expect(await factsOf(given.id)).toMatchObject({
      ...NOTHING_RECORDED,
      siteId: site.id,
      settledOnTheSpot: "no",
      needsInvestigation: "yes",
    });
    expect(await eventsOf("case", given.id)).toMatchObject([
      {
        type: "case.facts_recorded",
        at: later,
        actorId: ctx.viewer.personId,
        data: {
          changes: [
            { field: "Settled on the spot", before: "Not known", after: "No" },
            { field: "Needs to be looked into", before: "Not known", after: "Yes" },
          ],
        },
      },
      {
        type: "case.reclassified",
        data: {
          from: "Complaint",
          to: "Grievance",
          ruleId: "3-unresolved",
          packId: "us-hospital",
          packVersion: "2026-1",
          changeId: null,
        },
      },
    ]);
  });

  test("that leaves the kind as it is names the rule, once", async () => {
    const site = await aHospital();
    const ctx = await someone(site);
    const given = await aCase({ site });
    await recordFacts(ctx, factsInput(given.id, { settledOnTheSpot: "yes" }));
    expect(await kept(given.id)).toMatchObject({ kind: "complaint", kindRuleId: "7-on-the-spot" });
    await recordFacts(
      ctx,
      factsInput(given.id, { settledOnTheSpot: "yes", isAfterStay: "yes", base: { settledOnTheSpot: "yes" } }),
    );
    expect(await eventTypesOf("case", given.id)).toEqual([
      "case.facts_recorded",
      "case.reclassified",
      "case.facts_recorded",
    ]);
  });

  test("makes no grievance of a letter elsewhere", async () => {
    const site = await aSite();
    const given = await aCase({ site, channel: "letter" });
    await recordFacts(await someone(site), factsInput(given.id, { allegesAbuse: "unknown", settledOnTheSpot: "no" }));
    expect(await kept(given.id)).toMatchObject({ kind: "complaint", packId: "plain" });
  });

  test.each([
    ["inquiry", "allegesAbuse", "grievance"],
    ["concern", "asksFormalAnswer", "grievance"],
    ["concern", "needsInvestigation", "concern"],
    ["compliment", "isAfterStay", "compliment"],
  ] as const)("of a %s: %s makes it a %s", async (kind, fact, becomes) => {
    const site = await aHospital();
    const given = await aCase({ site, kind });
    await recordFacts(await someone(site), factsInput(given.id, { [fact]: "yes" }));
    expect((await kept(given.id)).kind).toBe(becomes);
  });

  test("judges a case by the pack under which it was opened, whatever its site names now", async () => {
    const site = await aHospital();
    const given = await aCase({ site, packId: "plain" });
    await recordFacts(await someone(site), factsInput(given.id, { settledOnTheSpot: "no" }));
    expect((await kept(given.id)).kind).toBe("complaint");
  });

  test("sent twice records it once", async () => {
    const site = await aHospital();
    const ctx = await someone(site);
    const given = await aCase({ site });
    const facts = factsInput(given.id, { allegesHarm: "yes" });
    expect(await recordFacts(ctx, facts)).toEqual(await recordFacts(ctx, facts));
    expect(await eventTypesOf("case", given.id)).toEqual([
      ...["case.facts_recorded", "case.reclassified", "escalation.raised"],
    ]);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aHospital();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => recordFacts(ctx, factsInput(given.id, { allegesHarm: "yes" })));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(Object.values(CaseState))("of a case that is %s is refused only when it is closed", async (state) => {
    const site = await aHospital();
    const given = await aCase({ site, state });
    const ctx = await someone(site);
    const ended = await attempt(() => recordFacts(ctx, factsInput(given.id, { allegesHarm: "yes" })));
    expect(ended.outcome).toBe(state === "closed" ? "FORBIDDEN" : "done");
  });

  test("of a case of another site, or of none, is not found", async () => {
    const given = await aCase({ site: await aHospital() });
    const ctx = await someone(await aHospital());
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => recordFacts(ctx, factsInput(id, { allegesHarm: "yes" })))).toEqual({
        outcome: "NOT_FOUND",
        changed: [],
      });
    }
  });

  test("that cannot be told does not happen at all", async () => {
    const site = await aHospital();
    const ctx = await someone(site);
    const given = await aCase({ site });
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => recordFacts(ctx, factsInput(given.id, { allegesHarm: "yes" })));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("two people who record at once", () => {
  test("different facts both have their way", async () => {
    const site = await aHospital();
    const given = await aCase({ site });
    const [one, two] = [await someone(site), await someone(site)];
    const { works } = await race({ table: "Case", id: given.id }, [
      () => recordFacts(one, factsInput(given.id, { settledOnTheSpot: "yes" })),
      () => recordFacts(two, factsInput(given.id, { isAfterStay: "yes" })),
    ]);
    expect(await outcomesOf(works)).toEqual(["done", "done"]);
    expect(await factsOf(given.id)).toMatchObject({ settledOnTheSpot: "yes", isAfterStay: "yes" });
  });

  test("the same fact otherwise: the second is shown both, and nothing of theirs is written", async () => {
    const site = await aHospital();
    const given = await aCase({ site });
    await recordFacts(await someone(site), factsInput(given.id, { settledOnTheSpot: "yes" }));
    const mine = factsInput(given.id, { settledOnTheSpot: "no", allegesHarm: "yes" });
    const refusal = await refusalOf(recordFacts(await someone(site), mine));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toEqual([
      { field: "settledOnTheSpot", label: "Settled on the spot", theirs: "Yes", yours: "No", theirValue: "yes" },
    ]);
    expect(await factsOf(given.id)).toMatchObject({ settledOnTheSpot: "yes", allegesHarm: "unknown" });
    expect((await kept(given.id)).kind).toBe("complaint");
  });

  test("the same fact alike agree", async () => {
    const site = await aHospital();
    const given = await aCase({ site });
    const facts = { settledOnTheSpot: "yes" } as const;
    await recordFacts(await someone(site), factsInput(given.id, facts));
    const ctx = await someone(site);
    expect(await attempt(() => recordFacts(ctx, factsInput(given.id, facts)))).toEqual({
      outcome: "done",
      changed: [],
    });
  });
});

describe("taking a ground back", () => {
  async function aGrievance() {
    const site = await aHospital();
    const ctx = await someone(site);
    const given = await aCase({ site });
    await recordFacts(ctx, factsInput(given.id, { settledOnTheSpot: "no" }));
    return { site, ctx, given };
  }

  test("is refused without a reason, and nothing is recorded", async () => {
    const { ctx, given } = await aGrievance();
    const back = factsInput(given.id, { settledOnTheSpot: "yes", base: { settledOnTheSpot: "no" } });
    const refusal = await refusalOf(recordFacts(ctx, back));
    expect(refusal.details.fieldErrors?.reason?.[0]).toMatch(/Say why; a second person reads it/);
    expect(await factsOf(given.id)).toMatchObject({ settledOnTheSpot: "no" });
  });

  test("with a reason records it and leaves the lower kind to a second person", async () => {
    const { ctx, given } = await aGrievance();
    const back = {
      settledOnTheSpot: "yes",
      base: { settledOnTheSpot: "no" },
      reason: "I ticked the wrong one.",
    } as const;
    const input = factsInput(given.id, back);
    await recordFacts(ctx, input);
    await recordFacts(ctx, input);
    expect(await factsOf(given.id)).toMatchObject({ settledOnTheSpot: "yes" });
    expect((await kept(given.id)).kind).toBe("grievance");
    expect(await changesOf(given.id)).toMatchObject([
      { id: input.changeId, from: "grievance", to: "complaint", reason: back.reason, outcome: null },
    ]);
    const events = await eventsOf("case", given.id);
    expect(events.slice(2).map(({ type }) => type)).toEqual(["case.facts_recorded", "kind.proposed"]);
    expect(JSON.stringify(events)).not.toContain(back.reason);
  });

  test("while a lower kind waits already makes no second proposal", async () => {
    const { ctx, given, site } = await aGrievance();
    await aProposal({ caseId: given.id, siteId: site.id, proposedById: ctx.viewer.personId });
    await recordFacts(ctx, factsInput(given.id, { settledOnTheSpot: "yes", base: { settledOnTheSpot: "no" } }));
    expect(await changesOf(given.id)).toHaveLength(1);
    expect((await kept(given.id)).kind).toBe("grievance");
  });
});

describe("a lower kind that waits", () => {
  test("is void once a new ground is recorded, and not for what is no ground", async () => {
    const site = await aHospital();
    const given = await aCase({ site, channel: "letter", kind: "grievance", kindRuleId: "2-written" });
    const { id: proposedById } = await aPerson({ site });
    await aProposal({ caseId: given.id, siteId: site.id, proposedById });
    const ctx = await someone(site);
    await recordFacts(ctx, factsInput(given.id, { isBillingOnly: "yes" }));
    expect(await changesOf(given.id)).toMatchObject([{ outcome: null }]);
    await recordFacts(ctx, factsInput(given.id, { asksFormalAnswer: "yes" }));
    expect(await changesOf(given.id)).toMatchObject([{ outcome: "voided", answeredAt: later, answeredById: null }]);
    expect(await eventTypesOf("case", given.id)).toEqual(["case.facts_recorded", "case.facts_recorded", "kind.voided"]);
    expect((await kept(given.id)).kind).toBe("grievance");
  });

  test("is void once somebody raises the kind", async () => {
    const site = await aHospital();
    const given = await aCase({ site });
    const ctx = await someone(site);
    const { id: proposedById } = await aPerson({ site });
    await aProposal({ caseId: given.id, siteId: site.id, proposedById, from: "complaint", to: "concern" });
    const change = { caseId: given.id, changeId: newId(), reason: null };
    await overrideKind(ctx, { ...change, expectedKind: "complaint", kind: "grievance" });
    expect((await changesOf(given.id)).map(({ outcome }) => outcome).toSorted()).toEqual(["made", "voided"]);
  });
});
