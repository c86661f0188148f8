import "server-only";
import { ESCALATION_ROLES } from "@/lib/access/policy";
import { absenceOn, whoActsFor } from "@/lib/access/rules";
import type { Tx } from "@/lib/platform/db";
import { dayIn, formatDay, isoDay } from "@/lib/shared/dates";
import { TARGET_ROLES } from "../rules/matrix";
import type { Answerer, AwayOf, DutyFacts } from "../rules/target";

const MOST_ANSWERERS = 500;

/** Everybody who can answer at a site, by name. */
export async function answerersAt(db: Tx, siteId: string): Promise<Answerer[]> {
  const grants = { siteId, role: { in: [...ESCALATION_ROLES] } };
  const people = await db.person.findMany({
    where: { deactivatedAt: null, roles: { some: grants } },
    select: { id: true, name: true, roles: { where: grants, select: { role: true }, take: 10 } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_ANSWERERS,
  });
  return people.map(({ id, name, roles }) => ({
    ...{ id, name },
    roles: TARGET_ROLES.filter((role) => roles.some((grant) => grant.role === role)),
  }));
}

/** The duties at a site that have not ended. */
export async function dutiesAt(db: Tx, siteId: string, now: Date): Promise<DutyFacts[]> {
  return db.duty.findMany({
    where: { siteId, endedAt: null, until: { gt: now } },
    select: { personId: true, from: true, until: true },
    orderBy: [{ from: "asc" }, { id: "asc" }],
    take: 500,
  });
}

/** Who of a site's people are away on the day of an instant, as the site counts days. */
async function awayAt(db: Tx, siteId: string, now: Date): Promise<AwayOf> {
  const { timeZone } = await db.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } });
  const on = dayIn(now, timeZone);
  const rows = await db.absence.findMany({
    where: { endedAt: null, fromOn: { lte: on }, untilOn: { gte: on }, person: { roles: { some: { siteId } } } },
    select: { personId: true, fromOn: true, untilOn: true, coverId: true, cover: { select: { id: true, name: true } } },
    orderBy: [{ fromOn: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  const day = isoDay(on);
  const absences = rows.map((row) => ({ ...row, fromOn: isoDay(row.fromOn), untilOn: isoDay(row.untilOn) }));
  return (personId) => {
    const absence = absenceOn(personId, absences, day);
    if (!absence) return null;
    const actorId = whoActsFor(personId, absences, day);
    return {
      until: formatDay(new Date(absence.untilOn)),
      actor: absences.find(({ coverId }) => coverId === actorId)?.cover ?? null,
    };
  };
}

/** Whom an escalation at a site can go to at an instant. */
export async function surroundingsOf(db: Tx, siteId: string, now: Date) {
  const [people, duties] = [await answerersAt(db, siteId), await dutiesAt(db, siteId, now)];
  return { people, duties, awayOf: await awayAt(db, siteId, now), now };
}
