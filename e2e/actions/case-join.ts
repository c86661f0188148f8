import { newId } from "@/lib/shared/ids";
import { type Action, DECIDE, onCase, UNKNOWN, WORK } from "../outcomes";
import { WORKERS } from "../routes";
import type { Case } from "../rows";
import { aCase } from "./scene";

export const CASE_JOIN_ACTIONS: Action[] = [
  {
    name: "mergeCasesAction",
    path: "/cases/x",
    fields: async (scene) => mergeInto(await aCase(scene), await aCase(scene)),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "mergeCasesAction",
    use: "into a case of another site",
    path: "/cases/x",
    fields: async (scene) => mergeInto(await aCase(scene), await scene.rows.case(scene.elsewhere, scene.staff)),
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "unmergeCasesAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => ({
      mergeId: (await rows.caseMerge(place, staff)).id,
      reason: "Two falls.",
    }),
    own: DECIDE,
    foreign: UNKNOWN,
  },
  {
    name: "linkCasesAction",
    path: "/cases/x",
    fields: async (scene) => linkWith(await aCase(scene), await aCase(scene)),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "linkCasesAction",
    use: "with a case of another site",
    path: "/cases/x",
    fields: async (scene) => linkWith(await aCase(scene), await scene.rows.case(scene.elsewhere, scene.staff)),
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
  {
    name: "unlinkCasesAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const { id, from } = await rows.link(place, staff);
      return { linkId: id, caseId: from.id, reason: "Another patient." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "splitIssueAction",
    path: "/cases/x",
    fields: async (scene) => ({
      newCaseId: newId(),
      issueId: await scene.rows.issue(scene.place, await aCase(scene)),
    }),
    own: WORK,
    foreign: UNKNOWN,
  },
];

function mergeInto({ id }: Case, { reference }: Case): Record<string, string> {
  return { mergeId: newId(), caseId: id, into: reference, reason: "One fall, told twice." };
}

function linkWith({ id }: Case, { reference }: Case): Record<string, string> {
  return { linkId: newId(), caseId: id, other: reference, relation: "related" };
}
