import { describe, expect, test } from "vitest";
import { addChargeLine } from "@/lib/billing/mutations/charge-lines";
import { decideChargeLine } from "@/lib/billing/mutations/decide-charge-line";
import { agreePlan, voidPlan } from "@/lib/billing/mutations/plans";
import { findDispute } from "@/lib/billing/queries";
import { addChargeLineSchema, agreePlanSchema, decideChargeLineSchema, voidPlanSchema } from "@/lib/billing/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aChargeLine, aDispute, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { openConnections, race } from "../../support/races";

type Part = [dueOn: string, amount: string];
const WHOLE: Part[] = [
  ["2026-06-01", "300.00"],
  ["2026-07-01", "200.00"],
];

const aPlan = (disputeId: string, parts = WHOLE, form = {}) =>
  agreePlanSchema.parse({
    ...{ planId: newId(), disputeId, agreedOn: "2026-05-12", agreedWith: "Maria Lindqvist" },
    parts: Object.fromEntries(parts.map(([dueOn, amount], row) => [row + 1, { dueOn, amount }])),
    ...form,
  });
const aVoiding = (planId: string) => voidPlanSchema.parse({ planId, reason: "She cannot keep it up." });
const plansOf = (disputeId: string) =>
  systemDb().paymentPlan.findMany({ where: { disputeId }, include: { parts: { orderBy: { position: "asc" } } } });

/** A dispute over one charge of 500 dollars. */
async function aScene() {
  const site = await aSite({ country: "US", timeZone: "America/New_York" });
  const dispute = await aDispute({ site });
  const line = await aChargeLine({ dispute });
  return { site, dispute, line, ctx: userCtxFor(await aViewer({ site })) };
}

async function anAgreedScene() {
  const scene = await aScene();
  const plan = aPlan(scene.dispute.id);
  await agreePlan(scene.ctx, plan);
  return { ...scene, plan };
}

const removal = (lineId: string) =>
  decideChargeLineSchema.parse({
    ...{ decisionId: newId(), lineId, outcome: "reduced", reducedTo: "400" },
    ...{ note: "Billed twice.", base: { outcome: "open" } },
  });

const ROLES = [
  ["associate", "done"],
  ["supervisor", "done"],
  ["manager", "done"],
  ["administrator", "NOT_FOUND"],
  ["responder", "NOT_FOUND"],
  ["auditor", "FORBIDDEN"],
] as const;

describe("agreeing a payment plan", () => {
  test("keeps its parts in the order of their days; its event tells no name", async () => {
    const { site, dispute, ctx } = await aScene();
    const plan = aPlan(dispute.id, WHOLE.toReversed());
    await agreePlan(ctx, plan);
    expect(await plansOf(dispute.id)).toMatchObject([
      {
        ...{ id: plan.planId, siteId: site.id, total: 50_000n, agreedOn: new Date("2026-05-12"), agreedAt: NOW },
        ...{ agreedWith: "Maria Lindqvist", agreedById: ctx.viewer.personId, voidedAt: null },
        parts: [
          { position: 1, dueOn: new Date("2026-06-01"), amount: 30_000n },
          { position: 2, dueOn: new Date("2026-07-01"), amount: 20_000n },
        ],
      },
    ]);
    const events = await eventsOf("case", dispute.caseId);
    expect(events).toMatchObject([
      {
        type: "billing.plan_agreed",
        data: { planId: plan.planId, parts: 2, total: 50_000, currency: "USD", digits: 2 },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain("Maria");
    expect((await findDispute(ctx.viewer, dispute.caseId, NOW))?.plan).toMatchObject({ total: 50_000, mismatch: null });
  });

  test.each([
    ["too little", "450.00", "The parts add up to $450.00, and $500.00 is owed: $50.00 is missing."],
    ["too much", "500.01", "The parts add up to $500.01, and $500.00 is owed: $0.01 is too much."],
  ])("of %s says by how much, and keeps nothing", async (_what, amount, message) => {
    const { dispute, ctx } = await aScene();
    const { details } = await refusalOf(agreePlan(ctx, aPlan(dispute.id, [["2026-06-01", amount]])));
    expect(details.fieldErrors).toEqual({ total: [message] });
    expect(await plansOf(dispute.id)).toEqual([]);
  });

  test("tells what is wrong with a part beside that part", async () => {
    const { dispute, ctx } = await aScene();
    const unread = await refusalOf(
      agreePlan(
        ctx,
        aPlan(dispute.id, [
          ["2026-06-01", "250"],
          ["2026-07-01", "2,5,0"],
        ]),
      ),
    );
    expect(Object.keys(unread.details.fieldErrors ?? {})).toEqual(["parts.2.amount"]);
    const early = await refusalOf(
      agreePlan(
        ctx,
        aPlan(dispute.id, [
          ["2026-06-01", "250"],
          ["2026-05-01", "250"],
        ]),
      ),
    );
    expect(Object.keys(early.details.fieldErrors ?? {})).toEqual(["parts.2.dueOn"]);
  });

  test("on a day to come is refused beside the field", async () => {
    const { dispute, ctx } = await aScene();
    const refusal = await refusalOf(agreePlan(ctx, aPlan(dispute.id, WHOLE, { agreedOn: "2026-05-13" })));
    expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual(["agreedOn"]);
  });

  test("counts what each line comes to as it stands", async () => {
    const { dispute, ctx } = await aScene();
    await aChargeLine({ dispute, outcome: "reduced", reducedTo: 10_000n });
    await aChargeLine({ dispute, outcome: "removed" });
    await agreePlan(ctx, aPlan(dispute.id, [["2026-06-01", "600"]]));
    expect(await plansOf(dispute.id)).toMatchObject([{ total: 60_000n }]);
  });

  test("while another holds is a conflict; once that is void it goes through", async () => {
    const { dispute, ctx, plan } = await anAgreedScene();
    expect((await attempt(() => agreePlan(ctx, aPlan(dispute.id)))).outcome).toBe("CONFLICT");
    await voidPlan(ctx, aVoiding(plan.planId));
    expect((await attempt(() => agreePlan(ctx, aPlan(dispute.id)))).outcome).toBe("done");
    expect(await plansOf(dispute.id)).toHaveLength(2);
  });

  test("while a line changes: the plan meets what is owed then, or is refused", async () => {
    const { site, dispute, line, ctx } = await aScene();
    const other = userCtxFor(await aViewer({ site }));
    const { works } = await race({ table: "BillingDispute", id: dispute.id }, [
      () => decideChargeLine(other, removal(line.id)),
      () => agreePlan(ctx, aPlan(dispute.id)),
    ]);
    const outcomes = await outcomesOf(works);
    const shown = await findDispute(ctx.viewer, dispute.caseId, NOW);
    expect(shown?.totals.owed).toBe(40_000);
    // Whoever came second saw the first: an agreed plan is shown as no longer matching, or it was never agreed.
    if (outcomes.includes("INVALID")) expect(shown?.plan).toBeNull();
    else expect(shown?.plan?.mismatch).toMatch(/\$100.00 is too much/);
  });

  test("that is sent five times at once is agreed once", async () => {
    const { dispute, ctx } = await aScene();
    const plan = aPlan(dispute.id);
    await openConnections(7);
    expect(await outcomesOf(Array.from({ length: 5 }, () => agreePlan(ctx, plan)))).toEqual(Array(5).fill("done"));
    expect(await eventTypesOf("case", dispute.caseId)).toEqual(["billing.plan_agreed"]);
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, dispute } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => agreePlan(ctx, aPlan(dispute.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("on a closed case is refused; at another site, or on nothing, it is not found", async () => {
    const { site, ctx } = await aScene();
    const closed = await aDispute({ site, caseId: (await aCase({ site, state: "closed" })).id });
    const foreign = await aScene();
    const ask = (id: string) => attempt(() => agreePlan(ctx, aPlan(id)));
    expect(await ask(closed.id)).toEqual({ outcome: "FORBIDDEN", changed: [] });
    for (const id of [foreign.dispute.id, newId()])
      expect(await ask(id)).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dispute, ctx } = await aScene();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => agreePlan(ctx, aPlan(dispute.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("an agreed plan", () => {
  test("is shown as no longer matching when a line is decided or added", async () => {
    const { dispute, line, ctx } = await anAgreedScene();
    const mismatch = async () => (await findDispute(ctx.viewer, dispute.caseId, NOW))?.plan?.mismatch;
    await decideChargeLine(ctx, removal(line.id));
    expect(await mismatch()).toBe("The parts add up to $500.00, and $400.00 is owed: $100.00 is too much.");
    const more = { lineId: newId(), disputeId: dispute.id, description: "Blood test", amount: "100", reason: "Twice." };
    await addChargeLine(ctx, addChargeLineSchema.parse(more));
    expect(await mismatch()).toBeNull();
  });

  test("is voided with a reason and stays on record", async () => {
    const { dispute, ctx, plan } = await anAgreedScene();
    await voidPlan(ctx, aVoiding(plan.planId));
    expect(await plansOf(dispute.id)).toMatchObject([
      { voidedAt: NOW, voidedById: ctx.viewer.personId, voidReason: "She cannot keep it up.", parts: [{}, {}] },
    ]);
    expect((await eventsOf("case", dispute.caseId)).at(-1)).toMatchObject({
      ...{ type: "billing.plan_voided", data: { planId: plan.planId } },
    });
    expect(await attempt(() => voidPlan(ctx, aVoiding(plan.planId)))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test.each(ROLES)("is voided by %s: %s", async (role, outcome) => {
    const { site, plan } = await anAgreedScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect((await attempt(() => voidPlan(ctx, aVoiding(plan.planId)))).outcome).toBe(outcome);
  });

  test("of another site, or none at all, is not found; unrecorded it stands; of a closed case it is voided", async () => {
    const { dispute, ctx, plan, site } = await anAgreedScene();
    const foreign = await anAgreedScene();
    const ask = (id: string) => attempt(() => voidPlan(ctx, aVoiding(id)));
    for (const id of [foreign.plan.planId, newId()])
      expect(await ask(id)).toEqual({ outcome: "NOT_FOUND", changed: [] });
    const unheard = userCtxFor(await aViewer({ site }));
    await refuseEventsBy(unheard.viewer.personId);
    expect(await attempt(() => voidPlan(unheard, aVoiding(plan.planId)))).toEqual({
      ...{ outcome: "stopped by the database", changed: [] },
    });
    await systemDb().case.update({ where: { id: dispute.caseId }, data: { state: "closed", closedAt: NOW } });
    expect((await ask(plan.planId)).outcome).toBe("done");
  });

  test.each([
    ["its total changed", (id: string) => `UPDATE "PaymentPlan" SET "total" = 1 WHERE "id" = '${id}'`],
    ["a part changed", (id: string) => `UPDATE "PaymentPart" SET "amount" = 1 WHERE "planId" = '${id}'`],
    ["a part taken away", (id: string) => `DELETE FROM "PaymentPart" WHERE "planId" = '${id}'`],
    [
      "a part added",
      (id: string) =>
        `INSERT INTO "PaymentPart" ("id", "planId", "siteId", "position", "dueOn", "amount")
         SELECT gen_random_uuid(), "id", "siteId", 9, now(), 5 FROM "PaymentPlan" WHERE "id" = '${id}'`,
    ],
  ])("cannot have %s, whoever asks the database", async (_what, sql) => {
    const { plan } = await anAgreedScene();
    const ended = await attempt(() => systemDb().$executeRawUnsafe(sql(plan.planId)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
