import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { remindOfDue } from "./mutations/remind";

/** Every five minutes, by day: tells of promises that are due by tomorrow or broken, and of follow-ups that are due or late. */
export const sendReminders: Task = async () => {
  await remindOfDue(systemCtx("Reminders"));
};
