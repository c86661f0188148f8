import "server-only";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, formatDay, isoDay } from "@/lib/shared/dates";
import { describeDays } from "../labels";
import { canSetAbsence, OWNER_ROLES } from "../policy";
import type { EndAbsenceInput, PlanAbsenceInput } from "../schema";
import { absencesVisibleTo, colleaguesOf } from "../scope";

export type OfPerson = { personId: string; absenceId: string };

const LONGEST_MS = 731 * 86_400_000;

/** Says on which days somebody is away and who acts for them. Nobody covers who is away then too, so that no two can wait for each other. */
export async function planAbsence(ctx: UserCtx, input: PlanAbsenceInput): Promise<OfPerson> {
  const { absenceId, personId, coverId } = input;
  try {
    await withTransaction(ctx, async (tx) => {
      await lockPeople(tx, coverId ? [personId, coverId] : [personId]);
      const person = await findPerson(tx, ctx, personId);
      if (await tx.absence.findFirst({ where: { id: absenceId, personId, createdById: ctx.viewer.personId } })) return;
      judgeDays(ctx, input);
      await refuseOverlap(tx, ctx, input);
      const cover = coverId ? await findCover(tx, input, person.siteIds) : null;
      await tx.absence.create({
        data: {
          ...{ id: absenceId, personId, coverId, note: input.note },
          ...{ fromOn: new Date(input.fromOn), untilOn: new Date(input.untilOn) },
          ...{ createdById: ctx.viewer.personId, createdAt: ctx.now },
        },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "person", id: personId },
        siteId: null,
        event: {
          type: "absence.planned",
          data: { absenceId, from: input.fromOn, until: input.untilOn, coverId, coverName: cover?.name ?? null },
        },
      });
    });
  } catch (error) {
    if (!isDuplicate(error, "Absence_pkey")) throw error;
    throw new Conflict("This absence could not be told from another. Load the page again and set it anew.");
  }
  return { personId, absenceId };
}

/** They are back, or do not go after all: from now on the absence counts no more. */
export async function endAbsence(ctx: UserCtx, { absenceId }: EndAbsenceInput): Promise<OfPerson> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.absence.findFirst({
      where: { AND: [{ id: absenceId }, absencesVisibleTo(ctx.viewer)] },
      select: { personId: true, fromOn: true, untilOn: true },
    });
    if (!row) throw new NotFound("This absence");
    await findPerson(tx, ctx, row.personId);
    const ended = await tx.absence.updateMany({
      where: { id: absenceId, endedAt: null },
      data: { endedAt: ctx.now, endedById: ctx.viewer.personId },
    });
    if (ended.count === 0) throw new Conflict("This absence has been ended already.");
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: row.personId },
      siteId: null,
      event: { type: "absence.ended", data: { absenceId, from: isoDay(row.fromOn), until: isoDay(row.untilOn) } },
    });
    return { personId: row.personId, absenceId };
  });
}

// In one order for all, so that two who cover each other cannot both be written, nor lock each other out.
async function lockPeople(tx: Tx, ids: string[]): Promise<void> {
  await tx.$executeRaw`SELECT "id" FROM "Person" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
}

async function findPerson(tx: Tx, ctx: UserCtx, personId: string): Promise<{ siteIds: string[] }> {
  const person = await tx.person.findFirst({
    where: { AND: [{ id: personId, deactivatedAt: null }, colleaguesOf(ctx.viewer)] },
    select: { roles: { where: { role: { in: [...OWNER_ROLES] } }, select: { siteId: true }, take: 200 } },
  });
  if (!person) throw new NotFound("This person");
  const siteIds = person.roles.map(({ siteId }) => siteId);
  if (!canSetAbsence(ctx.viewer, { personId, siteIds })) {
    throw new Forbidden("Only they themselves, or a supervisor or manager of their site, say when they are away.");
  }
  return { siteIds };
}

function judgeDays(ctx: UserCtx, { fromOn, untilOn }: PlanAbsenceInput): void {
  if (untilOn < isoDay(dayIn(ctx.now, ctx.viewer.zone))) {
    throw new Invalid({ untilOn: "This day has passed. Enter the last day away." });
  }
  if (new Date(untilOn).getTime() - new Date(fromOn).getTime() > LONGEST_MS) {
    throw new Invalid({ untilOn: "This is more than two years away. Check the year." });
  }
}

async function refuseOverlap(tx: Tx, ctx: UserCtx, { personId, ...days }: PlanAbsenceInput): Promise<void> {
  const other = await findAbsence(tx, personId, days);
  if (!other) return;
  const who = personId === ctx.viewer.personId ? "You are" : "They are";
  throw new Invalid({
    fromOn: `${who} away ${describeDays({ fromOn: isoDay(other.fromOn), untilOn: isoDay(other.untilOn) })} already. End that absence first, or choose other days.`,
  });
}

async function findCover(tx: Tx, { personId, coverId, ...days }: PlanAbsenceInput, siteIds: string[]) {
  if (coverId === personId) throw new Invalid({ coverId: "Nobody covers for themselves. Choose somebody else." });
  const cover = await tx.person.findFirst({
    where: {
      id: coverId ?? "",
      deactivatedAt: null,
      roles: { some: { siteId: { in: siteIds }, role: { in: [...OWNER_ROLES] } } },
    },
    select: { id: true, name: true },
  });
  if (!cover) throw new Invalid({ coverId: "Choose somebody who works cases at the same site." });
  const away = await findAbsence(tx, cover.id, days);
  if (!away) return cover;
  const until = `${cover.name} is away then too, until ${formatDay(away.untilOn)}`;
  throw new Invalid({
    coverId:
      away.coverId === personId
        ? `${until}, and counts on this same person. Two cannot cover for each other: choose somebody who is here.`
        : `${until}. Choose somebody who is here.`,
  });
}

async function findAbsence(tx: Tx, personId: string, { fromOn, untilOn }: { fromOn: string; untilOn: string }) {
  return tx.absence.findFirst({
    where: { personId, endedAt: null, fromOn: { lte: new Date(untilOn) }, untilOn: { gte: new Date(fromOn) } },
    select: { fromOn: true, untilOn: true, coverId: true },
    orderBy: [{ fromOn: "asc" }, { id: "asc" }],
  });
}
