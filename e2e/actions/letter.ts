import { shippedList } from "@/lib/letter/rules/site-words";
import { CaseKind, LetterKind } from "@/lib/platform/generated/enums";
import { newId } from "@/lib/shared/ids";
import { type Action, DECIDE, type Outcomes, onCase, only, type Scene, UNKNOWN, WORK } from "../outcomes";
import { aCase } from "./scene";

const aLetter = async (scene: Scene, state: "draft" | "for_approval" | "approved" = "draft") =>
  scene.rows.letter(scene.place, await aCase(scene), scene.staff, state);

const KEEP: Outcomes = only(["manager", "administrator"], "done", "NOT_FOUND");

export const LETTER_ACTIONS: Action[] = [
  {
    name: "writeLetterAction",
    path: "/cases/x",
    fields: async (scene) => ({
      ...{ idempotencyKey: newId(), caseId: (await aCase(scene)).id, kind: "resolution", language: "en" },
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "saveLetterAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => {
      const { id, text } = await aLetter(scene);
      return { letterId: id, base: text, text: `${text} And more.` };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "commentLetterAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({ commentId: newId(), letterId: (await aLetter(scene)).id, quote: "", body: "Shorter." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "resolveCommentAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({
      commentId: await scene.rows.letterComment(scene.place, await aLetter(scene), scene.staff),
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "voidLetterAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({ letterId: (await aLetter(scene)).id, reason: "Written twice." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "submitLetterAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => {
      const { id, text } = await aLetter(scene);
      return { letterId: id, text };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "takeBackLetterAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({ letterId: (await aLetter(scene, "for_approval")).id }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "returnLetterAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({
      ...{ letterId: (await aLetter(scene, "for_approval")).id, version: "1" },
      ...{ commentId: newId(), body: "Say who they can call." },
    }),
    own: onCase(["supervisor", "manager"]),
    foreign: UNKNOWN,
  },
  {
    name: "approveLetterAction",
    use: "on a case that says something else by now",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({
      ...{ letterId: (await aLetter(scene, "for_approval")).id, version: "1", facts: "0".repeat(64) },
    }),
    own: onCase(["supervisor", "manager"], "CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "sendLetterAction",
    use: "on a case that says something else by now",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({
      ...{ sendingId: newId(), letterId: (await aLetter(scene, "approved")).id, version: "1" },
      ...{ way: "post", sentOn: "2026-01-05", toldVia: "", proof: "", note: "" },
    }),
    own: onCase(["supervisor", "manager"], "CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "stopMailAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => scene.rows.letterMail(scene.place, await aCase(scene), scene.staff),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "sendingCameBackAction",
    path: "/cases/x/letters/x",
    fields: async (scene) => ({
      ...(await scene.rows.sentLetter(scene.place, await aCase(scene), scene.staff)),
      ...{ returnedOn: new Date().toISOString().slice(0, 10), reason: "Moved, no address." },
    }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "makeBatchAction",
    use: "of letters that cannot be posted",
    path: "/letters/outgoing",
    fields: async (scene) => ({
      ...{ batchId: newId(), siteId: scene.place.id, withAddressSheets: "yes" },
      letterIds: (await aLetter(scene, "approved")).id,
    }),
    own: onCase(["supervisor", "manager"], "CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "postBatchAction",
    use: "of a letter whose case says something else by now: the paper is out",
    path: "/letters/outgoing",
    fields: async (scene) => {
      const batchId = await scene.rows.letterBatch(scene.place, scene.staff, [await aLetter(scene, "approved")]);
      const entryId = await scene.rows.batchEntryId(batchId);
      const today = new Date().toISOString().slice(0, 10);
      return { batchId, sentOn: today, proof: "", "letters[0].entryId": entryId, "letters[0].proof": "" };
    },
    own: only(["supervisor", "manager"], "done", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "saveTemplateAction",
    path: "/admin/letters",
    fields: async (scene) => aTemplate(scene),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "saveTemplateAction",
    use: "that somebody of another site answers for",
    path: "/admin/letters",
    fields: async (scene) => {
      const stranger = await scene.rows.person({ role: "associate", place: scene.elsewhere });
      return { ...aTemplate(scene), ownerId: stranger.id };
    },
    own: only(["manager", "administrator"], "INVALID", "NOT_FOUND"),
    foreign: null,
  },
  {
    name: "saveSiteBodyAction",
    use: "of a body that the pack does not name",
    path: "/admin/sites",
    fields: async ({ place }) => ({
      ...{ siteId: place.id, packId: "plain", bodyId: "nobody", name: "", howToReach: "555-0100" },
    }),
    own: only(["administrator"], "INVALID", "NOT_FOUND"),
    foreign: UNKNOWN,
  },
  {
    name: "signOffTemplateAction",
    path: "/admin/letters",
    fields: async ({ rows, place, staff }) => ({ versionId: await rows.translation(place, staff) }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "addWordAction",
    path: "/admin/letters/words",
    fields: async ({ place }) => ({
      ...{ wordId: newId(), siteId: place.id, language: "en", kind: "jargon", phrase: `word${newId()}` },
      ...{ offer: "plain", why: "", fault: "" },
    }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "switchOffWordAction",
    path: "/admin/letters/words",
    fields: async ({ place }) => {
      made += 1;
      const { phrase = "" } = SHIPPED[made % SHIPPED.length] ?? {};
      return { wordId: newId(), siteId: place.id, language: "en", kind: "jargon", phrase, why: "They know it." };
    },
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "voidWordAction",
    path: "/admin/letters/words",
    fields: async ({ rows, place, staff }) => ({ wordId: await rows.letterWord(place, staff), reason: "Old." }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "chooseNamingAction",
    path: "/admin/letters/words",
    fields: async ({ place }) => ({ siteId: place.id, namesStaff: "no" }),
    own: KEEP,
    foreign: UNKNOWN,
  },
];

const SHIPPED = shippedList("en", "jargon");

const PLACES = Object.values(LetterKind).flatMap((kind) =>
  Object.values(CaseKind).map((caseKind) => ({ kind, caseKind })),
);
let made = 0;

/** A template where none is yet, since a second would be told of the first. */
function aTemplate({ place, staff }: Scene): Record<string, string> {
  const body = `Dear {{addressee}}, ${newId()}`;
  made += 1;
  const free = PLACES[made % PLACES.length] ?? { kind: "change", caseKind: "" };
  const chosen = { versionId: newId(), siteId: place.id, language: "en", ...free };
  return { ...chosen, ownerId: staff.id, reviewOn: "2099-01-05", base: "", body };
}
