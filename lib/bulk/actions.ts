"use server";

import { defineAction } from "@/lib/platform/action";
import { beginBulk } from "./mutations/begin-bulk";
import { stopBulk } from "./mutations/stop-bulk";
import { undoBulk } from "./mutations/undo-bulk";
import { listBulkOwners } from "./queries/owners";
import { previewBulk } from "./queries/preview";
import { getRun } from "./queries/runs";
import {
  beginBulkSchema,
  findBulkSchema,
  listBulkOwnersSchema,
  previewBulkSchema,
  stopBulkSchema,
  undoBulkSchema,
} from "./schema";

/** A read, when the form to assign opens. */
export const listBulkOwnersAction = defineAction({
  name: "listBulkOwners",
  input: listBulkOwnersSchema,
  run: ({ viewer, now }) => listBulkOwners(viewer, now),
});

/** A read: says what would be done. */
export const previewBulkAction = defineAction({ name: "previewBulk", input: previewBulkSchema, run: previewBulk });

export const beginBulkAction = defineAction({ name: "beginBulk", input: beginBulkSchema, run: beginBulk });

/** A read that follows a run until it ends. */
export const findBulkAction = defineAction({
  name: "findBulk",
  isUnattended: true,
  input: findBulkSchema,
  run: (ctx, { runId }) => getRun(ctx.viewer, runId, ctx.now),
});

export const stopBulkAction = defineAction({
  name: "stopBulk",
  input: stopBulkSchema,
  run: stopBulk,
  revalidate: ({ runId }) => [`/cases/bulk/${runId}`],
});

export const undoBulkAction = defineAction({
  name: "undoBulk",
  input: undoBulkSchema,
  run: undoBulk,
  revalidate: ({ runId }) => [`/cases/bulk/${runId}`],
});
