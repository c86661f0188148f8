"use server";

import { defineAction } from "@/lib/platform/action";
import { makeExport } from "./mutations/make-export";
import { findExport } from "./queries/exports";
import { findExportSchema, makeExportSchema } from "./schema";

export const makeExportAction = defineAction({
  name: "makeExport",
  input: makeExportSchema,
  run: makeExport,
  revalidate: ({ isBackground }) => (isBackground ? ["/exports"] : []),
});

/** A read that follows a file until it is written. */
export const findExportAction = defineAction({
  name: "findExport",
  isUnattended: true,
  input: findExportSchema,
  run: (ctx, { exportId }) => findExport(ctx.viewer, exportId),
});
