import { describe, expect, test } from "vitest";
import { deactivatePerson, withdrawRole } from "@/lib/access/mutations/people";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { closeCase } from "@/lib/case/mutations/close-case";
import { handOverCases, undoHandOver } from "@/lib/case/mutations/hand-over";
import { undoAssignment } from "@/lib/case/mutations/undo";
import { closeCaseSchema } from "@/lib/case/schema";
import { mergeCases, unmergeCases } from "@/lib/case-join/mutations/merge-cases";
import { handOnAll } from "@/lib/follow-up/mutations/hand-on";
import { setLimits } from "@/lib/follow-up/mutations/set-limits";
import { listLimits, listPromises } from "@/lib/follow-up/queries";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aFollowUp, anIssue, aPerson, aPromise, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

const ownersOf = async (caseId: string) => {
  const select = { where: { caseId, state: "open" as const }, select: { ownerId: true } };
  const [promises, followUps] = await Promise.all([
    systemDb().patientPromise.findMany(select),
    systemDb().followUp.findMany(select),
  ]);
  return [...promises, ...followUps].map(({ ownerId }) => ownerId);
};

async function aScene() {
  const site = await aSite();
  const lead = await aViewer({ site, role: "supervisor" });
  const [ana, bo] = [await aPerson({ site }), await aPerson({ site })];
  const given = await aCase({ site, ownerId: ana.id, state: "triaged", loggedById: ana.id });
  await anIssue({ caseId: given.id, siteId: site.id, finding: "upheld", answer: "We are sorry." });
  return { site, lead, ana, bo, given, ctx: userCtxFor(lead) };
}

describe("what is promised on a case", () => {
  test("goes with it to its new owner, and back when that is undone", async () => {
    const { ana, bo, given, ctx } = await aScene();
    await aPromise({ of: given });
    await aFollowUp({ of: given });
    await aPromise({ of: given, state: "kept" });
    const { version } = await assignCase(ctx, { caseId: given.id, expectedOwnerId: ana.id, ownerId: bo.id });
    expect(await ownersOf(given.id)).toEqual([bo.id, bo.id]);
    await undoAssignment(ctx, { caseId: given.id, version: version ?? 0 });
    expect(await ownersOf(given.id)).toEqual([ana.id, ana.id]);
  });

  test("stays with the new owner where they had it before, when the rest is taken back", async () => {
    const { ana, bo, given, ctx } = await aScene();
    const [theirs, own] = [await aPromise({ of: given }), await aPromise({ of: given, ownerId: bo.id })];
    const ownCall = await aFollowUp({ of: given, ownerId: bo.id });
    const ownerOf = async (id: string) =>
      (await systemDb().patientPromise.findUniqueOrThrow({ where: { id } })).ownerId;
    const move = { caseId: given.id, ownerId: bo.id };
    const form = { handoverId: newId(), siteId: given.siteId, personId: ana.id, reason: "leave", note: null } as const;
    const verbs = [
      async () => {
        const { version } = await assignCase(ctx, { ...move, expectedOwnerId: ana.id });
        await undoAssignment(ctx, { caseId: given.id, version: version ?? 0 });
      },
      async () => {
        await handOverCases(ctx, { ...form, moves: [move] });
        await undoHandOver(ctx, form);
      },
    ];
    for (const giveAndTakeBack of verbs) {
      await giveAndTakeBack();
      expect([await ownerOf(theirs.id), await ownerOf(own.id)]).toEqual([ana.id, bo.id]);
      expect((await systemDb().followUp.findUniqueOrThrow({ where: { id: ownCall.id } })).ownerId).toBe(bo.id);
    }
  });

  test("stays with a colleague who is not the owner of the case, and goes from whoever has left", async () => {
    const { site, ana, bo, given, ctx } = await aScene();
    const cy = await aPerson({ site });
    await aPromise({ of: given, ownerId: cy.id });
    await aFollowUp({ of: given });
    const admin = userCtxFor(await aViewer({ site, role: "administrator" }));
    await deactivatePerson(admin, { personId: ana.id });
    expect((await ownersOf(given.id)).toSorted()).toEqual([ana.id, cy.id].toSorted());
    await assignCase(ctx, { caseId: given.id, expectedOwnerId: null, ownerId: bo.id });
    expect((await ownersOf(given.id)).toSorted()).toEqual([bo.id, cy.id].toSorted());
  });

  test("goes from whoever leaves, or works here no more, to the owner of the case", async () => {
    const { site, ana, given } = await aScene();
    const admin = userCtxFor(await aViewer({ site, role: "administrator" }));
    const [cy, dee] = [await aPerson({ site }), await aPerson({ site })];
    for (const { id: ownerId } of [cy, dee]) {
      await aPromise({ of: given, ownerId });
      await aFollowUp({ of: given, ownerId });
    }
    await deactivatePerson(admin, { personId: cy.id });
    expect((await ownersOf(given.id)).toSorted()).toEqual([ana.id, ana.id, dee.id, dee.id].toSorted());
    const grant = await systemDb().roleGrant.findFirstOrThrow({ where: { personId: dee.id } });
    await withdrawRole(admin, { grantId: grant.id });
    expect(await ownersOf(given.id)).toEqual([ana.id, ana.id, ana.id, ana.id]);
  });

  test("is handed on over many cases at once, each telling of it", async () => {
    const { site, ana, bo, given, ctx } = await aScene();
    const other = await aCase({ site, loggedById: ana.id });
    await aPromise({ of: given });
    await aFollowUp({ of: other });
    const count = await withTransaction(ctx, (tx) =>
      handOnAll(tx, ctx, { caseIds: [given.id, other.id], fromId: ana.id, toId: bo.id }),
    );
    expect(count).toBe(2);
    expect([...(await ownersOf(given.id)), ...(await ownersOf(other.id))]).toEqual([bo.id, bo.id]);
    expect(await eventTypesOf("case", given.id)).toEqual(["promise.handed_on"]);
    expect(await eventTypesOf("case", other.id)).toEqual(["follow_up.handed_on"]);
  });

  test("goes over with a merge while it is open, and back when that is undone", async () => {
    const { site, given, ctx } = await aScene();
    const survivor = await aCase({ site });
    const [open, kept] = [await aPromise({ of: given }), await aPromise({ of: given, state: "kept" })];
    const call = await aFollowUp({ of: given });
    const caseOf = async () => [
      (await systemDb().patientPromise.findUniqueOrThrow({ where: { id: open.id } })).caseId,
      (await systemDb().patientPromise.findUniqueOrThrow({ where: { id: kept.id } })).caseId,
      (await systemDb().followUp.findUniqueOrThrow({ where: { id: call.id } })).caseId,
    ];
    const mergeId = newId();
    await anIssue({ caseId: survivor.id, siteId: site.id });
    await mergeCases(ctx, { mergeId, caseId: given.id, into: survivor.reference, reason: "One fall." });
    expect(await caseOf()).toEqual([survivor.id, given.id, survivor.id]);
    await unmergeCases(ctx, { mergeId, reason: "Two falls." });
    expect(await caseOf()).toEqual([given.id, given.id, given.id]);
  });
});

describe("closing a case with an open promise", () => {
  const closing = (given: { id: string }, promises: unknown[]) =>
    closeCaseSchema.parse({
      ...{ caseId: given.id, expectedState: "triaged", expectedKind: "complaint", outcome: "satisfied" },
      ...{ summary: "They are content.", hasChanged: "no", lesson: "A slip." },
      ...{ answeredVia: "phone", answeredOn: "2026-05-12", promises },
    });

  test("is refused until it says what becomes of it", async () => {
    const { given, ctx } = await aScene();
    const { id: promiseId } = await aPromise({ of: given });
    const close = (promises: unknown[]) => () => closeCase(ctx, closing(given, promises));
    expect(await attempt(close([]))).toEqual({ outcome: "INVALID", changed: [] });
    for (const [fate, field] of [
      ["kept", "words"],
      ["withdrawn", "words"],
      ["handed_on", "ownerId"],
    ]) {
      expect(await attempt(close([{ promiseId, fate }]))).toEqual({ outcome: "INVALID", changed: [] });
      const refusal = await refusalOf(close([{ promiseId, fate }])());
      expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual([`promises[0].${field}`]);
    }
  });

  test("keeps, withdraws, or leaves it with somebody who goes on answering for it", async () => {
    const { site, lead, bo, given, ctx } = await aScene();
    const [one, two, three] = [
      await aPromise({ of: given }),
      await aPromise({ of: given }),
      await aPromise({ of: given }),
    ];
    await closeCase(
      ctx,
      closing(given, [
        { promiseId: one.id, fate: "kept", words: "Called." },
        { promiseId: two.id, fate: "withdrawn", words: "They moved." },
        { promiseId: three.id, fate: "handed_on", ownerId: bo.id },
      ]),
    );
    const rows = await listPromises(lead, given.id, NOW);
    const of = (id: string) => rows.find((row) => row.id === id);
    expect(of(one.id)).toMatchObject({ standing: { kind: "kept" }, keptHow: "Called." });
    expect(of(two.id)).toMatchObject({ standing: { kind: "withdrawn" }, reason: "They moved." });
    expect(of(three.id)).toMatchObject({ isOpen: true, outlivesCase: true, owner: { id: bo.id } });
    expect(await eventTypesOf("case", given.id)).toContain("promise.outlived");
    expect(site.id).toBe(given.siteId);
  });

  test("keeps none that still needs approval, and none of another case", async () => {
    const { site, given, ctx } = await aScene();
    const pending = await aPromise({ of: given, amount: 5000, approval: "pending" });
    const foreign = await aPromise({ of: await aCase({ site }) });
    for (const { id } of [pending, foreign]) {
      const close = () => closeCase(ctx, closing(given, [{ promiseId: id, fate: "kept", words: "Paid." }]));
      expect(await attempt(close)).toEqual({ outcome: "INVALID", changed: [] });
    }
  });
});

describe("what a role may promise", () => {
  const texts = (associate: string, supervisor = "250.00", manager = "2500.00") => ({ associate, supervisor, manager });

  test("is set by an administrator of the site, and counts from then on", async () => {
    const site = await aSite();
    const admin = await aViewer({ site, role: "administrator" });
    const input = { siteId: site.id, ...texts("20"), base: texts("0.00") };
    expect((await listLimits(admin)).get(site.id)).toEqual({ associate: 0, supervisor: 25_000, manager: 250_000 });
    await setLimits(userCtxFor(admin), input);
    expect((await listLimits(admin)).get(site.id)?.associate).toBe(2000);
    expect(await eventTypesOf("site", site.id)).toEqual(["authority.changed"]);
    expect(await attempt(() => setLimits(userCtxFor(admin), input))).toEqual({ outcome: "done", changed: [] });
  });

  test("is refused to everybody else, out of order, and where somebody changed it meanwhile", async () => {
    const site = await aSite();
    const admin = userCtxFor(await aViewer({ site, role: "administrator" }));
    const set = (associate: string, base = texts("0.00")) => ({ siteId: site.id, ...texts(associate), base });
    for (const given of [
      { site, role: "manager" as const },
      { site: await aSite(), role: "administrator" as const },
    ]) {
      const ctx = userCtxFor(await aViewer(given));
      expect(await attempt(() => setLimits(ctx, set("20")))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
    for (const wrong of ["300", "much"]) {
      expect(await attempt(() => setLimits(admin, set(wrong)))).toEqual({ outcome: "INVALID", changed: [] });
    }
    await setLimits(admin, set("20"));
    const refused = await aViewer({ site, role: "administrator" });
    await refuseEventsBy(refused.personId);
    const unsaid = () => setLimits(userCtxFor(refused), set("30", texts("20.00")));
    expect(await attempt(unsaid)).toEqual({ outcome: "stopped by the database", changed: [] });
    const stale = await refusalOf(setLimits(admin, set("30")));
    expect(stale.code).toBe("CONFLICT");
    expect(stale.details.differences).toMatchObject([{ field: "associate", theirs: "£20.00", yours: "£30.00" }]);
  });
});
