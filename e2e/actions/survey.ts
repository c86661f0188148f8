import { newId } from "@/lib/shared/ids";
import { type Action, all, type Outcomes, only, type Scene, UNKNOWN, WORK } from "../outcomes";
import { aCase } from "./scene";

const ASKS = { moment: "both", afterDays: "4", quietDays: "30" };

/** Whoever sees the surveys of a site and does not manage it is told that they may not. */
const KEEP: Outcomes = { ...only(["supervisor", "auditor"], "FORBIDDEN", "NOT_FOUND"), manager: "done" };

export const SURVEY_ACTIONS: Action[] = [
  {
    name: "respondToSurveyAction",
    path: "/survey/x",
    fields: async () => ({ token: "A".repeat(43), comment: "Hello" }),
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
    fields: async ({ place }) => ({ siteId: place.id, isOn: "on", instrument: "csat", ...ASKS }),
    own: only(["manager"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "makeInstrumentAction",
    path: "/surveys",
    fields: async ({ place }) => ({ siteId: place.id, name: newId(), from: "csat" }),
    own: only(["manager"], "done", "FORBIDDEN"),
    foreign: UNKNOWN,
  },
  {
    name: "saveQuestionsAction",
    path: "/surveys/instruments/x",
    fields: async (scene) => ({ ...(await anInstrument(scene)), name: newId(), scoring: "counts" }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "saveTranslationAction",
    path: "/surveys/instruments/x",
    fields: async (scene) => ({ ...(await anInstrument(scene)), language: "es" }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "publishInstrumentAction",
    path: "/surveys/instruments/x",
    fields: async (scene) => ({ ...(await anInstrument(scene)), languages: "en" }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "beginSurveyDraftAction",
    path: "/surveys/instruments/x",
    fields: (scene) => anInstrument(scene, { isPublished: true }),
    own: KEEP,
    foreign: UNKNOWN,
  },
  {
    name: "retireInstrumentAction",
    path: "/surveys/instruments/x",
    fields: (scene) => anInstrument(scene),
    own: KEEP,
    foreign: UNKNOWN,
  },
];

async function anInstrument({ rows, place, staff }: Scene, { isPublished = false } = {}) {
  return { instrumentId: await rows.instrument(place, staff, { isPublished }), revision: "1" };
}
