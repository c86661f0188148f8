"use server";

import { defineAction } from "@/lib/platform/action";
import { makeExport } from "./mutations/make-export";
import { makeExportSchema } from "./schema";

export const makeExportAction = defineAction({
  name: "makeExport",
  input: makeExportSchema,
  run: makeExport,
  revalidate: ({ isBackground }) => (isBackground ? ["/exports"] : []),
});
