import { describe, expect, test } from "vitest";
import { decideChargeLine } from "@/lib/billing/mutations/decide-charge-line";
import { findDispute } from "@/lib/billing/queries";
import { type ChargeOutcome, decideChargeLineSchema } from "@/lib/billing/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aChargeLine, aDispute, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections, race } from "../../support/races";

type Wanted = { outcome: ChargeOutcome; reducedTo?: string };

const aDecision = (lineId: string, wanted: Wanted, base: Wanted = { outcome: "open" }) =>
  decideChargeLineSchema.parse({ decisionId: newId(), lineId, note: "The payer paid its share.", ...wanted, base });

async function aScene() {
  const site = await aSite();
  const dispute = await aDispute({ site });
  const line = await aChargeLine({ dispute });
  return { site, dispute, line, ctx: userCtxFor(await aViewer({ site })) };
}
const kept = (id: string) => systemDb().chargeLine.findUniqueOrThrow({ where: { id } });

describe("deciding a charge", () => {
  test.each([
    [{ outcome: "upheld" }, null, 50_000],
    [{ outcome: "reduced", reducedTo: "120.50" }, 12_050, 12_050],
    [{ outcome: "removed" }, null, 0],
  ] as const)("as %j keeps it with its reason, and what is owed follows", async (wanted, reducedTo, owed) => {
    const { dispute, line, ctx } = await aScene();
    const input = aDecision(line.id, wanted);
    await decideChargeLine(ctx, input);
    const left = reducedTo === null ? null : BigInt(reducedTo);
    expect(await kept(line.id)).toMatchObject({ outcome: wanted.outcome, reducedTo: left, version: 2 });
    expect(await systemDb().chargeDecision.findMany({ where: { lineId: line.id } })).toMatchObject([
      { ...{ id: input.decisionId, outcome: wanted.outcome, reducedTo: left, decidedAt: NOW }, note: input.note },
    ]);
    expect(await eventsOf("case", dispute.caseId)).toMatchObject([
      {
        type: "billing.line_decided",
        data: { lineId: line.id, position: 1, decisionId: input.decisionId, outcome: wanted.outcome, reducedTo },
      },
    ]);
    expect(JSON.stringify(await eventsOf("case", dispute.caseId))).not.toMatch(/payer/);
    const detail = await findDispute(ctx.viewer, dispute.caseId, NOW);
    expect(detail?.totals).toEqual({ charged: 50_000, disputed: 0, owed });
    expect(detail?.lines[0]?.decision).toMatchObject({ note: input.note, by: ctx.viewer.name });
  });

  test("back into dispute keeps both decisions", async () => {
    const { line, ctx } = await aScene();
    await decideChargeLine(ctx, aDecision(line.id, { outcome: "removed" }));
    await decideChargeLine(ctx, aDecision(line.id, { outcome: "open" }, { outcome: "removed" }));
    expect(await kept(line.id)).toMatchObject({ outcome: "open", reducedTo: null });
    expect(await systemDb().chargeDecision.count({ where: { lineId: line.id } })).toBe(2);
  });

  test.each([
    ["", /An amount is needed/],
    ["1,2,3", /do not fit together/],
    ["0", /choose “Removed”/],
    ["500.00", /choose “Upheld as charged”/],
    ["501", /The charge is US\$500.00/],
  ])("as reduced to %j says beside the field what to do", async (reducedTo, message) => {
    const { line, ctx } = await aScene();
    const { details } = await refusalOf(decideChargeLine(ctx, aDecision(line.id, { outcome: "reduced", reducedTo })));
    expect(details.fieldErrors?.reducedTo?.[0]).toMatch(message);
    expect(await kept(line.id)).toMatchObject({ outcome: "open" });
  });

  test("as it stands already is refused", async () => {
    const { line, ctx } = await aScene();
    const refusal = await refusalOf(decideChargeLine(ctx, aDecision(line.id, { outcome: "open" })));
    expect(refusal.details.fieldErrors?.outcome).toEqual(["This is how it stands already."]);
  });

  test("after somebody else did is a conflict that shows both", async () => {
    const { site, line, ctx } = await aScene();
    const other = userCtxFor(await aViewer({ site }));
    await decideChargeLine(ctx, aDecision(line.id, { outcome: "reduced", reducedTo: "100" }));
    const refusal = await refusalOf(decideChargeLine(other, aDecision(line.id, { outcome: "removed" })));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toEqual([
      { field: "outcome", label: "Outcome", theirs: "Reduced", yours: "Removed", theirValue: "reduced" },
      { field: "reducedTo", label: "Reduced to", theirs: "100.00", yours: "none", theirValue: "100.00" },
    ]);
    await decideChargeLine(
      other,
      aDecision(line.id, { outcome: "removed" }, { outcome: "reduced", reducedTo: "100.00" }),
    );
    expect(await kept(line.id)).toMatchObject({ outcome: "removed" });
  });

  test("by two at the same moment: one wins", async () => {
    const { site, dispute, line, ctx } = await aScene();
    const other = userCtxFor(await aViewer({ site }));
    const { works } = await race({ table: "BillingDispute", id: dispute.id }, [
      () => decideChargeLine(ctx, aDecision(line.id, { outcome: "upheld" })),
      () => decideChargeLine(other, aDecision(line.id, { outcome: "removed" })),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
  });

  test("that is sent five times at once decides once", async () => {
    const { dispute, line, ctx } = await aScene();
    const input = aDecision(line.id, { outcome: "upheld" });
    await openConnections(7);
    expect(await outcomesOf(Array.from({ length: 5 }, () => decideChargeLine(ctx, input)))).toEqual(
      Array(5).fill("done"),
    );
    expect(await eventTypesOf("case", dispute.caseId)).toEqual(["billing.line_decided"]);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, line } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => decideChargeLine(ctx, aDecision(line.id, { outcome: "upheld" })));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of a closed case is refused; of another site, or none at all, it is not found", async () => {
    const { site, ctx } = await aScene();
    const closed = await aDispute({ site, caseId: (await aCase({ site, state: "closed" })).id });
    const foreign = await aScene();
    const ask = (id: string) => attempt(() => decideChargeLine(ctx, aDecision(id, { outcome: "upheld" })));
    expect(await ask((await aChargeLine({ dispute: closed })).id)).toEqual({ outcome: "FORBIDDEN", changed: [] });
    for (const id of [foreign.line.id, newId()]) expect(await ask(id)).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { line, ctx } = await aScene();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => decideChargeLine(ctx, aDecision(line.id, { outcome: "upheld" })));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
