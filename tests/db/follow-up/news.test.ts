import { describe, expect, test } from "vitest";
import { deactivatePerson } from "@/lib/access/mutations/people";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { approvePromise, declinePromise } from "@/lib/follow-up/mutations/decide-promise";
import { handOnPromise } from "@/lib/follow-up/mutations/hand-on";
import { makePromise } from "@/lib/follow-up/mutations/make-promise";
import { planFollowUp, writeInstead } from "@/lib/follow-up/mutations/plan-follow-up";
import { listNotifications } from "@/lib/notification/queries";
import { systemDb } from "@/lib/platform/db";
import { attempt, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aFollowUp,
  anAttempt,
  aPerson,
  aPromise,
  aSite,
  aViewer,
  makePromiseInput,
  NOW,
  planFollowUpInput,
  userCtxFor,
} from "../../support/factories";

const typesOf = async (personId: string) => {
  const rows = await systemDb().notification.findMany({ where: { personId }, orderBy: { createdAt: "asc" } });
  return rows.map(({ type }) => type);
};
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

/** A case of Ana's, her colleague Bo, and their supervisor. */
async function aDesk() {
  const site = await aSite();
  const lead = await aViewer({ site, role: "supervisor" });
  const [ana, bo] = [await aViewer({ site }), await aViewer({ site })];
  const given = await aCase({ site, ownerId: ana.personId, state: "triaged", loggedById: ana.personId });
  return { site, lead, ana, bo, given, ctx: userCtxFor(ana) };
}

describe("of a follow-up", () => {
  test("hears whoever is to do it, with a way to it, and not whoever plans it for themself", async () => {
    const { ana, bo, given, ctx } = await aDesk();
    const input = planFollowUpInput(given.id, { ownerId: bo.personId });
    await planFollowUp(ctx, input);
    await planFollowUp(ctx, input);
    await planFollowUp(ctx, planFollowUpInput(given.id));
    expect((await listNotifications(bo, { tab: "unread" })).rows).toMatchObject([
      { type: "follow_up_given", href: `/cases/${given.reference}#follow-ups`, isCover: false },
    ]);
    expect(await typesOf(ana.personId)).toEqual([]);
  });

  test("that becomes a letter hears whoever is to write it", async () => {
    const { ana, given, lead } = await aDesk();
    const call = await aFollowUp({ of: given, ownerId: ana.personId });
    for (let tries = 0; tries < 3; tries += 1) await anAttempt(call);
    await writeInstead(userCtxFor(lead), { followUpId: call.id });
    expect(await typesOf(ana.personId)).toEqual(["follow_up_given"]);
  });

  test("is gone with the plan that could not be recorded", async () => {
    const { ana, bo, given, ctx } = await aDesk();
    await refuseEventsBy(ana.personId);
    const plan = () => planFollowUp(ctx, planFollowUpInput(given.id, { ownerId: bo.personId }));
    expect(await attempt(plan)).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("of a promise", () => {
  test("hears whoever is to keep it, and each to whom it is handed on, every time", async () => {
    const { ana, bo, given, ctx } = await aDesk();
    const { promiseId } = await makePromise(ctx, makePromiseInput(given.id, { ownerId: bo.personId }));
    expect(await typesOf(bo.personId)).toEqual(["promise_given"]);
    await handOnPromise(userCtxFor(bo, minutesLater(1)), { promiseId, ownerId: ana.personId });
    expect(await typesOf(ana.personId)).toEqual(["promise_given"]);
    await handOnPromise(userCtxFor(ana, minutesLater(2)), { promiseId, ownerId: bo.personId });
    expect(await typesOf(bo.personId)).toEqual(["promise_given", "promise_given"]);
  });

  test("is not told beside the case that it goes with", async () => {
    const { ana, bo, given, lead } = await aDesk();
    await aPromise({ of: given });
    const deed = { caseId: given.id, expectedOwnerId: ana.personId, ownerId: bo.personId };
    await assignCase(userCtxFor(lead), deed);
    expect(await typesOf(bo.personId)).toEqual(["handed_over"]);
  });

  test("of somebody who leaves hears the owner of the case", async () => {
    const { site, ana, given } = await aDesk();
    const gone = await aPerson({ site });
    await aPromise({ of: given, ownerId: gone.id });
    await aFollowUp({ of: given, ownerId: gone.id });
    await deactivatePerson(userCtxFor(await aViewer({ site, role: "administrator" })), { personId: gone.id });
    expect((await typesOf(ana.personId)).toSorted()).toEqual(["follow_up_given", "promise_given"]);
  });

  test.each([
    ["200", ["supervisor", "manager"]],
    ["300", ["manager"]],
    ["9000", ["manager"]],
  ])("of %s pounds hear those whose limit covers it: %j", async (amount, roles) => {
    const { site, lead, bo, given, ctx } = await aDesk();
    const boss = await aViewer({ site, role: "manager" });
    await makePromise(ctx, makePromiseInput(given.id, { amount, money: "refund" }));
    const asked = { supervisor: await typesOf(lead.personId), manager: await typesOf(boss.personId) };
    expect(Object.entries(asked).flatMap(([role, types]) => types.map(() => role))).toEqual(roles);
    expect(await typesOf(bo.personId)).toEqual([]);
  });

  test("that is decided hear whoever made it and whoever keeps it, and not who decided", async () => {
    const { ana, bo, given, lead } = await aDesk();
    const pending = { of: given, amount: 5000, approval: "pending" as const, ownerId: bo.personId };
    const [one, two] = [await aPromise(pending), await aPromise(pending)];
    await approvePromise(userCtxFor(lead), { promiseId: one.id });
    await declinePromise(userCtxFor(lead, minutesLater(1)), { promiseId: two.id, reason: "Not ours to pay." });
    for (const { personId } of [ana, bo]) {
      expect(await typesOf(personId)).toEqual(["promise_approved", "promise_declined"]);
    }
    expect(await typesOf(lead.personId)).toEqual([]);
  });

  test("is gone with the deed that could not be recorded", async () => {
    const { ana, bo, given, ctx, lead } = await aDesk();
    const pending = await aPromise({ of: given, amount: 5000, approval: "pending" });
    const open = await aPromise({ of: given });
    await refuseEventsBy(ana.personId);
    await refuseEventsBy(lead.personId);
    for (const deed of [
      () => makePromise(ctx, makePromiseInput(given.id, { ownerId: bo.personId })),
      () => handOnPromise(ctx, { promiseId: open.id, ownerId: bo.personId }),
      () => declinePromise(userCtxFor(lead), { promiseId: pending.id, reason: "No." }),
    ]) {
      expect(await attempt(deed)).toEqual({ outcome: "stopped by the database", changed: [] });
    }
  });
});
