import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { draftDueLetters } from "./mutations/draft-letters";

/** Every five minutes: drafts letters for times that soon run out. */
export const draftLetters: Task = async () => {
  await draftDueLetters(systemCtx("Drafted letters"));
};
