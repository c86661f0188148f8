"use server";

import { defineAction } from "@/lib/platform/action";
import { changeImprovement } from "./mutations/change-improvement";
import {
  abandonImprovement,
  finishImprovement,
  reopenImprovement,
  startImprovement,
  verifyImprovement,
} from "./mutations/move-improvement";
import { linkCaseToImprovement, planImprovement } from "./mutations/plan-improvement";
import { beginCycle, decideCycle } from "./mutations/run-cycle";
import {
  beginCycleSchema,
  changeImprovementSchema,
  decideCycleSchema,
  finishImprovementSchema,
  improvementReasonSchema,
  improvementSchema,
  linkCaseToImprovementSchema,
  planImprovementSchema,
  verifyImprovementSchema,
} from "./schema";

const pagesOf = ({ improvementId }: { improvementId: string }) => ["/improvement", `/improvement/${improvementId}`];

export const planImprovementAction = defineAction({
  name: "planImprovement",
  input: planImprovementSchema,
  run: planImprovement,
  revalidate: pagesOf,
});

export const changeImprovementAction = defineAction({
  name: "changeImprovement",
  input: changeImprovementSchema,
  run: changeImprovement,
  revalidate: pagesOf,
});

export const linkCaseToImprovementAction = defineAction({
  name: "linkCaseToImprovement",
  input: linkCaseToImprovementSchema,
  run: linkCaseToImprovement,
  revalidate: pagesOf,
});

export const startImprovementAction = defineAction({
  name: "startImprovement",
  input: improvementSchema,
  run: startImprovement,
  revalidate: pagesOf,
});

export const finishImprovementAction = defineAction({
  name: "finishImprovement",
  input: finishImprovementSchema,
  run: finishImprovement,
  revalidate: pagesOf,
});

export const abandonImprovementAction = defineAction({
  name: "abandonImprovement",
  input: improvementReasonSchema,
  run: abandonImprovement,
  revalidate: pagesOf,
});

export const reopenImprovementAction = defineAction({
  name: "reopenImprovement",
  input: improvementReasonSchema,
  run: reopenImprovement,
  revalidate: pagesOf,
});

export const verifyImprovementAction = defineAction({
  name: "verifyImprovement",
  input: verifyImprovementSchema,
  run: verifyImprovement,
  revalidate: pagesOf,
});

export const beginCycleAction = defineAction({
  name: "beginCycle",
  input: beginCycleSchema,
  run: beginCycle,
  revalidate: pagesOf,
});

export const decideCycleAction = defineAction({
  name: "decideCycle",
  input: decideCycleSchema,
  run: decideCycle,
  revalidate: pagesOf,
});
