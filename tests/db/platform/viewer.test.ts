import { describe, expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { viewerOfSession } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aPerson, aSession, aSite, aUnit, NOW, viewerAgain } from "../../support/factories";

const later = (minutes: number, ms = 0) => new Date(NOW.getTime() + minutes * 60_000 + ms);
const lastSeen = async (id: string) => (await systemDb().session.findUniqueOrThrow({ where: { id } })).lastSeenAt;
const seenAt = (id: string, lastSeenAt: Date) => systemDb().session.update({ where: { id }, data: { lastSeenAt } });

describe("the viewer behind a session", () => {
  test("is its person with the roles they hold, in the zone of their first site", async () => {
    const auckland = await aSite({ timeZone: "Pacific/Auckland", name: "Auckland" });
    const london = await aSite({ organisationId: auckland.organisationId, name: "London" });
    const unit = await aUnit(london);
    const dana = await aPerson({ name: "Dana Moreau", organisationId: auckland.organisationId });
    const grants = [
      { role: "supervisor", siteId: auckland.id, unitId: null },
      { role: "associate", siteId: london.id, unitId: null },
      { role: "responder", siteId: london.id, unitId: unit.id },
    ] as const;
    for (const [day, grant] of grants.entries()) {
      const createdAt = new Date(Date.UTC(2026, 0, day + 1));
      await systemDb().roleGrant.create({ data: { id: newId(), personId: dana.id, createdAt, ...grant } });
    }
    const sessionId = await aSession(dana.id);
    expect(await viewerOfSession(sessionId, NOW)).toEqual({
      personId: dana.id,
      organisationId: dana.organisationId,
      name: "Dana Moreau",
      email: dana.email,
      sessionId,
      mustSetPassword: false,
      grants,
      sites: [auckland, london].map(({ id, name, timeZone, country }) => ({ id, name, timeZone, country })),
      zone: "Pacific/Auckland",
    });
  });

  test("of somebody without a role is there, and may do nothing", async () => {
    const viewer = await viewerAgain((await aPerson()).id);
    expect(viewer).toMatchObject({ grants: [], sites: [], zone: "UTC" });
  });

  test("has the roles of now, not of when they signed in", async () => {
    const site = await aSite();
    const dana = await aPerson({ site, role: "supervisor" });
    const sessionId = await aSession(dana.id);
    await systemDb().roleGrant.deleteMany({ where: { personId: dana.id } });
    expect((await viewerOfSession(sessionId, NOW))?.grants).toEqual([]);
  });

  test("says that they must choose a password of their own", async () => {
    const { id } = await aPerson({ mustSetPassword: true });
    expect((await viewerAgain(id)).mustSetPassword).toBe(true);
  });

  test("is nobody for a session that never was", async () => {
    expect(await viewerOfSession(newId(), NOW)).toBeNull();
  });

  test("is nobody once the session has ended", async () => {
    const sessionId = await aSession((await aPerson()).id);
    await systemDb().session.update({ where: { id: sessionId }, data: { endedAt: NOW } });
    expect(await viewerOfSession(sessionId, NOW)).toBeNull();
  });

  test("is nobody once the person is deactivated, at once", async () => {
    const dana = await aPerson();
    const sessionId = await aSession(dana.id);
    await systemDb().person.update({ where: { id: dana.id }, data: { deactivatedAt: NOW } });
    expect(await viewerOfSession(sessionId, NOW)).toBeNull();
  });

  test("is there after a quarter of an hour without a request, and nobody a moment later", async () => {
    const { id } = await aPerson();
    expect(await viewerOfSession(await aSession(id), later(15))).not.toBeNull();
    expect(await viewerOfSession(await aSession(id), later(15, 1))).toBeNull();
  });

  test("is nobody twelve hours after signing in, however busy they were", async () => {
    const sessionId = await aSession((await aPerson()).id);
    await seenAt(sessionId, later(12 * 60 - 1));
    expect(await viewerOfSession(sessionId, later(12 * 60, -1))).not.toBeNull();
    expect(await viewerOfSession(sessionId, later(12 * 60))).toBeNull();
  });

  test("stays while requests come, each before the quarter of an hour is over", async () => {
    const sessionId = await aSession((await aPerson()).id);
    for (let minute = 14; minute < 12 * 60; minute += 14) {
      expect(await viewerOfSession(sessionId, later(minute))).not.toBeNull();
    }
  });
});

describe("a session is marked as seen", () => {
  test("at most once a minute", async () => {
    const sessionId = await aSession((await aPerson()).id);
    await viewerOfSession(sessionId, later(0, 30_000));
    await viewerOfSession(sessionId, later(1));
    expect(await lastSeen(sessionId)).toEqual(NOW);
    await viewerOfSession(sessionId, later(1, 1));
    expect(await lastSeen(sessionId)).toEqual(later(1, 1));
    await viewerOfSession(sessionId, later(2));
    expect(await lastSeen(sessionId)).toEqual(later(1, 1));
  });

  test("never by a request that comes too late", async () => {
    const sessionId = await aSession((await aPerson()).id);
    await viewerOfSession(sessionId, later(16));
    expect(await lastSeen(sessionId)).toEqual(NOW);
  });
});
