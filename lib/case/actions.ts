"use server";

import { defineAction } from "@/lib/platform/action";
import { confirmKindSchema, declineKindSchema, overrideKindSchema, recordFactsSchema } from "@/lib/regulation/schema";
import { confirmKindChange, declineKindChange } from "./mutations/answer-kind-change";
import { assignCase, takeCase } from "./mutations/assign-case";
import { changeCase } from "./mutations/change-case";
import { overrideKind, recordFacts } from "./mutations/classify-case";
import { closeCase, reopenCase } from "./mutations/close-case";
import { handOverCases, seeHandover, undoHandOver } from "./mutations/hand-over";
import { logCase } from "./mutations/log-case";
import { answerCase, moveCase, waitOnCase } from "./mutations/move-case";
import { undoAssignment, undoMove } from "./mutations/undo";
import { listPossibleDuplicates } from "./queries/look-alikes";
import { findSteps } from "./queries/walk";
import {
  answerCaseSchema,
  assignCaseSchema,
  changeCaseSchema,
  closeCaseSchema,
  duplicateQuestionSchema,
  handOverSchema,
  logCaseSchema,
  moveCaseSchema,
  reopenCaseSchema,
  seeHandoverSchema,
  takeCaseSchema,
  undoHandOverSchema,
  undoSchema,
  waitOnCaseSchema,
  walkSchema,
} from "./schema";

const pages = ({ reference }: { reference: string }) => ["/", "/triage", "/cases", `/cases/${reference}`];

export const logCaseAction = defineAction({ name: "logCase", input: logCaseSchema, run: logCase, revalidate: pages });
export const assignCaseAction = defineAction({
  name: "assignCase",
  input: assignCaseSchema,
  run: assignCase,
  revalidate: pages,
});
export const takeCaseAction = defineAction({
  name: "takeCase",
  input: takeCaseSchema,
  run: takeCase,
  revalidate: pages,
});
export const changeCaseAction = defineAction({
  name: "changeCase",
  input: changeCaseSchema,
  run: changeCase,
  revalidate: pages,
});
export const moveCaseAction = defineAction({
  name: "moveCase",
  input: moveCaseSchema,
  run: moveCase,
  revalidate: pages,
});
export const waitOnCaseAction = defineAction({
  name: "waitOnCase",
  input: waitOnCaseSchema,
  run: waitOnCase,
  revalidate: pages,
});
export const answerCaseAction = defineAction({
  name: "answerCase",
  input: answerCaseSchema,
  run: answerCase,
  revalidate: pages,
});
export const closeCaseAction = defineAction({
  name: "closeCase",
  input: closeCaseSchema,
  run: closeCase,
  revalidate: pages,
});
export const reopenCaseAction = defineAction({
  name: "reopenCase",
  input: reopenCaseSchema,
  run: reopenCase,
  revalidate: pages,
});

export const undoAssignmentAction = defineAction({
  name: "undoAssignment",
  input: undoSchema,
  run: undoAssignment,
  revalidate: pages,
});
export const undoMoveAction = defineAction({ name: "undoMove", input: undoSchema, run: undoMove, revalidate: pages });

export const recordFactsAction = defineAction({
  name: "recordFacts",
  input: recordFactsSchema,
  run: recordFacts,
  revalidate: pages,
});
export const overrideKindAction = defineAction({
  name: "overrideKind",
  input: overrideKindSchema,
  run: overrideKind,
  revalidate: pages,
});
export const confirmKindAction = defineAction({
  name: "confirmKind",
  input: confirmKindSchema,
  run: confirmKindChange,
  revalidate: pages,
});
export const declineKindAction = defineAction({
  name: "declineKind",
  input: declineKindSchema,
  run: declineKindChange,
  revalidate: pages,
});

const afterHandover = ({ personId }: { personId: string }) => ["/", "/triage", "/cases", `/hand-over/${personId}`];

export const handOverCasesAction = defineAction({
  name: "handOverCases",
  input: handOverSchema,
  run: handOverCases,
  revalidate: afterHandover,
});
export const undoHandOverAction = defineAction({
  name: "undoHandOver",
  input: undoHandOverSchema,
  run: undoHandOver,
  revalidate: afterHandover,
});
export const seeHandoverAction = defineAction({
  name: "seeHandover",
  input: seeHandoverSchema,
  run: seeHandover,
  revalidate: () => ["/"],
});

/** A read that follows the typing in the new-case form. */
export const findDuplicatesAction = defineAction({
  name: "findDuplicates",
  input: duplicateQuestionSchema,
  run: (ctx, question) => listPossibleDuplicates(ctx.viewer, question, ctx.now),
});

/** A read that follows a person from case to case of a queue. */
export const findStepsAction = defineAction({
  name: "findSteps",
  input: walkSchema,
  run: (ctx, input) => findSteps(ctx.viewer, input, ctx.now),
});
