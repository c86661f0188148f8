import { type Action, type Outcome, only, type Scene, UNKNOWN } from "../outcomes";

const managersGet = (outcome: Outcome) => only(["manager"], outcome, "NOT_FOUND");

/** Of a file in this state, by its id. */
const one = (state: string) => async (scene: Scene) => ({
  importId: await scene.rows.surveyImport(scene.place, scene.staff, state),
});

/** The bytes of these files are gone, so that no worker takes any of them up. */
export const SURVEY_IMPORT_ACTIONS: Action[] = [
  {
    name: "checkSurveyImportAction",
    path: "/surveys/import",
    fields: async (scene) => ({
      ...(await one("mapping")(scene)),
      ...{ source: "Vendor", kind: "fft", dayFormat: "dmy", raiseDays: "14" },
      ...{ "columns[0].role": "day", "columns[1].role": "answer" },
    }),
    own: managersGet("CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "beginSurveyImportAction",
    path: "/surveys/import",
    fields: one("checked"),
    own: managersGet("CONFLICT"),
    foreign: UNKNOWN,
  },
  {
    name: "stopSurveyImportAction",
    path: "/surveys/import",
    fields: one("checking"),
    own: managersGet("done"),
    foreign: UNKNOWN,
  },
  {
    name: "undoSurveyImportAction",
    path: "/surveys/import",
    fields: one("imported"),
    own: managersGet("done"),
    foreign: UNKNOWN,
  },
  {
    name: "findSurveyImportAction",
    path: "/surveys/import",
    fields: one("mapping"),
    own: managersGet("harmless"),
    foreign: UNKNOWN,
  },
];
