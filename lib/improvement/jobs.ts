import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { remindOfActions } from "./mutations/remind";
import { tellOfImprovement } from "./mutations/tell-improvement";
import { tellImprovementJob } from "./schema";

/** Once an action is verified effective: drafts what the cases it came from are told. */
export const tellImprovement: Task = taskOf(tellImprovementJob, async ({ improvementId }) => {
  await tellOfImprovement(systemCtx("You said, we did"), improvementId);
});

/** Every five minutes, by day: tells of actions that are due soon or late, and of those whose effect can be seen. */
export const remindOfImprovements: Task = async () => {
  await remindOfActions(systemCtx("Reminders"));
};
