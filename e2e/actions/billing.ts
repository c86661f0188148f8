import { newId } from "@/lib/shared/ids";
import { type Action, onCase, type Scene, UNKNOWN, WORK } from "../outcomes";
import { WORKERS } from "../routes";
import { aCase } from "./scene";

const aDispute = async (scene: Scene) => scene.rows.dispute(scene.place, await aCase(scene), scene.staff);
const aCharge = async (scene: Scene) => scene.rows.charge(await aDispute(scene));
const CHARGE = { description: "MRI", amount: "500.00", reason: "Covered." };

export const BILLING_ACTIONS: Action[] = [
  {
    name: "openDisputeAction",
    path: "/cases/x",
    fields: async (scene) => ({ disputeId: newId(), caseId: (await aCase(scene)).id, currency: "USD" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addChargeLineAction",
    path: "/cases/x",
    fields: async (scene) => ({ lineId: newId(), disputeId: (await aDispute(scene)).id, ...CHARGE }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addChargeLineAction",
    use: "of an amount that can be read in two ways",
    path: "/cases/x",
    fields: async (scene) => ({ lineId: newId(), disputeId: (await aDispute(scene)).id, ...CHARGE, amount: "1,234" }),
    own: onCase(WORKERS, "INVALID"),
    foreign: UNKNOWN,
  },
  {
    name: "changeChargeLineAction",
    path: "/cases/x",
    fields: async (scene) => {
      const base = Object.fromEntries(Object.entries(CHARGE).map(([name, value]) => [`base.${name}`, value]));
      return { lineId: (await aCharge(scene)).id, ...base, ...CHARGE, amount: "450.00" };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "decideChargeLineAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ decisionId: newId(), lineId: (await aCharge(scene)).id, outcome: "removed", note: "Billed twice." },
      "base.outcome": "open",
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "placeHoldAction",
    path: "/cases/x",
    fields: async (scene) => {
      const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
      return { holdId: newId(), disputeId: (await aDispute(scene)).id, until, reason: "Appeal." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "liftHoldAction",
    path: "/cases/x",
    fields: async (scene) => ({
      holdId: (await scene.rows.collectionHold(await aDispute(scene))).id,
      reason: "Settled.",
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  ...(["500.00", "499.00"] as const).map((amount) => ({
    name: "agreePlanAction",
    use: amount === "500.00" ? "that adds up" : "that does not add up",
    path: "/cases/x",
    fields: async (scene: Scene) => {
      const dispute = await aDispute(scene);
      await scene.rows.charge(dispute);
      const agreed = { planId: newId(), disputeId: dispute.id, agreedOn: "2026-01-02", agreedWith: "Ana" };
      return { ...agreed, "parts.1.dueOn": "2099-01-01", "parts.1.amount": amount };
    },
    own: onCase(WORKERS, amount === "500.00" ? "done" : "INVALID"),
    foreign: UNKNOWN,
  })),
  {
    name: "voidPlanAction",
    path: "/cases/x",
    fields: async (scene) => ({ planId: (await scene.rows.plan(await aDispute(scene))).id, reason: "Settled." }),
    own: WORK,
    foreign: UNKNOWN,
  },
];
