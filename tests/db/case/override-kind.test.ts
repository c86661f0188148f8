import { describe, expect, test } from "vitest";
import { confirmKindChange, declineKindChange } from "@/lib/case/mutations/answer-kind-change";
import { overrideKind, recordFacts } from "@/lib/case/mutations/classify-case";
import { type CaseKind, CaseState } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import { getClassification, listProposedKinds } from "@/lib/regulation/queries";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aProposal, aSite, aViewer, factsInput, NOW, type Place, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const later = new Date(NOW.getTime() + 60_000);
const REASON = "It was a question about parking.";
const kept = (id: string) => systemDb().case.findUniqueOrThrow({ where: { id } });
const changesOf = (caseId: string) => systemDb().kindChange.findMany({ where: { caseId }, orderBy: { id: "asc" } });
const aHospital = () => aSite({ country: "US", timeZone: "America/New_York" });
const someone = async (site: Place) => userCtxFor(await aViewer({ site }), later);

type Row = { id: string; kind: CaseKind };
const to = (kind: CaseKind, { id, kind: expectedKind }: Row, reason: string | null = null) => {
  return { caseId: id, changeId: newId(), expectedKind, kind, reason };
};

describe("choosing a kind", () => {
  test.each([
    ["inquiry", "complaint"],
    ["concern", "complaint"],
    ["complaint", "grievance"],
    ["compliment", "suggestion"],
  ] as const)("from %s to %s happens at once, without a reason", async (from, kind) => {
    const site = await aHospital();
    const ctx = await someone(site);
    const given = await aCase({ site, kind: from });
    const input = to(kind, given);
    expect(await overrideKind(ctx, input)).toEqual({ reference: given.reference });
    expect(await kept(given.id)).toMatchObject({ kind, updatedAt: later });
    expect(await changesOf(given.id)).toMatchObject([{ id: input.changeId, from, to: kind, outcome: "made" }]);
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "case.reclassified", actorId: ctx.viewer.personId, data: { changeId: input.changeId } },
    ]);
  });

  test("keeps its reason out of the event", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await overrideKind(await someone(site), to("grievance", given, REASON));
    expect(await changesOf(given.id)).toMatchObject([{ reason: REASON }]);
    expect(JSON.stringify(await eventsOf("case", given.id))).not.toContain(REASON);
  });

  test("hands a concern that becomes a complaint to the rules, which may make it more", async () => {
    const site = await aHospital();
    const given = await aCase({ site, kind: "concern", channel: "letter" });
    await overrideKind(await someone(site), to("complaint", given));
    expect(await kept(given.id)).toMatchObject({ kind: "grievance", kindRuleId: "2-written" });
  });

  test.each([
    ["grievance", "complaint"],
    ["complaint", "concern"],
    ["concern", "inquiry"],
    ["grievance", "compliment"],
  ] as const)("from %s to %s needs a reason, and waits for a second person", async (from, kind) => {
    const site = await aHospital();
    const ctx = await someone(site);
    const given = await aCase({ site, kind: from });
    const refusal = await refusalOf(overrideKind(ctx, to(kind, given)));
    expect(refusal.details.fieldErrors?.reason?.[0]).toMatch(/Say why/);
    const input = to(kind, given, REASON);
    await overrideKind(ctx, input);
    await overrideKind(ctx, input);
    expect((await kept(given.id)).kind).toBe(from);
    expect(await changesOf(given.id)).toMatchObject([{ from, to: kind, reason: REASON, outcome: null }]);
    expect(await eventTypesOf("case", given.id)).toEqual(["kind.proposed"]);
  });

  test("downwards while another waits is a conflict, also at the same moment", async () => {
    const site = await aHospital();
    const given = await aCase({ site, kind: "grievance" });
    const [one, two] = [await someone(site), await someone(site)];
    const { works } = await race({ table: "Case", id: given.id }, [
      () => overrideKind(one, to("complaint", given, REASON)),
      () => overrideKind(two, to("concern", given, REASON)),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect(await changesOf(given.id)).toHaveLength(1);
  });

  test("of somebody who saw another kind is a conflict that shows both", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await overrideKind(await someone(site), to("grievance", given));
    const refusal = await refusalOf(overrideKind(await someone(site), to("concern", given, REASON)));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toEqual([
      { field: "kind", label: "Kind", theirs: "Grievance", yours: "Concern", theirValue: "grievance" },
    ]);
  });

  test("as it is already, or twice, changes nothing more", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const given = await aCase({ site });
    const input = to("grievance", given);
    await overrideKind(ctx, input);
    for (const again of [input, to("grievance", given)]) {
      expect(await attempt(() => overrideKind(ctx, again))).toEqual({ outcome: "done", changed: [] });
    }
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => overrideKind(ctx, to("grievance", given)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(Object.values(CaseState))("of a case that is %s is refused only when it is closed", async (state) => {
    const site = await aSite();
    const given = await aCase({ site, state });
    const ctx = await someone(site);
    const ended = await attempt(() => overrideKind(ctx, to("grievance", given)));
    expect(ended.outcome).toBe(state === "closed" ? "FORBIDDEN" : "done");
  });

  test("of a case of another site is not found, and what cannot be told does not happen", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const stranger = await someone(await aSite());
    expect((await attempt(() => overrideKind(stranger, to("grievance", given)))).outcome).toBe("NOT_FOUND");
    const ctx = await someone(site);
    await refuseEventsBy(ctx.viewer.personId);
    for (const kind of ["grievance", "concern"] as const) {
      expect(await attempt(() => overrideKind(ctx, to(kind, given, REASON)))).toEqual({
        outcome: "stopped by the database",
        changed: [],
      });
    }
  });
});

describe("the second person", () => {
  async function aWaitingOne(from: CaseKind = "grievance", lower: CaseKind = "complaint") {
    const site = await aHospital();
    const proposer = await someone(site);
    const given = await aCase({ site, kind: from, channel: "letter", kindRuleId: "2-written" });
    const where = { caseId: given.id, siteId: site.id, proposedById: proposer.viewer.personId };
    const proposal = await aProposal({ ...where, from, to: lower });
    return { site, proposer, given, proposal };
  }

  test("confirms, and the case is less; the ground that spoke against it lifts it no more, a new one does", async () => {
    const { site, given, proposal } = await aWaitingOne();
    const ctx = await someone(site);
    await confirmKindChange(ctx, { changeId: proposal.id, answer: "I rang them." });
    expect(await kept(given.id)).toMatchObject({
      kind: "complaint",
      kindRuleId: null,
      setAsideRuleIds: ["2-written"],
    });
    expect(await changesOf(given.id)).toMatchObject([
      { outcome: "confirmed", answer: "I rang them.", answeredById: ctx.viewer.personId, answeredAt: later },
    ]);
    const events = await eventsOf("case", given.id);
    expect(events).toMatchObject([{ type: "case.reclassified", data: { ruleId: null, changeId: proposal.id } }]);
    expect(JSON.stringify(events)).not.toContain("I rang them.");
    expect(await getClassification(ctx.viewer, given.id)).toMatchObject({
      reason: null,
      proposal: null,
      decision: { reason: "It was settled the same day.", confirmedBy: { id: ctx.viewer.personId } },
    });

    await recordFacts(ctx, factsInput(given.id, { isBillingOnly: "yes" }));
    expect((await kept(given.id)).kind).toBe("complaint");
    await recordFacts(ctx, factsInput(given.id, { allegesNeglect: "yes" }));
    expect(await kept(given.id)).toMatchObject({ kind: "grievance", kindRuleId: "1-allegation" });
  });

  test("declines with an answer, and the case stays what it is", async () => {
    const { site, given, proposal } = await aWaitingOne();
    const ctx = await someone(site);
    await declineKindChange(ctx, { changeId: proposal.id, answer: "They wrote it." });
    expect((await kept(given.id)).kind).toBe("grievance");
    expect(await changesOf(given.id)).toMatchObject([{ outcome: "declined", answer: "They wrote it." }]);
    expect(await eventTypesOf("case", given.id)).toEqual(["kind.declined"]);
  });

  const answers = [
    ["confirms", confirmKindChange],
    ["declines", declineKindChange],
  ] as const;

  test.each(answers)("is never the one who proposed it: who %s", async (_deed, verb) => {
    const { proposer, proposal } = await aWaitingOne();
    const ended = await attempt(() => verb(proposer, { changeId: proposal.id, answer: "Yes." }));
    expect(ended).toEqual({ outcome: "FORBIDDEN", changed: [] });
    const direct = systemDb().kindChange.update({
      where: { id: proposal.id },
      data: { outcome: "confirmed", answeredById: proposal.proposedById, answeredAt: later },
    });
    await expect(direct).rejects.toThrow(/KindChange_second_person/);
  });

  test.each(answers)("who %s is told when another was first", async (_deed, verb) => {
    const { site, given, proposal } = await aWaitingOne();
    const [one, two] = [await someone(site), await someone(site)];
    await declineKindChange(one, { changeId: proposal.id, answer: "No." });
    const refusal = await refusalOf(verb(two, { changeId: proposal.id, answer: "Yes." }));
    expect(refusal.message).toBe(`${one.viewer.name} has declined this already.`);
    expect((await kept(given.id)).kind).toBe("grievance");
  });

  test.each(answers)("who %s at the same moment as another: one wins", async (_deed, verb) => {
    const { site, given, proposal } = await aWaitingOne();
    const people = [await someone(site), await someone(site)];
    const { works } = await race(
      { table: "Case", id: given.id },
      people.map((ctx) => () => verb(ctx, { changeId: proposal.id, answer: "So be it." })),
    );
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
  });

  test.each(answers)("who %s what is void is told so", async (_deed, verb) => {
    const { site, given, proposal } = await aWaitingOne();
    const ctx = await someone(site);
    await recordFacts(ctx, factsInput(given.id, { allegesHarm: "yes" }));
    const refusal = await refusalOf(verb(ctx, { changeId: proposal.id, answer: "Yes." }));
    expect(refusal.message).toMatch(/overtaken/);
    expect((await kept(given.id)).kind).toBe("grievance");
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    for (const [, verb] of answers) {
      const { site, proposal } = await aWaitingOne();
      const ctx = userCtxFor(await aViewer({ site, role }), later);
      const ended = await attempt(() => verb(ctx, { changeId: proposal.id, answer: "So be it." }));
      expect(ended.outcome).toBe(outcome);
      if (outcome !== "done") expect(ended.changed).toEqual([]);
    }
  });

  test.each(answers)("who %s on a closed case, at another site, or unheard is refused", async (_deed, verb) => {
    const { site, given, proposal } = await aWaitingOne();
    const answer = { changeId: proposal.id, answer: "So be it." };
    const stranger = await someone(await aHospital());
    expect((await attempt(() => verb(stranger, answer))).outcome).toBe("NOT_FOUND");
    const unheard = await someone(site);
    await refuseEventsBy(unheard.viewer.personId);
    expect(await attempt(() => verb(unheard, answer))).toEqual({ outcome: "stopped by the database", changed: [] });
    await systemDb().case.update({ where: { id: given.id }, data: { state: "closed", closedAt: NOW } });
    const ctx = await someone(site);
    expect(await attempt(() => verb(ctx, answer))).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("finds what waits among what is to be decided, at their own sites and on open cases", async () => {
    const { site, given, proposal, proposer } = await aWaitingOne();
    await aWaitingOne();
    const supervisor = await aViewer({ site, role: "supervisor" });
    expect(await listProposedKinds(supervisor)).toMatchObject([
      { id: proposal.id, mayAnswer: true, case: { reference: given.reference } },
    ]);
    expect(await listProposedKinds(proposer.viewer)).toEqual([]);
    expect((await getClassification(proposer.viewer, given.id)).proposal).toMatchObject({ mayAnswer: false });
    await systemDb().case.update({ where: { id: given.id }, data: { state: "closed", closedAt: NOW } });
    expect(await listProposedKinds(supervisor)).toEqual([]);
  });
});
