import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { z } from "zod";
import { hrefWith } from "@/lib/shared/search-params";
import { type Prisma, systemDb } from "./db";
import { env } from "./env";
import type { Role } from "./generated/enums";
import { REQUEST_HEADERS } from "./request-headers";
import { IDLE_MINUTES, sessionCookie } from "./session-cookie";

declare const minted: unique symbol;

export type Grant = { role: Role; siteId: string; unitId: string | null };
export type ViewerSite = { id: string; name: string; timeZone: string; country: string };

/** Who is asking, as the database knows them now. Only this module makes one, so a read that has one has been through the gate. */
export type Viewer = {
  readonly [minted]: true;
  personId: string;
  organisationId: string;
  name: string;
  email: string;
  sessionId: string;
  mustSetPassword: boolean;
  grants: Grant[];
  /** The sites of the grants, in the order they were given. */
  sites: ViewerSite[];
  /** The zone in which this person's days are told: that of their first site. */
  zone: string;
};

const tokenSchema = z.object({ sessionId: z.uuid() });
const SEEN_EVERY_MS = 60_000;

/** The viewer of this request, or null when nobody is signed in or the session has ended, expired or stood idle too long. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const sessionId = await readSessionId();
  return sessionId === null ? null : viewerOfSession(sessionId, new Date());
});

/** As findViewer, of a request that no person made: a page that looks again and again must not keep a sign-in from standing idle. */
export async function peekAtViewer(): Promise<Viewer | null> {
  const sessionId = await readSessionId();
  return sessionId === null ? null : peekViewer(sessionId, new Date());
}

async function readSessionId(): Promise<string | null> {
  const jar = await cookies();
  const token = jar.get(sessionCookie().name)?.value;
  if (!token) return null;
  const claims = await decode({ token, secret: env().HEARD_SECRET }).catch(() => null);
  return tokenSchema.safeParse(claims).data?.sessionId ?? null;
}

/**
 * The viewer for a page; without one, the sign-in page, which leads back here. Somebody whose password others set chooses their own
 * before anything else: only the pages that say `allowsFirstPassword` open until then.
 */
export async function requireViewer({ allowsFirstPassword = false } = {}): Promise<Viewer> {
  const viewer = await findViewer();
  if (!viewer) redirect(hrefWith("/sign-in", { next: (await headers()).get(REQUEST_HEADERS.path) }));
  if (viewer.mustSetPassword && !allowsFirstPassword) redirect("/account");
  return viewer;
}

/** The viewer behind a session row, or null when it no longer counts at `now`. Marks the session as seen, at most once a minute. */
export async function viewerOfSession(sessionId: string, now: Date): Promise<Viewer | null> {
  const found = await readSession(sessionId, now);
  if (found && now.getTime() - found.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await systemDb().session.updateMany({ where: { id: sessionId, endedAt: null }, data: { lastSeenAt: now } });
  }
  return found?.viewer ?? null;
}

/** As viewerOfSession, for what asks by itself again and again: that must not keep a sign-in from standing idle. */
export async function peekViewer(sessionId: string, now: Date): Promise<Viewer | null> {
  return (await readSession(sessionId, now))?.viewer ?? null;
}

/** Whom a job works for, so that it reads what they may see and no more; null for somebody who can no longer sign in. */
export async function viewerForJob(personId: string): Promise<Viewer | null> {
  const person = await systemDb().person.findUnique({ where: { id: personId }, select: PERSON });
  return person && !person.deactivatedAt ? toViewer(person, NO_SESSION) : null;
}

/**
 * In whose name a job writes down what is done already, whatever they may do by now: also for somebody who left since. It reaches the one
 * site where it was done, and no job asks by it what may be done.
 */
export async function viewerToRecord(personId: string, siteId: string): Promise<Viewer> {
  const [person, site] = await Promise.all([
    systemDb().person.findUniqueOrThrow({ where: { id: personId }, select: PERSON }),
    systemDb().site.findUniqueOrThrow({ where: { id: siteId }, select: SITE }),
  ]);
  return toViewer({ ...person, roles: [{ role: "associate", siteId, unitId: null, site }] }, NO_SESSION);
}

const NO_SESSION = "00000000-0000-0000-0000-000000000000";

const SITE = { id: true, name: true, timeZone: true, country: true } as const;

const PERSON = {
  id: true,
  organisationId: true,
  name: true,
  email: true,
  mustSetPassword: true,
  deactivatedAt: true,
  roles: {
    select: {
      role: true,
      siteId: true,
      unitId: true,
      site: { select: SITE },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 500,
  },
} satisfies Prisma.PersonSelect;

async function readSession(sessionId: string, now: Date): Promise<{ viewer: Viewer; lastSeenAt: Date } | null> {
  const session = await systemDb().session.findUnique({
    where: { id: sessionId },
    select: {
      lastSeenAt: true,
      expiresAt: true,
      endedAt: true,
      person: { select: PERSON },
    },
  });
  if (!session || session.endedAt || session.person.deactivatedAt) return null;
  const idleMs = now.getTime() - session.lastSeenAt.getTime();
  if (session.expiresAt <= now || idleMs > IDLE_MINUTES * 60_000) return null;
  return { viewer: toViewer(session.person, sessionId), lastSeenAt: session.lastSeenAt };
}

function toViewer(person: Prisma.PersonGetPayload<{ select: typeof PERSON }>, sessionId: string): Viewer {
  const sites = [...new Map(person.roles.map(({ site }) => [site.id, site])).values()];
  return {
    personId: person.id,
    organisationId: person.organisationId,
    name: person.name,
    email: person.email,
    sessionId,
    mustSetPassword: person.mustSetPassword,
    grants: person.roles.map(({ role, siteId, unitId }) => ({ role, siteId, unitId })),
    sites,
    zone: sites[0]?.timeZone ?? "UTC",
  } as Viewer;
}
