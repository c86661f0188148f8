import { describe, expect, test } from "vitest";
import { changeChargeLine } from "@/lib/billing/mutations/charge-lines";
import { liftHold, placeHold } from "@/lib/billing/mutations/holds";
import { findDispute } from "@/lib/billing/queries";
import { changeChargeLineSchema } from "@/lib/billing/schema";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, aChargeLine, aDispute, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

describe("the billing dispute of a case", () => {
  test.each([
    ["associate", true],
    ["auditor", false],
  ] as const)("as the %s sees it", async (role, mayWork) => {
    const site = await aSite({ country: "US", timeZone: "America/New_York" });
    const dispute = await aDispute({ site });
    await aChargeLine({ dispute, servedOn: new Date("2026-03-02") });
    await aChargeLine({ dispute, outcome: "reduced", reducedTo: 1n, amount: 999_999_999_999 });
    const shown = await findDispute(await aViewer({ site, role }), dispute.caseId, NOW);
    expect(shown).toMatchObject({
      ...{
        mayWork,
        today: "2026-05-12",
        currency: { code: "USD", digits: 2 },
        locale: "en-US",
        hold: null,
        plan: null,
      },
      lines: [
        { position: 1, servedOn: "2026-03-02", amount: 50_000, outcome: "open", decision: null },
        { position: 2, servedOn: null, amount: 999_999_999_999, reducedTo: 1 },
      ],
      totals: { charged: 1_000_000_049_999, disputed: 50_000, owed: 50_001 },
    });
  });

  test("of a closed case may be ended, but not worked", async () => {
    const site = await aSite();
    const dispute = await aDispute({ site, caseId: (await aCase({ site, state: "closed" })).id });
    const may = async (role: "associate" | "auditor") =>
      findDispute(await aViewer({ site, role }), dispute.caseId, NOW);
    expect(await may("associate")).toMatchObject({ mayWork: false, mayEnd: true });
    expect(await may("auditor")).toMatchObject({ mayWork: false, mayEnd: false });
  });

  test("is nothing where there is none, or where it is not for the viewer to see", async () => {
    const site = await aSite();
    const dispute = await aDispute({ site });
    const none = await aCase({ site });
    expect(await findDispute(await aViewer({ site }), none.id, NOW)).toBeNull();
    for (const role of ["administrator", "responder"] as const) {
      expect(await findDispute(await aViewer({ site, role }), dispute.caseId, NOW)).toBeNull();
    }
    expect(await findDispute(await aViewer({ site: await aSite() }), dispute.caseId, NOW)).toBeNull();
  });

  test("tells its words in the timeline", async () => {
    const site = await aSite();
    const dispute = await aDispute({ site });
    const line = await aChargeLine({ dispute });
    const ctx = userCtxFor(await aViewer({ site }));
    const seen = { description: "MRI of the knee", amount: "500.00", reason: "It was said to be covered." };
    await changeChargeLine(
      ctx,
      changeChargeLineSchema.parse({ lineId: line.id, ...seen, description: "CT", base: seen }),
    );
    const holdId = newId();
    await placeHold(ctx, { holdId, disputeId: dispute.id, until: "2026-06-01", reason: "They look again." });
    await liftHold(ctx, { holdId, reason: "Settled." });
    const { entries } = await listCaseTimeline(ctx.viewer, dispute.caseId);
    expect(entries.map(({ sentence, text }) => [sentence, text])).toEqual([
      ["lifted the hold on collection", "Settled."],
      ["put collection on hold until 1 Jun 2026", "They look again."],
      ["changed charge 1", "What was charged: MRI of the knee → CT"],
    ]);
  });

  test("tells the words of a change that two hundred others followed", async () => {
    const site = await aSite();
    const dispute = await aDispute({ site });
    const line = await aChargeLine({ dispute });
    const ctx = userCtxFor(await aViewer({ site }));
    const seen = { description: "MRI of the knee", amount: "500.00", reason: "It was said to be covered." };
    const change = { lineId: line.id, ...seen, description: "CT", base: seen };
    await changeChargeLine(ctx, changeChargeLineSchema.parse(change));
    await systemDb().chargeLineChange.createMany({
      data: Array.from({ length: 200 }, (_, index) => ({
        ...{ id: newId(), lineId: line.id, siteId: site.id, changes: [], changedById: ctx.viewer.personId },
        changedAt: new Date(NOW.getTime() + (index + 1) * 1000),
      })),
    });
    const { entries } = await listCaseTimeline(ctx.viewer, dispute.caseId);
    expect(entries).toMatchObject([{ text: "What was charged: MRI of the knee → CT" }]);
  });
});
