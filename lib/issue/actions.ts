"use server";

import { defineAction } from "@/lib/platform/action";
import { addIssue } from "./mutations/add-issue";
import { agreeIssues } from "./mutations/agree-issues";
import { codeIssue } from "./mutations/code-issue";
import { decideIssue } from "./mutations/decide-issue";
import { voidIssue } from "./mutations/void-issue";
import { addIssueSchema, agreeIssuesSchema, codeIssueSchema, decideIssueSchema, voidIssueSchema } from "./schema";

const revalidate = ({ reference }: { reference: string }) => [`/cases/${reference}`];

export const addIssueAction = defineAction({ name: "addIssue", input: addIssueSchema, run: addIssue, revalidate });
export const codeIssueAction = defineAction({ name: "codeIssue", input: codeIssueSchema, run: codeIssue, revalidate });
export const decideIssueAction = defineAction({
  name: "decideIssue",
  input: decideIssueSchema,
  run: decideIssue,
  revalidate,
});
export const voidIssueAction = defineAction({ name: "voidIssue", input: voidIssueSchema, run: voidIssue, revalidate });
export const agreeIssuesAction = defineAction({
  name: "agreeIssues",
  input: agreeIssuesSchema,
  run: agreeIssues,
  revalidate,
});
