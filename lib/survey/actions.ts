"use server";

import { defineAction, definePublicAction } from "@/lib/platform/action";
import { respondToSurvey } from "./mutations/answer-survey";
import { withholdSurvey } from "./mutations/invite-due";
import { makeInstrument } from "./mutations/make-instrument";
import { beginDraft, publishInstrument, retireInstrument } from "./mutations/publish-instrument";
import { saveQuestions, saveTranslation } from "./mutations/save-draft";
import { saveSurveySetting } from "./mutations/save-setting";
import {
  instrumentSchema,
  makeInstrumentSchema,
  publishInstrumentSchema,
  respondSchema,
  saveQuestionsSchema,
  saveSettingSchema,
  saveTranslationSchema,
  withholdSurveySchema,
} from "./schema";

const WHO = "Whoever raised it";

export const respondToSurveyAction = definePublicAction({
  name: "respondToSurvey",
  input: respondSchema,
  run: respondToSurvey,
  as: WHO,
});

export const withholdSurveyAction = defineAction({
  name: "withholdSurvey",
  input: withholdSurveySchema,
  run: withholdSurvey,
  revalidate: ({ reference }) => [`/cases/${reference}`],
});

export const saveSurveySettingAction = defineAction({
  name: "saveSurveySetting",
  input: saveSettingSchema,
  run: saveSurveySetting,
  revalidate: () => ["/surveys"],
});

export const makeInstrumentAction = defineAction({
  name: "makeInstrument",
  input: makeInstrumentSchema,
  run: makeInstrument,
  revalidate: () => ["/surveys"],
});

const changed = ({ instrumentId }: { instrumentId: string }) => ["/surveys", `/surveys/instruments/${instrumentId}`];

export const saveQuestionsAction = defineAction({
  name: "saveQuestions",
  input: saveQuestionsSchema,
  run: saveQuestions,
  revalidate: changed,
});

export const saveTranslationAction = defineAction({
  name: "saveTranslation",
  input: saveTranslationSchema,
  run: saveTranslation,
  revalidate: changed,
});

export const publishInstrumentAction = defineAction({
  name: "publishInstrument",
  input: publishInstrumentSchema,
  run: publishInstrument,
  revalidate: changed,
});

export const beginSurveyDraftAction = defineAction({
  name: "beginSurveyDraft",
  input: instrumentSchema,
  run: beginDraft,
  revalidate: changed,
});

export const retireInstrumentAction = defineAction({
  name: "retireInstrument",
  input: instrumentSchema,
  run: retireInstrument,
  revalidate: changed,
});
