import "server-only";
import type { Task } from "graphile-worker";
import { log } from "@/lib/platform/log";
import { walkTrail } from "./chain";

/** Every night: checks that the audit trail holds, and says so in the log, as an error where it does not. */
export const verifyTrail: Task = async (_payload, { query }) => {
  const { events, chains, removed, broken } = await walkTrail(query);
  if (broken) log.error("the audit trail was altered", broken);
  else log.info("the audit trail holds", { events, chains, removed });
};
