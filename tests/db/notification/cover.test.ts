import { describe, expect, test } from "vitest";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { planFollowUp } from "@/lib/follow-up/mutations/plan-follow-up";
import { deliverMail } from "@/lib/notification/mutations/deliver";
import { notify } from "@/lib/notification/mutations/notify";
import { listNotifications } from "@/lib/notification/queries";
import type { CoveredType, NotificationType } from "@/lib/notification/schema";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, anAbsence, aSite, aViewer, NOW, planFollowUpInput, userCtxFor } from "../../support/factories";

const told = (personId: string) =>
  systemDb().notification.findMany({ where: { personId }, select: { type: true, coveredId: true } });

/** Ana has a case and is away; Bo covers for her. */
async function aDesk() {
  const site = await aSite();
  const lead = await aViewer({ site, role: "supervisor" });
  const [ana, bo] = [await aViewer({ site }), await aViewer({ site })];
  await anAbsence({ personId: ana.personId, coverId: bo.personId });
  const given = await aCase({ site, ownerId: ana.personId, state: "triaged" });
  const tell = (type: NotificationType, now = NOW) => {
    const ctx = { actor: { id: null, name: "Clocks" }, now };
    const news = { type, siteId: site.id, caseId: given.id, to: [ana.personId], dedupeKey: newId() };
    return withTransaction(ctx, (tx) => notify(tx, ctx, news));
  };
  return { site, lead, ana, bo, given, tell };
}

describe("whoever covers for somebody who is away", () => {
  test.each([
    "clock_due_soon",
    "clock_late",
    "promise_due",
    "promise_broken",
    "follow_up_due",
    "request_settled",
  ] satisfies CoveredType[])("is told %s beside them", async (type) => {
    const { ana, bo, tell } = await aDesk();
    await tell(type);
    expect(await told(ana.personId)).toEqual([{ type, coveredId: null }]);
    expect(await told(bo.personId)).toEqual([{ type, coveredId: ana.personId }]);
    expect((await listNotifications(bo, { tab: "unread" })).rows).toMatchObject([{ type, isCover: true }]);
  });

  test("is not told what is meant for them alone, nor once they are back", async () => {
    const { ana, bo, tell } = await aDesk();
    await tell("mentioned");
    await tell("clock_late", new Date("2026-05-16T09:00:00Z"));
    expect(await told(bo.personId)).toEqual([]);
    expect(await told(ana.personId)).toHaveLength(2);
    await systemDb().absence.updateMany({
      where: { personId: ana.personId },
      data: { endedAt: NOW, endedById: ana.personId },
    });
    await tell("clock_late");
    expect(await told(bo.personId)).toEqual([]);
  });

  test("is the last of those who cover each other, and nobody where no one is left", async () => {
    const { site, bo, tell } = await aDesk();
    const cy = await aViewer({ site });
    await anAbsence({ personId: bo.personId, coverId: cy.personId });
    await tell("clock_late");
    expect(await told(cy.personId)).toHaveLength(1);
    expect(await told(bo.personId)).toEqual([]);
    await anAbsence({ personId: cy.personId });
    await tell("clock_late");
    expect(await told(cy.personId)).toHaveLength(1);
  });

  test("is never told of what they did themselves, nor who may not see the case", async () => {
    const { site, ana, bo, given } = await aDesk();
    await planFollowUp(userCtxFor(bo), planFollowUpInput(given.id, { ownerId: ana.personId }));
    expect(await told(ana.personId)).toMatchObject([{ type: "follow_up_given" }]);
    expect(await told(bo.personId)).toEqual([]);
    await systemDb().roleGrant.deleteMany({ where: { personId: bo.personId, siteId: site.id } });
    await planFollowUp(userCtxFor(await aViewer({ site })), planFollowUpInput(given.id, { ownerId: ana.personId }));
    expect(await told(bo.personId)).toEqual([]);
  });

  test("has it by e-mail too, in words of their own, as long as they cover", async () => {
    const { site, lead, ana, bo } = await aDesk();
    const give = async () => {
      const other = await aCase({ site });
      const deed = { caseId: other.id, expectedOwnerId: null, ownerId: ana.personId };
      await assignCase(userCtxFor(lead), deed);
      const { deliveryId } = await systemDb().notification.findFirstOrThrow({
        where: { personId: bo.personId, caseId: other.id },
      });
      return deliveryId ?? "";
    };
    const send = async (id: string) => {
      await deliverMail({ actor: { id: null, name: "E-mail" }, now: new Date(NOW.getTime() + 600_000) }, id);
      return systemDb().mailDelivery.findUniqueOrThrow({ where: { id } });
    };
    const sent = await send(await give());
    expect(sent.text).toContain("Assigned to somebody you cover for");
    expect(sent.text).not.toContain(ana.name);
    const later = await give();
    await systemDb().absence.updateMany({
      where: { personId: ana.personId },
      data: { endedAt: NOW, endedById: ana.personId },
    });
    expect(await send(later)).toMatchObject({ state: "dropped" });
  });
});
