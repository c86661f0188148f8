import { describe, expect, test } from "vitest";
import { changeChargeLine } from "@/lib/billing/mutations/charge-lines";
import { changeChargeLineSchema } from "@/lib/billing/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aChargeLine, aDispute, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const SEEN = { description: "MRI of the knee", amount: "500.00", reason: "It was said to be covered.", servedOn: "" };

/** What the form sends of somebody who saw `seen` and wants `wanted`. */
function changes(lineId: string, wanted: Partial<typeof SEEN>, seen: Partial<typeof SEEN> = {}) {
  const base = { ...SEEN, ...seen };
  return changeChargeLineSchema.parse({ lineId, ...base, ...wanted, base });
}

async function aScene(site?: Place) {
  const place = site ?? (await aSite());
  const dispute = await aDispute({ site: place });
  const line = await aChargeLine({ dispute });
  return { site: place, dispute, line, ctx: userCtxFor(await aViewer({ site: place })) };
}
const kept = (id: string) => systemDb().chargeLine.findUniqueOrThrow({ where: { id } });

describe("changing a charge", () => {
  test("writes what differs, keeps what it was in a row of its own, and tells no word of it in the event", async () => {
    const { dispute, line, ctx, site } = await aScene();
    await changeChargeLine(
      ctx,
      changes(line.id, { description: "MRI, left knee", amount: "450", servedOn: "2026-03-02" }),
    );
    expect(await kept(line.id)).toMatchObject({
      ...{ description: "MRI, left knee", amount: 45000n, servedOn: new Date("2026-03-02"), version: 2 },
      reason: "It was said to be covered.",
    });
    const [change] = await systemDb().chargeLineChange.findMany({ where: { lineId: line.id } });
    expect(change).toMatchObject({
      ...{ siteId: site.id, changedAt: NOW, changedById: ctx.viewer.personId },
      changes: [
        { field: "servedOn", before: null, after: "2026-03-02" },
        { field: "description", before: "MRI of the knee", after: "MRI, left knee" },
        { field: "amount", before: "US$500.00", after: "US$450.00" },
      ],
    });
    expect(await eventsOf("case", dispute.caseId)).toMatchObject([
      {
        type: "billing.line_changed",
        data: { lineId: line.id, position: 1, changeId: change?.id, fields: ["servedOn", "description", "amount"] },
      },
    ]);
    expect(JSON.stringify(await eventsOf("case", dispute.caseId))).not.toMatch(/knee/);
  });

  test("to what it is already, in whatever digits, changes nothing", async () => {
    const { line, ctx } = await aScene();
    const ended = await attempt(() => changeChargeLine(ctx, changes(line.id, { amount: "500" })));
    expect(ended).toEqual({ outcome: "done", changed: [] });
  });

  test("to an amount that cannot be read says so beside the field", async () => {
    const { line, ctx } = await aScene();
    const { details } = await refusalOf(changeChargeLine(ctx, changes(line.id, { amount: "4,50.0" })));
    expect(details.fieldErrors?.amount?.[0]).toMatch(/do not fit together/);
  });

  test("that is decided is a conflict until it is back in dispute", async () => {
    const { dispute, ctx } = await aScene();
    const line = await aChargeLine({ dispute, outcome: "upheld" });
    const ended = await attempt(() => changeChargeLine(ctx, changes(line.id, { description: "CT" })));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
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
    const ended = await attempt(() => changeChargeLine(ctx, changes(line.id, { description: "CT" })));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of a closed case is refused; of another site, or none at all, it is not found", async () => {
    const { site, ctx } = await aScene();
    const closed = await aDispute({ site, caseId: (await aCase({ site, state: "closed" })).id });
    const foreign = await aScene();
    const ask = (id: string) => attempt(() => changeChargeLine(ctx, changes(id, { description: "CT" })));
    expect(await ask((await aChargeLine({ dispute: closed })).id)).toEqual({ outcome: "FORBIDDEN", changed: [] });
    for (const id of [foreign.line.id, newId()]) expect(await ask(id)).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { line, ctx } = await aScene();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => changeChargeLine(ctx, changes(line.id, { description: "CT" })));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("two people who change one charge", () => {
  test("in different fields both have their way", async () => {
    const { site, line, ctx } = await aScene();
    const other = userCtxFor(await aViewer({ site }));
    await changeChargeLine(ctx, changes(line.id, { description: "CT" }));
    await changeChargeLine(other, changes(line.id, { amount: "400" }));
    expect(await kept(line.id)).toMatchObject({ description: "CT", amount: 40000n, version: 3 });
  });

  test("in the same field: the second is shown both, and nothing of theirs is written", async () => {
    const { site, line, ctx } = await aScene();
    const other = userCtxFor(await aViewer({ site }));
    await changeChargeLine(ctx, changes(line.id, { amount: "450" }));
    const refusal = await refusalOf(changeChargeLine(other, changes(line.id, { amount: "400", description: "CT" })));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toEqual([
      { field: "amount", label: "Amount", theirs: "US$450.00", yours: "US$400.00", theirValue: "450.00" },
    ]);
    expect(await kept(line.id)).toMatchObject({ description: "MRI of the knee", amount: 45000n });
  });

  test("in the same field at the same moment: one wins", async () => {
    const { site, dispute, line, ctx } = await aScene();
    const other = userCtxFor(await aViewer({ site }));
    const { works } = await race({ table: "BillingDispute", id: dispute.id }, [
      () => changeChargeLine(ctx, changes(line.id, { amount: "450" })),
      () => changeChargeLine(other, changes(line.id, { amount: "400" })),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect((await kept(line.id)).version).toBe(2);
  });
});
