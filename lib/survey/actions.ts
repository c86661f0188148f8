"use server";

import { defineAction, definePublicAction } from "@/lib/platform/action";
import { answerSurvey, optOut } from "./mutations/answer-survey";
import { withholdSurvey } from "./mutations/invite-due";
import { saveSurveySetting } from "./mutations/save-setting";
import { answerSurveySchema, optOutSchema, saveSettingSchema, withholdSurveySchema } from "./schema";

const WHO = "Whoever raised it";

export const answerSurveyAction = definePublicAction({
  name: "answerSurvey",
  input: answerSurveySchema,
  run: answerSurvey,
  as: WHO,
});

export const optOutAction = definePublicAction({ name: "optOut", input: optOutSchema, run: optOut, as: WHO });

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
