"use server";

import { defineAction } from "@/lib/platform/action";
import { askUnit } from "./mutations/ask-unit";
import { remindUnit } from "./mutations/remind-unit";
import { answerRequest, returnRequest, withdrawRequest } from "./mutations/settle-request";
import {
  answerRequestSchema,
  askUnitSchema,
  remindUnitSchema,
  returnRequestSchema,
  withdrawRequestSchema,
} from "./schema";

const casePages = ({ reference }: { reference: string }) => ["/", "/requests", `/cases/${reference}`];
const unitPages = ({ requestId }: { requestId: string }) => ["/", "/requests", `/requests/${requestId}`];

export const askUnitAction = defineAction({
  name: "askUnit",
  input: askUnitSchema,
  run: askUnit,
  revalidate: casePages,
});

export const answerRequestAction = defineAction({
  name: "answerRequest",
  input: answerRequestSchema,
  run: answerRequest,
  revalidate: unitPages,
});

export const returnRequestAction = defineAction({
  name: "returnRequest",
  input: returnRequestSchema,
  run: returnRequest,
  revalidate: unitPages,
});

export const withdrawRequestAction = defineAction({
  name: "withdrawRequest",
  input: withdrawRequestSchema,
  run: withdrawRequest,
  revalidate: casePages,
});

export const remindUnitAction = defineAction({
  name: "remindUnit",
  input: remindUnitSchema,
  run: remindUnit,
  revalidate: casePages,
});
