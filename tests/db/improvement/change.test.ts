import { expect, test } from "vitest";
import { changeImprovement } from "@/lib/improvement/mutations/change-improvement";
import {
  abandonImprovement,
  finishImprovement,
  startImprovement,
  verifyImprovement,
} from "@/lib/improvement/mutations/move-improvement";
import { planImprovement } from "@/lib/improvement/mutations/plan-improvement";
import { changeImprovementSchema, planImprovementSchema } from "@/lib/improvement/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { eventsOf, refusalOf } from "../../support/evidence";
import { aSite, aUnit, aViewer, userCtxFor } from "../../support/factories";

const UNSAID = { youSaid: null, weDid: null };

async function planned() {
  const site = await aSite();
  const someone = async (role: "manager" | "supervisor" | "associate") => userCtxFor(await aViewer({ site, role }));
  const [manager, owner, other] = [await someone("manager"), await someone("associate"), await someone("associate")];
  const plan = {
    ...{ title: "Ring first", change: "A call by noon.", ownerId: owner.viewer.personId, dueOn: "2026-05-20" },
    ...{ measure: "issues", direction: "decrease" },
  };
  const improvementId = newId();
  await planImprovement(manager, planImprovementSchema.parse({ improvementId, where: site.id, ...plan }));
  const input = (more: Record<string, string>, base: Record<string, string> = plan) =>
    changeImprovementSchema.parse({ improvementId, ...base, ...more, base });
  const row = () => systemDb().improvement.findUniqueOrThrow({ where: { id: improvementId } });
  return { site, manager, owner, other, improvementId, plan, input, row };
}

test("what was planned is changed by its owner or whoever plans, each with what it was and is; a new owner is told", async () => {
  const { site, manager, owner, other, improvementId, plan, input, row } = await planned();
  const unit = await aUnit(site);
  await systemDb().improvement.update({ where: { id: improvementId }, data: { remindedOf: "late" } });
  await changeImprovement(owner, input({ title: "Ring twice", dueOn: "2026-06-01" }));
  // Who planned it saw it as it was, and changes something else.
  await changeImprovement(manager, input({ ownerId: other.viewer.personId, unitId: unit.id, kinds: "complaint" }));
  expect(await row()).toMatchObject({
    ...{ title: "Ring twice", dueOn: new Date("2026-06-01"), remindedOf: null, ownerId: other.viewer.personId },
    ...{ unitId: unit.id, kinds: ["complaint"], change: plan.change },
  });
  const changed = (await eventsOf("site", site.id)).filter(({ type }) => type === "improvement.changed");
  expect(changed.map(({ data }) => data)).toMatchObject([
    {
      changes: [
        { field: "title", before: "Ring first", after: "Ring twice" },
        { field: "dueOn", before: "20 May 2026", after: "1 Jun 2026" },
      ],
      reason: null,
    },
    {
      changes: [
        { field: "ownerId", before: owner.viewer.name, after: other.viewer.name },
        { field: "unitId", before: null, after: unit.name },
        { field: "kinds", before: null, after: "Complaint" },
      ],
    },
  ]);
  const told = await systemDb().notification.findMany({ where: { improvementId, type: "improvement_given" } });
  expect(told.map(({ personId }) => personId).toSorted()).toEqual(
    [owner.viewer.personId, other.viewer.personId].toSorted(),
  );
});

test("a field that both changed is shown with both texts, and nothing is written until one is chosen", async () => {
  const { manager, owner, plan, input, row } = await planned();
  await changeImprovement(owner, input({ title: "Ring twice" }));
  const refused = await refusalOf(changeImprovement(manager, input({ title: "Write first", change: "A letter." })));
  expect(refused).toMatchObject({
    code: "CONFLICT",
    details: {
      differences: [{ field: "title", theirs: "Ring twice", yours: "Write first", theirValue: "Ring twice" }],
    },
  });
  expect(await row()).toMatchObject({ title: "Ring twice", change: plan.change });
  await changeImprovement(manager, input({ title: "Write first" }, { ...plan, title: "Ring twice" }));
  expect(await row()).toMatchObject({ title: "Write first" });
});

test("is refused to others, elsewhere, for an owner or unit of another site, and for a day that is past", async () => {
  const { other, owner, input } = await planned();
  const away = await aSite();
  const stranger = userCtxFor(await aViewer({ site: away, role: "manager" }));
  expect((await refusalOf(changeImprovement(other, input({ title: "Mine" })))).code).toBe("FORBIDDEN");
  expect((await refusalOf(changeImprovement(stranger, input({ title: "Mine" })))).code).toBe("NOT_FOUND");
  for (const [field, value] of [
    ["ownerId", stranger.viewer.personId],
    ["unitId", (await aUnit(away)).id],
    ["dueOn", "2026-05-11"],
  ] as const) {
    const refused = await refusalOf(changeImprovement(owner, input({ [field]: value })));
    expect(Object.keys(refused.details.fieldErrors ?? {})).toEqual([field]);
  }
});

test("once the change is made how it is judged needs a reason, its owner gives it to nobody, and once judged it stays", async () => {
  const { manager, owner, other, improvementId, input, row } = await planned();
  await startImprovement(owner, { improvementId });
  await changeImprovement(owner, input({ direction: "increase" }));
  await finishImprovement(owner, { improvementId, doneOn: "2026-05-12" });
  const another = { measure: "received" };
  const refused = await refusalOf(changeImprovement(owner, input(another)));
  expect(Object.keys(refused.details.fieldErrors ?? {})).toEqual(["reason"]);
  const given = await refusalOf(changeImprovement(owner, input({ ownerId: other.viewer.personId })));
  expect(Object.keys(given.details.fieldErrors ?? {})).toEqual(["ownerId"]);
  await changeImprovement(owner, input({ title: "Ring twice" }));
  await changeImprovement(owner, input({ ...another, reason: "It was the wrong figure." }));
  expect(await row()).toMatchObject({ measure: "received", title: "Ring twice" });
  await verifyImprovement(manager, { improvementId, study: "As before.", verdict: "not_effective", ...UNSAID });
  expect((await refusalOf(changeImprovement(manager, input({ title: "Late" })))).code).toBe("CONFLICT");
  const abandoned = await planned();
  await abandonImprovement(abandoned.manager, { improvementId: abandoned.improvementId, reason: "It closed." });
  const late = changeImprovement(abandoned.manager, abandoned.input({ title: "Late" }));
  expect((await refusalOf(late)).code).toBe("CONFLICT");
});
