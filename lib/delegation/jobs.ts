import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { tellOfDelegations } from "./mutations";

/** Once a day: tells of written delegations that are missing or end. */
export const tellDelegations: Task = async () => {
  await tellOfDelegations(systemCtx("Reminders"));
};
