import "server-only";
import { dbFor, type Prisma, systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type Cursor, capCount, decodeCursor, encodeCursor, type Page } from "@/lib/shared/page";
import type { Person } from "@/lib/shared/person";
import { searchable } from "@/lib/shared/text";
import type { Deed } from "./policy";
import { ESCALATION_ROLES, OWNER_ROLES, sitesFor } from "./policy";
import { absenceOn, EMOTIONAL_WEIGHTS, whoActsFor } from "./rules";
import type { Role } from "./schema";
import { absencesVisibleTo, colleaguesOf, peopleManagedBy, sitesManagedBy } from "./scope";
import type {
  AbsenceRow,
  Away,
  Colleague,
  FormerOwner,
  ManagedSite,
  PersonRow,
  SessionRow,
  SiteChoice,
  UnitChoice,
} from "./types";

/** Whether nobody can sign in yet, so that the first run is due. */
export async function isFirstRun(): Promise<boolean> {
  return (await systemDb().person.findFirst({ select: { id: true } })) === null;
}

/** The sites, with their units by name, at which the viewer may do this. */
export async function listSiteChoices(viewer: Viewer, deed: Deed): Promise<SiteChoice[]> {
  const sites = await dbFor(viewer).site.findMany({
    where: { id: { in: sitesFor(viewer, deed) } },
    select: { id: true, name: true, packId: true, units: UNITS },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 200,
  });
  return sites.map((site) => ({ ...site, units: site.units.map(toUnitChoice) }));
}

/** The units of a site as lists offer them: those that are open first. */
export const UNITS = {
  select: { id: true, name: true, closedOn: true },
  orderBy: [{ closedOn: { sort: "desc", nulls: "first" } }, { name: "asc" }],
  take: 500,
} satisfies Prisma.Site$unitsArgs;

export function toUnitChoice({ closedOn, ...unit }: { id: string; name: string; closedOn: Date | null }): UnitChoice {
  return { ...unit, closedOn: isoDay(closedOn) };
}

/** Who may own cases at these sites, with their open load there: those who are here first, the lightest first, then those who are away. */
export async function listOwners(viewer: Viewer, siteIds: string[], now = new Date()): Promise<Colleague[]> {
  const allowed = seenAmong(viewer, siteIds);
  return toOwners(await readLoads(viewer, allowed), viewer, allowed, now);
}

/** The same, and who owns open cases there but can be given none any more, by name: their cases wait for somebody else. */
export async function listTeam(
  viewer: Viewer,
  siteIds: string[],
  now: Date,
): Promise<{ team: Colleague[]; former: FormerOwner[] }> {
  const allowed = seenAmong(viewer, siteIds);
  const loads = await readLoads(viewer, allowed);
  const [team, former] = await Promise.all([
    toOwners(loads, viewer, allowed, now),
    dbFor(viewer).person.findMany({
      where: {
        id: { in: [...loads.keys()] },
        OR: [
          { deactivatedAt: { not: null } },
          { roles: { none: { siteId: { in: allowed }, role: { in: [...OWNER_ROLES] } } } },
        ],
      },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 100,
    }),
  ]);
  return { team, former: former.map((person) => ({ ...person, ...loadIn(loads, person.id) })) };
}

function seenAmong(viewer: Viewer, siteIds: string[]): string[] {
  return sitesFor(viewer, "case.see").filter((id) => siteIds.includes(id));
}

async function toOwners(loads: Map<string, Load>, viewer: Viewer, siteIds: string[], now: Date): Promise<Colleague[]> {
  const roles = { siteId: { in: siteIds }, role: { in: [...OWNER_ROLES] } };
  const [people, awayOf] = await Promise.all([
    dbFor(viewer).person.findMany({
      where: { deactivatedAt: null, roles: { some: roles } },
      select: { id: true, name: true, roles: { where: roles, select: { role: true, siteId: true }, take: 200 } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 500,
    }),
    findAway(viewer, now),
  ]);
  return people
    .map(({ id, name, roles }) => ({
      id,
      name,
      role: bestRole(roles.map(({ role }) => role)),
      siteIds: [...new Set(roles.map(({ siteId }) => siteId))],
      ...loadIn(loads, id),
      away: awayOf(id),
    }))
    .sort(
      (a, b) => Number(a.away !== null) - Number(b.away !== null) || a.load - b.load || a.name.localeCompare(b.name),
    );
}

type Load = { openCases: number; load: number };

const loadIn = (loads: Map<string, Load>, personId: string): Load => loads.get(personId) ?? { openCases: 0, load: 0 };

/**
 * The open load of each owner at these sites: loadOf as a question to the database, which reads the two indexes made for it and no case.
 */
async function readLoads(viewer: Viewer, siteIds: string[]): Promise<Map<string, Load>> {
  const { harm, grievance, escalated } = EMOTIONAL_WEIGHTS;
  const rows = await dbFor(viewer).$queryRaw<(Load & { ownerId: string })[]>`
    SELECT c."ownerId", count(*)::int AS "openCases", sum(c."severity"
      + CASE WHEN f."caseId" IS NOT NULL THEN ${harm}::int ELSE 0 END
      + CASE WHEN c."kind" = 'grievance' THEN ${grievance}::int ELSE 0 END
      + CASE WHEN c."escalatedAt" IS NOT NULL THEN ${escalated}::int ELSE 0 END)::int AS "load"
    FROM "Case" c
    LEFT JOIN "CaseFacts" f ON f."caseId" = c."id" AND 'yes' IN (f."allegesHarm", f."allegesAbuse", f."allegesNeglect")
    WHERE c."siteId" = ANY(${siteIds}::uuid[]) AND c."isOpen" AND c."mergedIntoId" IS NULL
      AND c."ownerId" IS NOT NULL
    GROUP BY c."ownerId"`;
  return new Map(rows.map(({ ownerId, ...load }) => [ownerId, load]));
}

/** The absences among the viewer's colleagues that hold on a day "yyyy-mm-dd", at most 1,000. */
export async function listAbsences(viewer: Viewer, day: string): Promise<AbsenceRow[]> {
  const on = new Date(day);
  return readAbsences(viewer, { fromOn: { lte: on }, untilOn: { gte: on } });
}

/** The absences of one colleague, and those that they cover, which hold on a day or come after it, the next first. */
export async function listAbsencesAround(viewer: Viewer, personId: string, day: string): Promise<AbsenceRow[]> {
  return readAbsences(viewer, { untilOn: { gte: new Date(day) }, OR: [{ personId }, { coverId: personId }] });
}

async function readAbsences(viewer: Viewer, where: Prisma.AbsenceWhereInput): Promise<AbsenceRow[]> {
  const person = { select: { id: true, name: true } } as const;
  const rows = await dbFor(viewer).absence.findMany({
    where: { AND: [{ endedAt: null }, where, absencesVisibleTo(viewer)] },
    select: { id: true, person, fromOn: true, untilOn: true, cover: person, note: true },
    orderBy: [{ fromOn: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  return rows.map(({ fromOn, untilOn, ...row }) => ({ ...row, fromOn: isoDay(fromOn), untilOn: isoDay(untilOn) }));
}

/** Tells of anybody whether they are away today, as the viewer's zone counts days, and who acts for them. */
async function findAway(viewer: Viewer, now: Date): Promise<(personId: string) => Away | null> {
  const day = isoDay(dayIn(now, viewer.zone));
  const rows = await listAbsences(viewer, day);
  const covers = new Map(rows.flatMap(({ cover }) => (cover ? [[cover.id, cover] as const] : [])));
  const absences = rows.map(({ person, cover, ...days }) => ({
    ...days,
    personId: person.id,
    coverId: cover?.id ?? null,
  }));
  return (personId) => {
    const away = absenceOn(personId, absences, day);
    if (!away) return null;
    const actorId = whoActsFor(personId, absences, day);
    return { untilOn: away.untilOn, actor: (actorId && covers.get(actorId)) || null };
  };
}

/** Who may cover for a person: whoever works cases at a site where they do, by name. */
export async function listCovers(viewer: Viewer, personId: string): Promise<{ id: string; name: string }[]> {
  const db = dbFor(viewer);
  const role = { in: [...OWNER_ROLES] };
  const grants = await db.roleGrant.findMany({ where: { personId, role }, select: { siteId: true }, take: 200 });
  const siteId = { in: grants.map((grant) => grant.siteId) };
  return db.person.findMany({
    where: {
      AND: [{ id: { not: personId }, deactivatedAt: null, roles: { some: { siteId, role } } }, colleaguesOf(viewer)],
    },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
}

/** Who answers escalations at a site and whether they are away, but for the viewer: nobody escalates to themself. */
export async function listEscalationAnswerers(
  viewer: Viewer,
  siteId: string,
  now: Date,
): Promise<(Person & { away: Away | null })[]> {
  if (!sitesFor(viewer, "case.see").includes(siteId)) return [];
  const awayOf = await findAway(viewer, now);
  const people = await dbFor(viewer).person.findMany({
    where: {
      id: { not: viewer.personId },
      deactivatedAt: null,
      roles: { some: { siteId, role: { in: [...ESCALATION_ROLES] } } },
    },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 100,
  });
  return people.map((person) => ({ ...person, away: awayOf(person.id) }));
}

const PEOPLE_PAGE = 50;
const PEOPLE_CAP = 9_999;

/** One page of the people an administrator manages whose name or address holds `q`, by name; people of one name by id. */
export async function listPeople(viewer: Viewer, page?: string, q = ""): Promise<Page<PersonRow>> {
  const cursor = decodeCursor(page);
  const isBackward = cursor?.direction === "before";
  const order = isBackward ? "desc" : "asc";
  const holds = { contains: searchable(q).trim(), mode: "insensitive" as const };
  const where = { AND: [peopleManagedBy(viewer), q ? { OR: [{ name: holds }, { email: holds }] } : {}] };
  const db = dbFor(viewer);
  const [found, total] = await Promise.all([
    db.person.findMany({
      where: { AND: [where, cursor ? seekPeople(cursor) : {}] },
      select: PERSON,
      orderBy: [{ name: order }, { id: order }],
      take: PEOPLE_PAGE + 1,
    }),
    db.person.count({ where, take: PEOPLE_CAP + 1 }),
  ]);
  // Everybody beyond the cursor has left meanwhile: better the beginning than an empty page.
  if (cursor && found.length === 0) return listPeople(viewer, undefined, q);
  const hasMore = found.length > PEOPLE_PAGE;
  const people = found.slice(0, PEOPLE_PAGE);
  if (isBackward) people.reverse();
  const [first, last] = [people[0], people.at(-1)];
  const managed = sitesFor(viewer, "people.manage");
  return {
    rows: people.map((person) => toPerson(person, managed)),
    next: (isBackward || hasMore) && last ? encodeCursor({ direction: "after", value: last.name, id: last.id }) : null,
    previous:
      (isBackward ? hasMore : cursor !== null) && first
        ? encodeCursor({ direction: "before", value: first.name, id: first.id })
        : null,
    total: capCount(total, PEOPLE_CAP),
  };
}

/** How many of the people an administrator manages can sign in, and whether one of them logs cases. */
export async function countPeople(viewer: Viewer): Promise<{ active: number; hasAssociate: boolean }> {
  const where = { AND: [peopleManagedBy(viewer), { deactivatedAt: null }] };
  const db = dbFor(viewer);
  const [active, associate] = await Promise.all([
    db.person.count({ where }),
    db.person.findFirst({
      where: { AND: [where, { roles: { some: { role: "associate" } } }] },
      select: { id: true },
    }),
  ]);
  return { active, hasAssociate: associate !== null };
}

const PERSON = {
  id: true,
  name: true,
  email: true,
  deactivatedAt: true,
  roles: {
    select: {
      ...{ id: true, role: true, siteId: true, unitId: true },
      site: { select: { name: true } },
      unit: { select: { name: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 50,
  },
  sessions: { select: { lastSeenAt: true }, orderBy: { createdAt: "desc" }, take: 1 },
} satisfies Prisma.PersonSelect;

function seekPeople({ direction, value, id }: Cursor): Prisma.PersonWhereInput {
  // A text column holds no NUL, and asking for one fails.
  const name = String(value).replaceAll("\0", "");
  const beyond = direction === "after" ? "gt" : "lt";
  return { OR: [{ name: { [beyond]: name } }, { name, id: { [beyond]: id } }] };
}

function toPerson(
  { id, name, email, deactivatedAt, roles, sessions }: Prisma.PersonGetPayload<{ select: typeof PERSON }>,
  managed: string[],
): PersonRow {
  return {
    ...{ id, name, email, isActive: deactivatedAt === null },
    roles: roles.map((grant) => ({
      grantId: grant.id,
      role: grant.role,
      siteId: grant.siteId,
      site: grant.site.name,
      unitId: grant.unitId,
      unit: grant.unit?.name ?? null,
      isMine: managed.includes(grant.siteId),
    })),
    lastSeenAt: sessions[0]?.lastSeenAt.toISOString() ?? null,
  };
}

export async function listManagedSites(viewer: Viewer): Promise<ManagedSite[]> {
  const sites = await dbFor(viewer).site.findMany({
    where: sitesManagedBy(viewer),
    select: {
      id: true,
      name: true,
      packId: true,
      timeZone: true,
      country: true,
      address: true,
      phone: true,
      email: true,
      web: true,
      units: UNITS,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 200,
  });
  return sites.map((site) => ({ ...site, units: site.units.map(toUnitChoice) }));
}

/** Where the viewer is signed in now, newest first. */
export async function listOwnSessions(viewer: Viewer, now: Date): Promise<SessionRow[]> {
  const rows = await dbFor(viewer).session.findMany({
    where: { personId: viewer.personId, endedAt: null, expiresAt: { gt: now } },
    select: { id: true, userAgent: true, address: true, createdAt: true, lastSeenAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  return rows.map(({ createdAt, lastSeenAt, ...row }) => ({
    ...row,
    startedAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isCurrent: row.id === viewer.sessionId,
  }));
}

function bestRole(roles: Role[]): Role {
  return (["manager", "supervisor", "associate"] as const).find((role) => roles.includes(role)) ?? "associate";
}
