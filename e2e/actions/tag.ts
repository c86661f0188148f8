import { type Action, UNKNOWN, WORK } from "../outcomes";
import { aCase } from "./scene";

export const TAG_ACTIONS: Action[] = [
  {
    name: "tagCaseAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, label: "Parking" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "untagCaseAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: caseId } = await aCase(scene);
      return { caseId, tagId: await scene.rows.tag(scene.place, caseId, scene.staff) };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
];
