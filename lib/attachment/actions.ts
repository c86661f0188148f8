"use server";

import { defineAction } from "@/lib/platform/action";
import { describeFile, voidFile } from "./mutations/void-file";
import { describeFileSchema, voidFileSchema } from "./schema";

const pages = ({ reference }: { reference: string }) => [`/cases/${reference}`];

export const voidFileAction = defineAction({
  name: "voidFile",
  input: voidFileSchema,
  run: voidFile,
  revalidate: pages,
});

export const describeFileAction = defineAction({
  name: "describeFile",
  input: describeFileSchema,
  run: describeFile,
  revalidate: pages,
});
