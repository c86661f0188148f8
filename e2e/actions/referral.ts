import { newId } from "@/lib/shared/ids";
import { type Action, UNKNOWN, WORK } from "../outcomes";
import { aCase } from "./scene";

export const REFERRAL_ACTIONS: Action[] = [
  {
    name: "recordReferralAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: caseId } = await aCase(scene);
      const referredOn = new Date().toISOString().slice(0, 10);
      return { referralId: newId(), caseId, bodyId: "another", other: "The Ombudsman", referredOn };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "takeBackReferralAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: caseId } = await aCase(scene);
      const referralId = await scene.rows.referral(scene.place, caseId, scene.staff);
      return { referralId, reason: "It was another case." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
];
