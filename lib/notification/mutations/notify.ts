import "server-only";
import { DEEDS } from "@/lib/access/policy";
import { coversOf } from "@/lib/access/queries/absences";
import { Role } from "@/lib/access/schema";
import { colleaguesAt } from "@/lib/contact/scope";
import type { Ctx } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { announce } from "@/lib/platform/live";
import { newId } from "@/lib/shared/ids";
import { choicesOf, goesToCover, isAlwaysUrgent, nextWindow, windowEnd } from "../rules";
import { type NotificationType, sendMailJob } from "../schema";

type Told = {
  type: NotificationType;
  siteId: string;
  caseId?: string | null;
  /** Where it is about a request: its unit's responders may then be told too. */
  requestId?: string | null;
  /** What it leads to where it is about no case. */
  reportId?: string | null;
  improvementId?: string | null;
  to: readonly (string | null)[];
  /** The same for the same thing, whoever is told of it. */
  dedupeKey: string;
  isUrgent?: boolean;
  /** Sets what is told of many cases at once apart from what was told of the same before. */
  round?: string;
};

const MOST_PEOPLE = 500;
const MOST_WINDOWS = 50;
const KEEPING = Object.values(Role).filter((role) => DEEDS[role].includes("delegation.keep"));
const REPLYING = Object.values(Role).filter((role) => DEEDS[role].includes("request.answer"));

/**
 * Tells people of something in the transaction that does it: in the app at once, by e-mail with whatever else happens on the case within
 * the window. Never of what they did themselves, never who may not see it, and the same thing once. Of the work of somebody who is away
 * whoever acts for them is told too.
 */
export async function notify(tx: Tx, ctx: Ctx, single: Told): Promise<void> {
  const told = gathered(ctx, single);
  const {
    type,
    siteId,
    caseId = null,
    requestId = null,
    reportId = null,
    improvementId = null,
    runId,
    dedupeKey,
  } = told;
  const people = await findRecipients(tx, ctx, told);
  if (people.length === 0) return;
  const isUrgent = told.isUrgent === true || isAlwaysUrgent(type);
  const rows = people.map(({ id: personId, coveredId, notificationChoices }) => {
    const choices = choicesOf(notificationChoices);
    return {
      // Immediate danger reaches them by every way there is, and at once.
      wantsMail: told.isUrgent === true || choices.mail.includes(type),
      row: {
        ...{ id: newId(), personId, coveredId, siteId, caseId, requestId, reportId, improvementId, runId, type },
        ...{ dedupeKey, isUrgent },
        createdAt: ctx.now,
        isInApp: isUrgent || choices.inApp.includes(type),
        isInDigest: choices.digest.includes(type),
      },
    };
  });
  await tx.notification.createMany({ data: rows.map(({ row }) => row), skipDuplicates: true });
  const fresh = await tx.notification.findMany({
    where: { id: { in: rows.map(({ row }) => row.id) } },
    select: { id: true },
    take: MOST_PEOPLE,
  });
  const isFresh = new Set(fresh.map(({ id }) => id));
  for (const { row, wantsMail } of rows.filter(({ row }) => isFresh.has(row.id))) {
    if (wantsMail) {
      const deliveryId = await joinBundle(tx, row, told.isUrgent === true ? ctx.now : windowEnd(ctx.now));
      await tx.notification.update({ where: { id: row.id }, data: { deliveryId } });
    }
    await announce({ kind: "told", personId: row.personId }, tx);
  }
}

/** What is one of many is told once for all of them. Where somebody is in danger they are told of each case by itself. */
function gathered({ runId }: Ctx, told: Told): Told & { runId: string | null } {
  if (!runId || told.isUrgent) return { ...told, runId: null };
  const type = told.type === "handed_over" ? "assigned" : told.type;
  return { ...told, type, runId, caseId: null, requestId: null, dedupeKey: `run:${runId}:${type}:${told.round ?? ""}` };
}

/** Who holds one of these roles at a site. */
export async function idsOfRoles(tx: Tx, siteId: string, roles: readonly Role[]): Promise<string[]> {
  return idsOf(tx, { siteId, role: { in: [...roles] } });
}

/** Who replies for a unit. */
export async function idsOfResponders(tx: Tx, unitId: string): Promise<string[]> {
  return idsOf(tx, { unitId, role: { in: REPLYING } });
}

async function idsOf(tx: Tx, grant: Prisma.RoleGrantWhereInput): Promise<string[]> {
  const people = await tx.person.findMany({
    where: { deactivatedAt: null, roles: { some: grant } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: MOST_PEOPLE,
  });
  return people.map(({ id }) => id);
}

// In the order of their ids, so that two who tell the same people wait for each other and never both.
async function findRecipients(tx: Tx, ctx: Ctx, { type, siteId, requestId, to }: Told) {
  const named = [...new Set(to)].filter((id): id is string => id !== null && id !== ctx.actor.id);
  if (named.length === 0) return [];
  const covers = goesToCover(type) ? await coversOf(tx, named, { siteId, now: ctx.now }) : new Map<string, string>();
  const coveredBy = new Map([...covers].map(([personId, actorId]) => [actorId, personId]));
  const ids = [...new Set([...named, ...coveredBy.keys()])].filter((id) => id !== ctx.actor.id);
  const request = requestId
    ? await tx.request.findUnique({ where: { id: requestId }, select: { unitId: true } })
    : null;
  const responders = request ? [{ roles: { some: { unitId: request.unitId, role: { in: REPLYING } } } }] : [];
  // Administrators see no case, and are told of what they keep.
  const keepers = type === "delegation_due" ? [{ roles: { some: { siteId, role: { in: KEEPING } } } }] : [];
  const people = await tx.person.findMany({
    where: { id: { in: ids }, deactivatedAt: null, OR: [colleaguesAt(siteId), ...responders, ...keepers] },
    select: {
      id: true,
      notificationChoices: { where: { type }, select: { type: true, channel: true, isOn: true }, take: 3 },
    },
    orderBy: { id: "asc" },
    take: MOST_PEOPLE,
  });
  return people.map((person) => ({
    ...person,
    coveredId: named.includes(person.id) ? null : (coveredBy.get(person.id) ?? null),
  }));
}

type Bundled = Record<"caseId" | "requestId" | "reportId" | "improvementId" | "runId", string | null> & {
  personId: string;
  createdAt: Date;
};

/** The e-mail of this person and case that leaves at this time, or that of a later window where it is on its way already. */
async function joinBundle(
  tx: Tx,
  { personId, caseId, requestId, reportId, improvementId, runId, createdAt }: Bundled,
  leavesAt: Date,
): Promise<string | null> {
  let end = leavesAt;
  for (let window = 0; window < MOST_WINDOWS; window += 1) {
    const key = `bundle:${personId}:${caseId ?? requestId ?? reportId ?? improvementId ?? runId ?? "none"}:${end.toISOString()}`;
    // The row stays locked until this commits, so that nobody sends it without what joins it here.
    const [joined] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO "MailDelivery" ("id", "kind", "key", "personId", "caseId", "requestId", "nextAttemptAt", "createdAt")
      VALUES (${newId()}::uuid, 'bundle', ${key}, ${personId}::uuid, ${caseId}::uuid, ${requestId}::uuid,
              ${end}::timestamptz, ${createdAt}::timestamptz)
      ON CONFLICT ("key") DO UPDATE SET "nextAttemptAt" = "MailDelivery"."nextAttemptAt"
        WHERE "MailDelivery"."attempts" = 0 AND "MailDelivery"."state" = 'queued'
      RETURNING "id"`;
    if (joined) {
      await enqueue(tx, sendMailJob, { deliveryId: joined.id }, { key: `mail:${joined.id}`, runAt: end });
      return joined.id;
    }
    end = nextWindow(end);
  }
  return null;
}
