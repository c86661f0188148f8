"use server";

import { defineAction } from "@/lib/platform/action";
import { addIssue } from "./mutations";
import { addIssueSchema } from "./schema";

export const addIssueAction = defineAction({
  name: "addIssue",
  input: addIssueSchema,
  run: addIssue,
  revalidate: ({ reference }) => [`/cases/${reference}`],
});
