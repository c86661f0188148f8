"use server";

import { defineAction } from "@/lib/platform/action";
import { linkCases, unlinkCases } from "./mutations/link-cases";
import { type JoinedReferences, mergeCases, unmergeCases } from "./mutations/merge-cases";
import { splitIssue } from "./mutations/split-issue";
import { linkCasesSchema, mergeCasesSchema, splitIssueSchema, unlinkCasesSchema, unmergeCasesSchema } from "./schema";

const revalidate = ({ reference, otherReference }: JoinedReferences) => [
  "/",
  "/triage",
  "/cases",
  `/cases/${reference}`,
  `/cases/${otherReference}`,
];

export const mergeCasesAction = defineAction({
  name: "mergeCases",
  input: mergeCasesSchema,
  run: mergeCases,
  revalidate,
});
export const unmergeCasesAction = defineAction({
  name: "unmergeCases",
  input: unmergeCasesSchema,
  run: unmergeCases,
  revalidate,
});
export const linkCasesAction = defineAction({ name: "linkCases", input: linkCasesSchema, run: linkCases, revalidate });
export const unlinkCasesAction = defineAction({
  name: "unlinkCases",
  input: unlinkCasesSchema,
  run: unlinkCases,
  revalidate,
});
export const splitIssueAction = defineAction({
  name: "splitIssue",
  input: splitIssueSchema,
  run: splitIssue,
  revalidate,
});
