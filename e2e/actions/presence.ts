import { newId } from "@/lib/shared/ids";
import { type Action, only, UNKNOWN } from "../outcomes";
import { READERS } from "../routes";
import { aCase } from "./scene";

export const PRESENCE_ACTIONS: Action[] = [
  {
    name: "tellWritingAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, tabKey: newId(), isWriting: "yes" }),
    own: only(READERS, "harmless", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
];
