import { newId } from "@/lib/shared/ids";
import { type Action, onCase, UNKNOWN, WORK } from "../outcomes";
import { WORKERS } from "../routes";
import { aCase } from "./scene";

export const ISSUE_ACTIONS: Action[] = [
  {
    name: "codeIssueAction",
    path: "/cases/x",
    fields: async (scene) => {
      const { issueId, about } = await aCase(scene);
      const before = { "base.summary": about, "base.severity": "2" };
      return { issueId, summary: about, severity: "2", category: "safety", ...before };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "decideIssueAction",
    path: "/cases/x",
    fields: async (scene) => ({ issueId: (await aCase(scene)).issueId, finding: "upheld", answer: "We are sorry." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "voidIssueAction",
    path: "/cases/x",
    fields: async (scene) => {
      const made = await aCase(scene);
      await scene.rows.issue(scene.place, made);
      return { issueId: made.issueId, reason: "Said twice." };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "agreeIssuesAction",
    path: "/cases/x",
    fields: async ({ rows, place, staff }) => {
      const receivedAt = new Date(Date.now() - 3 * 86_400_000);
      const { id, issueId } = await rows.case(place, staff, { receivedAt });
      const agreedAt = new Date(Date.now() - 86_400_000).toISOString().slice(0, 16);
      return { agreementId: newId(), caseId: id, issueIds: issueId, channel: "phone", agreedAt };
    },
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addIssueAction",
    path: "/cases/x",
    fields: async (scene) => ({ issueId: newId(), caseId: (await aCase(scene)).id, summary: "Noise", severity: "1" }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "addIssueAction",
    use: "in a unit of another site",
    path: "/cases/x",
    fields: async (scene) => {
      const unitId = scene.elsewhere.units[0].id;
      return { issueId: newId(), caseId: (await aCase(scene)).id, summary: "Noise", severity: "1", unitId };
    },
    own: onCase(WORKERS, "INVALID"),
    foreign: null,
  },
];
