"use server";

import { defineAction } from "@/lib/platform/action";
import { addChargeLine, changeChargeLine } from "./mutations/charge-lines";
import { decideChargeLine } from "./mutations/decide-charge-line";
import { liftHold, placeHold } from "./mutations/holds";
import { openDispute } from "./mutations/open-dispute";
import { agreePlan, voidPlan } from "./mutations/plans";
import {
  addChargeLineSchema,
  agreePlanSchema,
  changeChargeLineSchema,
  decideChargeLineSchema,
  liftHoldSchema,
  openDisputeSchema,
  placeHoldSchema,
  voidPlanSchema,
} from "./schema";

const revalidate = ({ reference }: { reference: string }) => [`/cases/${reference}`];

export const openDisputeAction = defineAction({
  name: "openDispute",
  input: openDisputeSchema,
  run: openDispute,
  revalidate,
});
export const addChargeLineAction = defineAction({
  name: "addChargeLine",
  input: addChargeLineSchema,
  run: addChargeLine,
  revalidate,
});
export const changeChargeLineAction = defineAction({
  name: "changeChargeLine",
  input: changeChargeLineSchema,
  run: changeChargeLine,
  revalidate,
});
export const decideChargeLineAction = defineAction({
  name: "decideChargeLine",
  input: decideChargeLineSchema,
  run: decideChargeLine,
  revalidate,
});
export const placeHoldAction = defineAction({ name: "placeHold", input: placeHoldSchema, run: placeHold, revalidate });
export const liftHoldAction = defineAction({ name: "liftHold", input: liftHoldSchema, run: liftHold, revalidate });
export const agreePlanAction = defineAction({ name: "agreePlan", input: agreePlanSchema, run: agreePlan, revalidate });
export const voidPlanAction = defineAction({ name: "voidPlan", input: voidPlanSchema, run: voidPlan, revalidate });
