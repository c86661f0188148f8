import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { countReport as count, countLostReports as countLost } from "./mutations/count-report";
import { runSchedules } from "./mutations/run-schedules";
import { countReportJob } from "./schema";

const NAME = "Reports";

/** Once a report is asked for: counts it. */
export const countReport: Task = taskOf(countReportJob, ({ reportId }) => count(systemCtx(NAME), reportId));

/** Every minute: counts what a killed worker left. */
export const countLostReports: Task = async () => {
  await countLost(systemCtx(NAME));
};

/** Every ten minutes: asks for the reports whose day has come. */
export const makeScheduledReports: Task = async () => {
  await runSchedules(systemCtx(NAME));
};
