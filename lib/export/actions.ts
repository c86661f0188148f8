"use server";

import { defineAction } from "@/lib/platform/action";
import { makeExport } from "./mutations/make-export";
import { countExport } from "./queries/count";
import { findExport } from "./queries/exports";
import { countExportSchema, findExportSchema, makeExportSchema } from "./schema";

export const makeExportAction = defineAction({
  name: "makeExport",
  input: makeExportSchema,
  run: makeExport,
  revalidate: ({ isBackground }) => (isBackground ? ["/exports"] : []),
});

/** A read of how many there are, which takes longer than the page of the queue has. */
export const countExportAction = defineAction({
  name: "countExport",
  input: countExportSchema,
  run: (ctx, input) => countExport(ctx.viewer, input, ctx),
});

/** A read that follows a file until it is written. */
export const findExportAction = defineAction({
  name: "findExport",
  isUnattended: true,
  input: findExportSchema,
  run: (ctx, { exportId }) => findExport(ctx.viewer, exportId),
});
