"use server";

import { defineAction } from "@/lib/platform/action";
import { assignCase, takeCase } from "./mutations/assign-case";
import { changeCase } from "./mutations/change-case";
import { logCase } from "./mutations/log-case";
import { listPossibleDuplicates } from "./queries";
import { assignCaseSchema, changeCaseSchema, duplicateQuestionSchema, logCaseSchema, takeCaseSchema } from "./schema";

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

/** A read that follows the typing in the new-case form. */
export const findDuplicatesAction = defineAction({
  name: "findDuplicates",
  input: duplicateQuestionSchema,
  run: (ctx, question) => listPossibleDuplicates(ctx.viewer, question, ctx.now),
});
