import { newId } from "@/lib/shared/ids";
import { type Action, UNKNOWN, WORK } from "../outcomes";
import { aCase } from "./scene";

export const CLOCK_ACTIONS: Action[] = [
  {
    name: "pauseClocksAction",
    path: "/cases/x",
    fields: async (scene) => ({ pauseId: newId(), caseId: (await aCase(scene)).id, reasonId: "consent" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "resumeClocksAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: caseId } = await aCase(scene);
      await scene.rows.pause(scene.place, caseId, scene.staff);
      return { caseId };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "extendClockAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ extensionId: newId(), caseId: (await aCase(scene)).id, limitId: "resolve", amount: "7" },
      ...{ reason: "Two units are to answer.", toldVia: "letter", toldOn: new Date().toISOString().slice(0, 10) },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
];
