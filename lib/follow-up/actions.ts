"use server";

import { defineAction } from "@/lib/platform/action";
import { approvePromise, declinePromise } from "./mutations/decide-promise";
import { handOnPromise } from "./mutations/hand-on";
import { makePromise } from "./mutations/make-promise";
import { planFollowUp, writeInstead } from "./mutations/plan-follow-up";
import { recordAttempt } from "./mutations/record-attempt";
import { setAsideOffer } from "./mutations/set-aside";
import { setLimits } from "./mutations/set-limits";
import { cancelFollowUp, finishFollowUp, rescheduleFollowUp } from "./mutations/settle-follow-up";
import { keepPromise, replacePromise, withdrawPromise } from "./mutations/settle-promise";
import {
  approvePromiseSchema,
  cancelFollowUpSchema,
  declinePromiseSchema,
  finishFollowUpSchema,
  handOnPromiseSchema,
  keepPromiseSchema,
  makePromiseSchema,
  planFollowUpSchema,
  recordAttemptSchema,
  replacePromiseSchema,
  rescheduleFollowUpSchema,
  setAsideSchema,
  setLimitsSchema,
  withdrawPromiseSchema,
  writeInsteadSchema,
} from "./schema";

const pages = ({ reference }: { reference: string }) => ["/", "/follow-ups", `/cases/${reference}`];

export const planFollowUpAction = defineAction({
  name: "planFollowUp",
  input: planFollowUpSchema,
  run: planFollowUp,
  revalidate: pages,
});

export const writeInsteadAction = defineAction({
  name: "writeInstead",
  input: writeInsteadSchema,
  run: writeInstead,
  revalidate: pages,
});

export const recordAttemptAction = defineAction({
  name: "recordAttempt",
  input: recordAttemptSchema,
  run: recordAttempt,
  revalidate: pages,
});

export const finishFollowUpAction = defineAction({
  name: "finishFollowUp",
  input: finishFollowUpSchema,
  run: finishFollowUp,
  revalidate: pages,
});

export const cancelFollowUpAction = defineAction({
  name: "cancelFollowUp",
  input: cancelFollowUpSchema,
  run: cancelFollowUp,
  revalidate: pages,
});

export const rescheduleFollowUpAction = defineAction({
  name: "rescheduleFollowUp",
  input: rescheduleFollowUpSchema,
  run: rescheduleFollowUp,
  revalidate: pages,
});

export const makePromiseAction = defineAction({
  name: "makePromise",
  input: makePromiseSchema,
  run: makePromise,
  revalidate: pages,
});

export const keepPromiseAction = defineAction({
  name: "keepPromise",
  input: keepPromiseSchema,
  run: keepPromise,
  revalidate: pages,
});

export const replacePromiseAction = defineAction({
  name: "replacePromise",
  input: replacePromiseSchema,
  run: replacePromise,
  revalidate: pages,
});

export const withdrawPromiseAction = defineAction({
  name: "withdrawPromise",
  input: withdrawPromiseSchema,
  run: withdrawPromise,
  revalidate: pages,
});

export const handOnPromiseAction = defineAction({
  name: "handOnPromise",
  input: handOnPromiseSchema,
  run: handOnPromise,
  revalidate: pages,
});

export const approvePromiseAction = defineAction({
  name: "approvePromise",
  input: approvePromiseSchema,
  run: approvePromise,
  revalidate: pages,
});

export const declinePromiseAction = defineAction({
  name: "declinePromise",
  input: declinePromiseSchema,
  run: declinePromise,
  revalidate: pages,
});

export const setAsideAction = defineAction({
  name: "setAside",
  input: setAsideSchema,
  run: setAsideOffer,
  revalidate: pages,
});

export const setLimitsAction = defineAction({
  name: "setLimits",
  input: setLimitsSchema,
  run: setLimits,
  revalidate: () => ["/admin/sites"],
});
