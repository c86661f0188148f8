import { describe, expect, test } from "vitest";
import { liftHold, placeHold } from "@/lib/billing/mutations/holds";
import { findDispute } from "@/lib/billing/queries";
import { liftHoldSchema, placeHoldSchema } from "@/lib/billing/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aDispute, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const aHold = (disputeId: string, until = "2026-06-30") =>
  placeHoldSchema.parse({ holdId: newId(), disputeId, until, reason: "The payer looks at it again." });
const aLifting = (holdId: string) => liftHoldSchema.parse({ holdId, reason: "The payer has paid." });
const holdsOf = (disputeId: string) => systemDb().collectionHold.findMany({ where: { disputeId } });

async function aScene() {
  const site = await aSite();
  const dispute = await aDispute({ site });
  const ctx = userCtxFor(await aViewer({ site }));
  return { site, dispute, ctx };
}

async function aHeldScene() {
  const scene = await aScene();
  const hold = aHold(scene.dispute.id);
  await placeHold(scene.ctx, hold);
  return { ...scene, hold };
}

const ROLES = [
  ["associate", "done"],
  ["supervisor", "done"],
  ["manager", "done"],
  ["administrator", "NOT_FOUND"],
  ["responder", "NOT_FOUND"],
  ["auditor", "FORBIDDEN"],
] as const;

describe("a hold on collection", () => {
  test("is placed with its reason, which its event does not tell", async () => {
    const { site, dispute, ctx } = await aScene();
    const hold = aHold(dispute.id);
    await placeHold(ctx, hold);
    expect(await holdsOf(dispute.id)).toMatchObject([
      {
        ...{ id: hold.holdId, siteId: site.id, until: new Date("2026-06-30"), reason: hold.reason },
        ...{ placedAt: NOW, placedById: ctx.viewer.personId, liftedAt: null },
      },
    ]);
    const events = await eventsOf("case", dispute.caseId);
    expect(events).toMatchObject([
      { type: "billing.hold_placed", data: { holdId: hold.holdId, until: "2026-06-30" }, at: NOW },
    ]);
    expect(JSON.stringify(events)).not.toContain("payer");
    const detail = await findDispute(ctx.viewer, dispute.caseId, NOW);
    expect(detail?.hold).toMatchObject({ until: "2026-06-30", standing: "on", placedBy: ctx.viewer.name });
  });

  test.each([
    ["2026-05-11", /has passed/],
    ["2027-05-14", /a year at most/],
  ])("until %s is refused beside the field", async (until, message) => {
    const { dispute, ctx } = await aScene();
    const { details } = await refusalOf(placeHold(ctx, aHold(dispute.id, until)));
    expect(details.fieldErrors?.until?.[0]).toMatch(message);
    expect(await holdsOf(dispute.id)).toEqual([]);
  });

  test("may end today, as the day is at the site", async () => {
    const { dispute, ctx } = await aScene();
    await placeHold(ctx, aHold(dispute.id, "2026-05-12"));
    expect((await findDispute(ctx.viewer, dispute.caseId, NOW))?.hold?.standing).toBe("ending");
    const tomorrow = new Date("2026-05-12T23:30:00Z");
    expect((await findDispute(ctx.viewer, dispute.caseId, tomorrow))?.hold?.standing).toBe("over");
  });

  test("is placed once while one runs, and again when it has ended or is lifted", async () => {
    const { dispute, ctx, hold } = await aHeldScene();
    expect((await refusalOf(placeHold(ctx, aHold(dispute.id)))).message).toMatch(/on hold until 30 Jun 2026 already/);
    const later = { ...ctx, now: new Date("2026-07-01T09:00:00Z") };
    await placeHold(later, aHold(dispute.id, "2026-07-31"));
    expect(await holdsOf(dispute.id)).toHaveLength(2);
    await liftHold(later, aLifting(hold.holdId));
    expect((await findDispute(ctx.viewer, dispute.caseId, later.now))?.hold?.until).toBe("2026-07-31");
  });

  test("that is sent five times at once is placed once", async () => {
    const { dispute, ctx } = await aScene();
    const hold = aHold(dispute.id);
    await openConnections(7);
    expect(await outcomesOf(Array.from({ length: 5 }, () => placeHold(ctx, hold)))).toEqual(Array(5).fill("done"));
    expect(await eventTypesOf("case", dispute.caseId)).toEqual(["billing.hold_placed"]);
  });

  test.each(ROLES)("is placed by %s: %s", async (role, outcome) => {
    const { site, dispute } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => placeHold(ctx, aHold(dispute.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("on a closed case is refused; at another site, or on nothing, it is not found", async () => {
    const { site, ctx } = await aScene();
    const closed = await aDispute({ site, caseId: (await aCase({ site, state: "closed" })).id });
    const foreign = await aScene();
    const ask = (id: string) => attempt(() => placeHold(ctx, aHold(id)));
    expect(await ask(closed.id)).toEqual({ outcome: "FORBIDDEN", changed: [] });
    for (const id of [foreign.dispute.id, newId()])
      expect(await ask(id)).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded is not placed, nor lifted", async () => {
    const { site, dispute, hold } = await aHeldScene();
    const other = await aDispute({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    await refuseEventsBy(ctx.viewer.personId);
    const stopped = { outcome: "stopped by the database", changed: [] };
    expect(await attempt(() => placeHold(ctx, aHold(other.id)))).toEqual(stopped);
    expect(await attempt(() => liftHold(ctx, aLifting(hold.holdId)))).toEqual(stopped);
    expect(await eventTypesOf("case", dispute.caseId)).toEqual(["billing.hold_placed"]);
  });
});

describe("lifting a hold", () => {
  test("keeps who did it and why, and nothing of that in the event", async () => {
    const { dispute, ctx, hold } = await aHeldScene();
    await liftHold(ctx, aLifting(hold.holdId));
    expect(await holdsOf(dispute.id)).toMatchObject([
      { liftedAt: NOW, liftedById: ctx.viewer.personId, liftReason: "The payer has paid." },
    ]);
    expect((await eventsOf("case", dispute.caseId)).at(-1)).toMatchObject({
      ...{ type: "billing.hold_lifted", data: { holdId: hold.holdId } },
    });
    expect((await findDispute(ctx.viewer, dispute.caseId, NOW))?.hold).toBeNull();
  });

  test("twice is a conflict, and tells once", async () => {
    const { dispute, ctx, hold } = await aHeldScene();
    await liftHold(ctx, aLifting(hold.holdId));
    expect(await attempt(() => liftHold(ctx, aLifting(hold.holdId)))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await eventTypesOf("case", dispute.caseId)).toEqual(["billing.hold_placed", "billing.hold_lifted"]);
  });

  test.each(ROLES)("by %s: %s", async (role, outcome) => {
    const { site, hold } = await aHeldScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect((await attempt(() => liftHold(ctx, aLifting(hold.holdId)))).outcome).toBe(outcome);
  });

  test("of another site, or none at all, is not found; of a closed case it is lifted", async () => {
    const { hold, dispute, ctx } = await aHeldScene();
    const foreign = await aHeldScene();
    const ask = (id: string) => attempt(() => liftHold(ctx, aLifting(id)));
    for (const id of [foreign.hold.holdId, newId()])
      expect(await ask(id)).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await systemDb().case.update({ where: { id: dispute.caseId }, data: { state: "closed", closedAt: NOW } });
    expect((await ask(hold.holdId)).outcome).toBe("done");
  });
});
