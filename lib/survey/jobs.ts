import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { inviteDue } from "./mutations/invite-due";
import { raiseConcern, raiseLostConcerns } from "./mutations/raise-concern";
import { raiseConcernJob } from "./schema";

const NAME = "Surveys";

/** Every ten minutes: asks about the cases whose time it is, and takes up answers whose own job was lost. */
export const sendSurveys: Task = async () => {
  await inviteDue(systemCtx(NAME));
  await raiseLostConcerns(systemCtx(NAME));
};

/** Once an answer asks for a person: puts it where somebody decides about it. */
export const raiseSurveyConcern: Task = taskOf(raiseConcernJob, async ({ answerId }) => {
  await raiseConcern(systemCtx(NAME), answerId);
});
