import "server-only";
import { createHash } from "node:crypto";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { sendMailJob } from "@/lib/notification/schema";
import { type Ctx, isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Prisma, systemDb, type Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { hasMailServer } from "@/lib/platform/mailer";
import { viewerToRecord } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { isReady } from "../labels";
import { canWithholdSurvey } from "../policy";
import { hashOfAddress, readAskable } from "../queries/facts";
import { isSpoken, languageFor } from "../rules/answer";
import { LATEST_DAYS, whyNotAsked } from "../rules/exclusion";
import { READY } from "../rules/ready";
import type { Definition, WithholdSurveyInput } from "../schema";
import { findNewest } from "./make-instrument";

const AT_ONCE = 100;
const MOST_BATCHES = 20;

type Due = {
  caseId: string;
  /** Who closed the case, or who reached somebody: in their name it is sent. */
  byId: string;
  siteId: string;
  instrument: string;
  /** When that was. */
  at: Date;
  isAfterContact: boolean;
  /** Asked about again when it is closed, if it is not now. */
  isAskedAgain: boolean;
};

/**
 * Asks about the cases whose time it is, each once and in a transaction of its own; who is not to be asked is written down with why. Nothing
 * is done where there is no mail server. Returns how many are asked.
 */
export async function inviteDue(ctx: Ctx): Promise<number> {
  if (!hasMailServer()) return 0;
  return (await inviteAll(ctx, listClosed)) + (await inviteAll(ctx, listReached));
}

async function inviteAll(ctx: Ctx, list: (now: Date, after: Due | null) => Promise<Due[]>): Promise<number> {
  let asked = 0;
  let after: Due | null = null;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const due: Due[] = await list(ctx.now, after);
    for (const one of due) if (await inviteOrLog(ctx, one)) asked += 1;
    after = due.at(-1) ?? null;
    if (due.length < AT_ONCE) break;
  }
  return asked;
}

async function inviteOrLog(ctx: Ctx, due: Due): Promise<boolean> {
  try {
    const viewer = await viewerToRecord(due.byId, due.siteId);
    return await withTransaction(ctx, (tx) => invite(tx, { ...ctx, viewer }, due));
  } catch (error) {
    // Another worker, or somebody who held it back at this moment.
    if (isDuplicate(error, "SurveyInvitation_caseId_key")) return false;
    log.error("a survey could not be planned", { caseId: due.caseId, error: describeError(error) });
    return false;
  }
}

async function invite(tx: Tx, ctx: UserCtx, due: Due): Promise<boolean> {
  const { caseId, byId, siteId, instrument, isAfterContact, isAskedAgain } = due;
  await lockCase(tx, caseId);
  const of = { caseId, now: ctx.now, isAfterContact };
  const { facts: before } = await readAskable(ctx.viewer, tx, of);
  // One person's cases one after the other, so that two at once cannot both be the first.
  const person = before.address && hashOfAddress(before.address);
  if (person) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${person}, 7))`;
  const { facts, language } = await readAskable(ctx.viewer, tx, of);
  const excluded = whyNotAsked(facts);
  // Reopened a moment ago: it is asked about when it is closed again. And a site that was switched off a moment ago asks nobody.
  if (excluded === "reopened" || excluded === "switched_off") return false;
  if (excluded !== null && isAskedAgain) return false;
  const kept = await findKept(tx, caseId);
  if (kept?.isFinal) return false;
  const row = { caseId, siteId, byId, isAfterContact, createdAt: ctx.now };
  if (excluded !== null || facts.address === null) {
    await keep(tx, kept, { ...row, state: "not_sent", excluded: excluded ?? "no_address" });
    return false;
  }
  const asked = await versionFor(tx, ctx, instrument);
  // Its own survey is none any more: the site chooses another first.
  if (!asked) return false;
  const spoken = languageFor(asked.definition, language);
  const said = { versionId: asked.id, language: spoken, wanted: isSpoken(language, spoken) ? null : language };
  const to = { address: facts.address, addressHash: hashOfAddress(facts.address) };
  const id = await keep(tx, kept, { ...row, ...said, ...to, state: "waiting", excluded: null });
  const queued = { personId: byId, nextAttemptAt: ctx.now, createdAt: ctx.now };
  await tx.mailDelivery.upsert({
    where: { id },
    create: { id, kind: "survey", key: `survey:${id}`, caseId, ...queued },
    update: { ...queued, state: "queued", attempts: 0, leaseUntil: null, lastError: null, settledAt: null },
  });
  await enqueue(tx, sendMailJob, { deliveryId: id }, { key: `mail:${id}`, runAt: ctx.now });
  return true;
}

type Kept = { id: string; isFinal: boolean } | null;

/** What is on record of a case. Only where it was reopened before its e-mail went, that is not the last word. */
async function findKept(tx: Tx, caseId: string): Promise<Kept> {
  const row = await tx.surveyInvitation.findUnique({ where: { caseId }, select: { id: true, excluded: true } });
  return row && { id: row.id, isFinal: row.excluded !== "reopened" };
}

async function keep(tx: Tx, kept: Kept, data: Omit<Prisma.SurveyInvitationUncheckedCreateInput, "id">) {
  const { id } = kept
    ? await tx.surveyInvitation.update({ where: { id: kept.id }, data, select: { id: true } })
    : await tx.surveyInvitation.create({ data: { id: newId(), ...data }, select: { id: true } });
  return id;
}

/** What is asked: the newest version of a ready survey, or of one of the site's own. */
async function versionFor(
  tx: Tx,
  ctx: Ctx,
  instrument: string,
): Promise<{ id: string; definition: Definition } | null> {
  if (!isReady(instrument)) return findNewest(tx, instrument);
  const definition = READY[instrument];
  return { id: await keepVersion(tx, ctx, definition), definition };
}

/** The row of a version, made at its first use. What it says then is what it says for ever. */
async function keepVersion(tx: Tx, { now }: Ctx, definition: Definition): Promise<string> {
  const { instrument, version } = definition;
  const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
  await tx.surveyVersion.createMany({
    data: [{ id: newId(), instrument, version, definition, digest, createdAt: now }],
    skipDuplicates: true,
  });
  const kept = await tx.surveyVersion.findUniqueOrThrow({
    where: { instrument_version: { instrument, version } },
    select: { id: true, digest: true },
  });
  if (kept.digest !== digest)
    log.error("a survey was changed under the number of a version in use", { instrument, version });
  return kept.id;
}

const UNDECIDED = Prisma.sql`NOT EXISTS (
  SELECT FROM "SurveyInvitation" i WHERE i."caseId" = c."id" AND i."excluded" IS DISTINCT FROM 'reopened')`;

/** Cases that were closed so long ago that they are asked about, and of sites that ask then. */
async function listClosed(now: Date, after: Due | null): Promise<Due[]> {
  const next = after
    ? Prisma.sql`AND (l."closedAt", l."caseId") > (${after.at}::timestamptz, ${after.caseId}::uuid)`
    : Prisma.empty;
  return systemDb().$queryRaw<Due[]>`
    SELECT l."caseId", l."closedById" AS "byId", l."siteId", s."instrument", l."closedAt" AS "at", false AS "isAfterContact", false AS "isAskedAgain"
    FROM "SurveySetting" s JOIN "Closing" l ON l."siteId" = s."siteId" JOIN "Case" c ON c."id" = l."caseId"
    WHERE s."isOn" AND s."moment" <> 'after_contact' AND l."reopenedAt" IS NULL AND c."state" = 'closed'
      AND l."closedAt" >= s."since" AND l."closedAt" <= ${now}::timestamptz - make_interval(days => s."afterDays")
      AND l."closedAt" > ${now}::timestamptz - make_interval(days => s."afterDays" + ${LATEST_DAYS}::int)
      AND ${UNDECIDED} ${next}
    ORDER BY l."closedAt", l."caseId" LIMIT ${AT_ONCE}`;
}

/** Cases of which somebody was reached so long ago for the first time since the site asks then, in whatever state they are. */
async function listReached(now: Date, after: Due | null): Promise<Due[]> {
  const next = after
    ? Prisma.sql`AND (k."at", k."caseId") > (${after.at}::timestamptz, ${after.caseId}::uuid)`
    : Prisma.empty;
  return systemDb().$queryRaw<Due[]>`
    SELECT k."caseId", k."authorId" AS "byId", k."siteId", s."instrument", k."at", true AS "isAfterContact",
      s."moment" = 'both' AND c."state" <> 'closed' AS "isAskedAgain"
    FROM "SurveySetting" s JOIN "Contact" k ON k."siteId" = s."siteId" JOIN "Case" c ON c."id" = k."caseId"
    WHERE s."isOn" AND s."moment" <> 'after_closure' AND c."kind" IN ('concern', 'complaint', 'grievance')
      AND k."outcome" = 'reached' AND k."voidedAt" IS NULL
      AND k."at" >= s."since" AND k."at" <= ${now}::timestamptz - make_interval(days => s."afterDays")
      AND k."at" > ${now}::timestamptz - make_interval(days => s."afterDays" + ${LATEST_DAYS}::int)
      AND ${UNDECIDED} ${next}
    ORDER BY k."at", k."caseId" LIMIT ${AT_ONCE}`;
}

/** Keeps a case from being asked about, with why: before it is asked, never after. */
export async function withholdSurvey(
  ctx: UserCtx,
  { caseId, reason }: WithholdSurveyInput,
): Promise<{ reference: string }> {
  const already = "This case has been asked about already, or is not to be.";
  try {
    return await withTransaction(ctx, async (tx) => {
      const row = await tx.case.findFirst({
        where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
        select: { reference: true, siteId: true },
      });
      if (!row) throw new NotFound("This case");
      const { reference, siteId } = row;
      if (!canWithholdSurvey(ctx.viewer, siteId)) throw new Forbidden();
      await lockCase(tx, caseId);
      const kept = await findKept(tx, caseId);
      if (kept?.isFinal) throw new Conflict(already);
      const by = { byId: ctx.viewer.personId, createdAt: ctx.now };
      const id = await keep(tx, kept, { caseId, siteId, ...by, state: "not_sent", excluded: "withheld", reason });
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId,
        event: { type: "survey.withheld", data: { invitationId: id } },
      });
      return { reference };
    });
  } catch (error) {
    if (isDuplicate(error, "SurveyInvitation_caseId_key")) throw new Conflict(already);
    throw error;
  }
}
