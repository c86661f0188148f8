import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { deliverDueMail, deliverMail } from "./mutations/deliver";
import { planDigests as plan } from "./mutations/plan-digests";
import { sendMailJob } from "./schema";

/** Sends one e-mail if it is still due. */
export const sendMail = taskOf(sendMailJob, async ({ deliveryId }) => {
  await deliverMail(systemCtx("E-mail"), deliveryId);
});

/** Every five minutes: sends what is due and whose own job was lost, and forgets empty digests of a month ago. */
export const sweepMail: Task = async (_payload, { query }) => {
  await deliverDueMail(systemCtx("E-mail"));
  await query(
    `DELETE FROM "MailDelivery" WHERE "kind" = 'digest' AND "state" = 'dropped' AND "createdAt" < now() - interval '30 days'`,
  );
};

/** Every ten minutes: plans the digests of everybody whose morning it is. */
export const planDigests: Task = async () => {
  await plan(systemCtx("Daily digest"));
};
