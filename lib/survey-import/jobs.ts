import "server-only";
import type { Task } from "graphile-worker";
import { sweepMade } from "@/lib/attachment/jobs";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { raiseImported } from "./mutations/raise-imported";
import { runImport, runLostImports } from "./mutations/run-import";
import { raiseImportedJob, runImportJob } from "./schema";

const NAME = "Survey imports";

/** Once a file is to be checked, imported or taken back. */
export const runSurveyImport: Task = taskOf(runImportJob, ({ importId }) => runImport(systemCtx(NAME), importId));

/** Every minute: goes on with what a killed worker left. */
export const runLostSurveyImports: Task = async () => {
  await runLostImports(systemCtx(NAME));
};

/** Once a file is imported: makes concerns of what asks for a person. */
export const raiseImportedConcerns: Task = taskOf(raiseImportedJob, async ({ importId }) => {
  await raiseImported(systemCtx(NAME), importId);
});

/** Every hour: removes the files of imports whose day has come. What they added, and why lines were rejected, stays. */
export const sweepSurveyImports: Task = sweepMade("SurveyImport");
