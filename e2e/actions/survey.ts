import { type Action, all, only, UNKNOWN, WORK } from "../outcomes";
import { aCase } from "./scene";

export const SURVEY_ACTIONS: Action[] = [
  {
    name: "answerSurveyAction",
    path: "/survey/x",
    fields: async () => ({ token: "A".repeat(43), comment: "Hello" }),
    own: all("NOT_FOUND"),
    foreign: null,
  },
  {
    name: "optOutAction",
    path: "/survey/x",
    fields: async () => ({ token: "A".repeat(43) }),
    own: all("NOT_FOUND"),
    foreign: null,
  },
  {
    name: "withholdSurveyAction",
    path: "/cases/x",
    fields: async (scene) => ({ caseId: (await aCase(scene)).id, reason: "They asked us to." }),
    own: WORK,
    foreign: UNKNOWN,
  },
  {
    name: "saveSurveySettingAction",
    path: "/surveys",
    fields: async ({ place }) => ({ siteId: place.id, isOn: "on", instrument: "csat", afterDays: "4" }),
    own: only(["manager"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
];
