import { newId } from "@/lib/shared/ids";
import { type Action, DECIDE, onCase, UNKNOWN, WORK } from "../outcomes";
import { WORKERS } from "../routes";
import { aCase } from "./scene";

export const CONTACT_ACTIONS: Action[] = [
  {
    name: "addNoteAction",
    path: "/cases/x",
    fields: async (scene) => ({ idempotencyKey: newId(), caseId: (await aCase(scene)).id, body: "Rang the ward." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addNoteAction",
    use: "that mentions somebody of another site",
    path: "/cases/x",
    fields: async (scene) => {
      const { id: mentions } = await scene.rows.person({ role: "associate", place: scene.elsewhere });
      return { idempotencyKey: newId(), caseId: (await aCase(scene)).id, body: "Look.", mentions };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "logContactAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ idempotencyKey: newId(), caseId: (await aCase(scene)).id },
      ...{ direction: "outgoing", channel: "phone", outcome: "reached", summary: "Told them." },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "voidContactAction",
    use: "of a colleague",
    path: "/cases/x",
    fields: async (scene) => {
      const { id } = await scene.rows.contact(scene.place, await aCase(scene), scene.staff);
      return { contactId: id, reason: "Wrong case." };
    },
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "addPrivilegedNoteAction",
    path: "/cases/x",
    fields: async (scene) => ({ idempotencyKey: newId(), caseId: (await aCase(scene)).id, body: "Peer review." }),
    own: onCase(["manager"]),
    foreign: UNKNOWN,
  },
  {
    name: "seeMentionAction",
    use: "of somebody else",
    path: "/",
    fields: async (scene) => {
      const { id } = await scene.rows.mention(scene.place, await aCase(scene), scene.staff);
      return { mentionId: id };
    },
    own: UNKNOWN,
    foreign: UNKNOWN,
  },
];
