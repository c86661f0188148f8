import { describe, expect, test } from "vitest";
import { openDispute } from "@/lib/billing/mutations/open-dispute";
import { openDisputeSchema } from "@/lib/billing/schema";
import { CaseState } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aDispute, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const anOpening = (caseId: string, form = {}) =>
  openDisputeSchema.parse({ disputeId: newId(), caseId, currency: "USD", payer: "Northstar Health", ...form });
const disputesOf = (caseId: string) => systemDb().billingDispute.findMany({ where: { caseId } });

describe("opening a billing dispute", () => {
  test("keeps its currency with its decimals, and its event holds no word of it", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    const input = anOpening(given.id, { currency: "KWD", accountNumber: "AC-0042" });
    expect(await openDispute(userCtxFor(dana), input)).toEqual({ reference: given.reference });
    expect(await disputesOf(given.id)).toMatchObject([
      {
        ...{ id: input.disputeId, siteId: site.id, currency: "KWD", digits: 3, payer: "Northstar Health" },
        ...{ accountNumber: "AC-0042", openedAt: NOW, openedById: dana.personId },
      },
    ]);
    expect(await eventsOf("case", given.id)).toMatchObject([
      {
        type: "billing.dispute_opened",
        data: { disputeId: input.disputeId, currency: "KWD" },
        ...{ actorId: dana.personId, siteId: site.id, at: NOW },
      },
    ]);
    expect(JSON.stringify(await eventsOf("case", given.id))).not.toMatch(/Northstar|AC-0042/);
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
    const ended = await attempt(() => openDispute(ctx, anOpening(given.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test.each(Object.values(CaseState))("of a case that is %s is refused only when it is closed", async (state) => {
    const site = await aSite();
    const given = await aCase({ site, state });
    const ctx = userCtxFor(await aViewer({ site }));
    const { outcome } = await attempt(() => openDispute(ctx, anOpening(given.id)));
    expect(outcome).toBe(state === "closed" ? "FORBIDDEN" : "done");
  });

  test("of a case of another site, or of none, is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      expect(await attempt(() => openDispute(ctx, anOpening(id)))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that has one is a conflict", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    await aDispute({ site, caseId: given.id });
    const ctx = userCtxFor(await aViewer({ site }));
    const ended = await attempt(() => openDispute(ctx, anOpening(given.id)));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("that is sent five times at once opens one; two people at once open one", async () => {
    const site = await aSite();
    const [given, other] = [await aCase({ site }), await aCase({ site })];
    const [one, two] = [userCtxFor(await aViewer({ site })), userCtxFor(await aViewer({ site }))];
    const input = anOpening(given.id);
    await openConnections(7);
    expect(await outcomesOf(Array.from({ length: 5 }, () => openDispute(one, input)))).toEqual(Array(5).fill("done"));
    expect(await eventTypesOf("case", given.id)).toEqual(["billing.dispute_opened"]);
    const both = [one, two].map((ctx) => openDispute(ctx, anOpening(other.id)));
    expect(await outcomesOf(both)).toEqual(["CONFLICT", "done"]);
    expect(await disputesOf(other.id)).toHaveLength(1);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => openDispute(userCtxFor(dana), anOpening(given.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
