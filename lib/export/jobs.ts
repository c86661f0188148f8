import "server-only";
import type { Task } from "graphile-worker";
import { sweepMade } from "@/lib/attachment/jobs";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { writeExport as write, writeLostExports as writeLost } from "./mutations/write-export";
import { writeExportJob } from "./schema";

const NAME = "Exports";

/** Once a large export is asked for: writes it into its file. */
export const writeExport: Task = taskOf(writeExportJob, ({ exportId }) => write(systemCtx(NAME), exportId));

/** Every minute: writes what a killed worker left. */
export const writeLostExports: Task = async () => {
  await writeLost(systemCtx(NAME));
};

/** Every hour: removes the files of exports whose day has come. */
export const sweepExports: Task = sweepMade("Export");
