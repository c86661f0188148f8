"use server";

import { defineAction } from "@/lib/platform/action";
import { tagCase, untagCase } from "./mutations";
import { tagCaseSchema, untagCaseSchema } from "./schema";
import type { Tagged } from "./types";

const pages = ({ reference }: Tagged) => ["/cases", `/cases/${reference}`];

export const tagCaseAction = defineAction({ name: "tagCase", input: tagCaseSchema, run: tagCase, revalidate: pages });

export const untagCaseAction = defineAction({
  name: "untagCase",
  input: untagCaseSchema,
  run: untagCase,
  revalidate: pages,
});
