import { describe, expect, test } from "vitest";
import { listCovered } from "@/lib/access/queries/absences";
import { listBackFromWaiting } from "@/lib/case/queries/waiting";
import {
  countDue,
  listBrokenPromises,
  listCalls,
  listOwnCalls,
  listOwnPromises,
  listToApprove,
} from "@/lib/follow-up/queries";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, aFollowUp, anAbsence, aPromise, aSite, aViewer, NOW } from "../../support/factories";

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** Ana is away until Friday, and Bo acts for her; Cy leads. */
async function aDesk() {
  const site = await aSite();
  const [ana, bo] = [await aViewer({ site }), await aViewer({ site })];
  const cy = await aViewer({ site, role: "supervisor" });
  await anAbsence({ personId: ana.personId, coverId: bo.personId });
  const given = await aCase({ site, ownerId: ana.personId, loggedById: ana.personId, state: "triaged" });
  return { site, ana, bo, cy, given };
}

describe("whom somebody covers", () => {
  test("is whoever counts on them today, also through another who is away", async () => {
    const { site, ana, bo, cy } = await aDesk();
    expect(await listCovered(bo, NOW)).toEqual([ana.personId]);
    expect(await listCovered(ana, NOW)).toEqual([]);
    expect(await listCovered(cy, NOW)).toEqual([]);
    await anAbsence({ personId: bo.personId, coverId: cy.personId });
    expect(await listCovered(bo, NOW)).toEqual([]);
    expect((await listCovered(cy, NOW)).toSorted()).toEqual([ana.personId, bo.personId].toSorted());
    expect(await listCovered(await aViewer({ site }), NOW)).toEqual([]);
  });

  test.each([
    ["2026-05-10T12:00:00Z", 0],
    ["2026-05-11T00:00:00Z", 1],
    ["2026-05-15T22:00:00Z", 1],
    ["2026-05-15T23:30:00Z", 0],
  ])("at %s is %d of those who are away in their week, as the clocks of London count days", async (at, count) => {
    const { bo } = await aDesk();
    expect(await listCovered(bo, new Date(at))).toHaveLength(count);
  });
});

describe("the day of whoever covers", () => {
  test("holds their calls, their promises and what came back, beside one's own, and counts them", async () => {
    const { site, ana, bo, given } = await aDesk();
    const [own, theirs] = [await aFollowUp({ of: given, ownerId: bo.personId }), await aFollowUp({ of: given })];
    const promise = await aPromise({ of: given, dueOn: "2026-05-12" });
    const back = await aCase({ site, ownerId: ana.personId, state: "waiting" });
    await systemDb().caseWait.create({
      data: {
        ...{ id: newId(), caseId: back.id, siteId: site.id, for: "patient" as const, reason: "Their letter." },
        ...{ since: new Date("2026-05-01"), until: new Date("2026-05-12") },
      },
    });
    const covered = await listCovered(bo, NOW);
    expect(idsOf(await listOwnCalls(bo, NOW, covered)).toSorted()).toEqual([own.id, theirs.id].toSorted());
    expect(idsOf((await listCalls(bo, "mine", NOW, covered)).due)).toHaveLength(2);
    expect(idsOf(await listOwnPromises(bo, NOW, covered))).toEqual([promise.id]);
    expect(idsOf(await listBackFromWaiting(bo, NOW, covered))).toEqual([back.id]);
    expect(await countDue(bo, NOW)).toMatchObject({ due: { count: 3 } });
    expect(await listBackFromWaiting(bo, NOW)).toEqual([]);
    expect(idsOf(await listOwnCalls(bo, NOW))).toEqual([own.id]);
  });
});

describe("the day of whoever leads", () => {
  test("shows an own broken promise once, and those of others beside it", async () => {
    const { given, cy } = await aDesk();
    const broken = { of: given, dueOn: "2026-05-11" };
    const [own, theirs] = [await aPromise({ ...broken, ownerId: cy.personId }), await aPromise(broken)];
    expect(idsOf(await listOwnPromises(cy, NOW))).toEqual([own.id]);
    expect(idsOf(await listBrokenPromises(cy, NOW, [cy.personId]))).toEqual([theirs.id]);
    expect(idsOf(await listBrokenPromises(cy, NOW)).toSorted()).toEqual([own.id, theirs.id].toSorted());
  });

  test("counts up to fifty and one more of each", async () => {
    const { given, cy, ana } = await aDesk();
    const { personId: ownerId } = ana;
    const row = { caseId: given.id, siteId: given.siteId, ownerId, party: "patient" as const };
    const made = { madeById: ana.personId, madeAt: NOW, dueOn: new Date("2026-05-11"), words: "We will call you." };
    await systemDb().patientPromise.createMany({
      data: Array.from({ length: 55 }, () => ({ id: newId(), ...row, ...made, idempotencyKey: newId() })),
    });
    expect(await listBrokenPromises(cy, NOW)).toHaveLength(51);
    expect(await listToApprove(cy, NOW)).toEqual([]);
  });
});
