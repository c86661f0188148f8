import { type Action, type Scene, UNKNOWN, WORK } from "../outcomes";
import { aCase } from "./scene";

export const ATTACHMENT_ACTIONS: Action[] = [
  ...(["voidFileAction", "describeFileAction"] as const).map((name) => ({
    name,
    path: "/cases/x",
    fields: async (scene: Scene) => {
      const { id } = await scene.rows.file(scene.place, await aCase(scene), scene.staff);
      return { attachmentId: id, reason: "Not ours.", description: "A letter", "base.description": "" };
    },
    own: WORK,
    foreign: UNKNOWN,
  })),
];
