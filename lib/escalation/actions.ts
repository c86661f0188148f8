"use server";

import { defineAction } from "@/lib/platform/action";
import { answerEscalation, sendBack, takeOver, withdrawEscalation } from "./mutations/answer-escalation";
import { endDuty, setDuty } from "./mutations/duty";
import { setQuietHours } from "./mutations/quiet-hours";
import { raiseEscalation } from "./mutations/raise-escalation";
import { saveMatrix } from "./mutations/save-matrix";
import { previewDraft } from "./queries/preview";
import {
  answerEscalationSchema,
  endDutySchema,
  previewMatrixSchema,
  raiseEscalationSchema,
  saveMatrixSchema,
  sendBackSchema,
  setDutySchema,
  setQuietHoursSchema,
  takeOverSchema,
  withdrawEscalationSchema,
} from "./schema";

const pages = ({ reference }: { reference: string }) => ["/", "/triage", "/escalations", `/cases/${reference}`];
const adminPage = () => ["/admin/escalation"];

export const raiseEscalationAction = defineAction({
  name: "raiseEscalation",
  input: raiseEscalationSchema,
  run: raiseEscalation,
  revalidate: pages,
});

export const answerEscalationAction = defineAction({
  name: "answerEscalation",
  input: answerEscalationSchema,
  run: answerEscalation,
  revalidate: pages,
});

export const sendBackAction = defineAction({
  name: "sendBack",
  input: sendBackSchema,
  run: sendBack,
  revalidate: pages,
});

export const takeOverAction = defineAction({
  name: "takeOver",
  input: takeOverSchema,
  run: takeOver,
  revalidate: pages,
});

export const withdrawEscalationAction = defineAction({
  name: "withdrawEscalation",
  input: withdrawEscalationSchema,
  run: withdrawEscalation,
  revalidate: pages,
});

export const saveMatrixAction = defineAction({
  name: "saveMatrix",
  input: saveMatrixSchema,
  run: saveMatrix,
  revalidate: adminPage,
});

/** Reads and writes nothing. */
export const previewMatrixAction = defineAction({
  name: "previewMatrix",
  input: previewMatrixSchema,
  run: previewDraft,
});

export const setDutyAction = defineAction({
  name: "setDuty",
  input: setDutySchema,
  run: setDuty,
  revalidate: adminPage,
});

export const endDutyAction = defineAction({
  name: "endDuty",
  input: endDutySchema,
  run: endDuty,
  revalidate: adminPage,
});

export const setQuietHoursAction = defineAction({
  name: "setQuietHours",
  input: setQuietHoursSchema,
  run: setQuietHours,
  revalidate: adminPage,
});
