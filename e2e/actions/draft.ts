import { type Action, all, only, UNKNOWN } from "../outcomes";
import { READERS } from "../routes";
import { aCase, aRequest } from "./scene";

export const DRAFT_ACTIONS: Action[] = [
  {
    name: "saveDraftAction",
    use: "of an answer to a unit's request",
    path: "/requests/x",
    fields: async (scene) => ({
      kind: "request.answer",
      subject: (await aRequest(scene)).id,
      fields: '{"answer":"We looked"}',
    }),
    own: only([...READERS, "responder"], "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "saveDraftAction",
    path: "/cases/x",
    fields: async (scene) => ({ kind: "note", subject: (await aCase(scene)).id, fields: '{"body":"Rang"}' }),
    own: only(READERS, "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "discardDraftAction",
    use: "of somebody else",
    path: "/cases/x",
    fields: async (scene) => {
      const { id } = await aCase(scene);
      await scene.rows.draft(scene.staff, id);
      return { kind: "note", subject: id };
    },
    own: all("harmless"),
    foreign: all("harmless"),
  },
];
