"use server";

import { defineAction } from "@/lib/platform/action";
import { beginImport, checkImport, stopImport, undoImport } from "./mutations/steer-import";
import { getProgress } from "./queries/imports";
import { checkImportSchema, oneImportSchema } from "./schema";

const page = ({ importId }: { importId: string }) => [`/surveys/import/${importId}`];

export const checkSurveyImportAction = defineAction({
  name: "checkSurveyImport",
  input: checkImportSchema,
  run: checkImport,
  revalidate: page,
});

export const beginSurveyImportAction = defineAction({
  name: "beginSurveyImport",
  input: oneImportSchema,
  run: beginImport,
  revalidate: page,
});

export const stopSurveyImportAction = defineAction({
  name: "stopSurveyImport",
  input: oneImportSchema,
  run: stopImport,
  revalidate: page,
});

export const undoSurveyImportAction = defineAction({
  name: "undoSurveyImport",
  input: oneImportSchema,
  run: undoImport,
  revalidate: page,
});

/** A read that follows a file until its worker is done with it. */
export const findSurveyImportAction = defineAction({
  name: "findSurveyImport",
  isUnattended: true,
  input: oneImportSchema,
  run: ({ viewer }, { importId }) => getProgress(viewer, importId),
});
