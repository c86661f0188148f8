import "server-only";
import type { Task } from "graphile-worker";
import { sweepMade } from "@/lib/attachment/jobs";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { draftDueLetters } from "./mutations/draft-letters";
import { printBatch, printLostBatches as printLost } from "./mutations/print-batch";
import { printBatchJob } from "./schema";

const NAME = "Letters";

/** Every five minutes: drafts letters for times that soon run out. */
export const draftLetters: Task = async () => {
  await draftDueLetters(systemCtx("Drafted letters"));
};

/** Once letters are to be posted: prints them into one file. */
export const printLetterBatch: Task = taskOf(printBatchJob, ({ batchId }) => printBatch(systemCtx(NAME), batchId));

/** Every minute: prints what a killed worker left. */
export const printLostBatches: Task = async () => {
  await printLost(systemCtx(NAME));
};

/** Every hour: removes the files of batches whose day has come. */
export const sweepLetterBatches: Task = sweepMade("LetterBatch");
