import { describe, expect, test } from "vitest";
import { deactivatePerson, reactivatePerson } from "@/lib/access/mutations/people";
import { startSession } from "@/lib/access/mutations/sessions";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { viewerOfSession } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomeOf, outcomesOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPerson,
  aSession,
  aSite,
  aViewer,
  NOW,
  PASSWORD,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { openConnections, race } from "../../support/races";

async function anAdministratorsCtx(site: Place) {
  return userCtxFor(await aViewer({ site, role: "administrator" }));
}

const deactivatedAt = async (id: string) =>
  (await systemDb().person.findUniqueOrThrow({ where: { id } })).deactivatedAt;
const NOT_ADMINISTRATORS = ["associate", "supervisor", "manager", "responder", "auditor"] as const;
const VERBS = [
  ["deactivating", deactivatePerson, undefined],
  ["reactivating", reactivatePerson, NOW],
] as const;

describe("deactivating a person", () => {
  test("ends all their sign-ins at once, keeps their name, and records each", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site, name: "Ana Pop" });
    const given = await aCase({ site, ownerId: ana.id });
    const done = await aCase({ site, ownerId: ana.id, state: "closed" });
    const sessions = [await aSession(ana.id), await aSession(ana.id)];
    expect(await deactivatePerson(ctx, { personId: ana.id })).toEqual({ personId: ana.id });
    expect(await deactivatedAt(ana.id)).toEqual(NOW);
    for (const id of sessions) expect(await viewerOfSession(id, NOW)).toBeNull();
    const events = await eventsOf("person", ana.id);
    expect(events.map(({ type }) => type).toSorted()).toEqual(["person.deactivated", "session.ended", "session.ended"]);
    expect(events).toMatchObject(
      events.map(() => ({ actorId: ctx.viewer.personId, actorName: ctx.viewer.name, at: NOW })),
    );
    // Their open case has nobody now, and says so; what is closed stays theirs.
    const owners = await systemDb().case.findMany({
      where: { id: { in: [given.id, done.id] } },
      select: { id: true, ownerId: true },
    });
    expect(new Map(owners.map(({ id, ownerId }) => [id, ownerId]))).toEqual(
      new Map([
        [given.id, null],
        [done.id, ana.id],
      ]),
    );
    expect((await eventsOf("case", given.id)).at(-1)).toMatchObject({
      type: "case.assigned",
      data: { fromId: ana.id, fromName: "Ana Pop", toId: null, toName: null },
    });
  });

  test("oneself is refused", async () => {
    const ctx = await anAdministratorsCtx(await aSite());
    const ended = await attempt(() => deactivatePerson(ctx, { personId: ctx.viewer.personId }));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("twice is refused the second time, also at the same moment", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site });
    const deactivate = () => deactivatePerson(ctx, { personId: ana.id });
    const { works } = await race({ table: "Person", id: ana.id }, [deactivate, deactivate]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect(await eventTypesOf("person", ana.id)).toEqual(["person.deactivated"]);
    expect(await attempt(deactivate)).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("each other at once leaves the site one of its two administrators", async () => {
    const site = await aSite();
    const [one, two] = [await anAdministratorsCtx(site), await anAdministratorsCtx(site)];
    await openConnections(4);
    const works = [
      deactivatePerson(one, { personId: two.viewer.personId }),
      deactivatePerson(two, { personId: one.viewer.personId }),
    ];
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const left = await systemDb().roleGrant.count({
      where: { siteId: site.id, role: "administrator", person: { deactivatedAt: null } },
    });
    expect(left).toBe(1);
  });
});

describe("reactivating a person", () => {
  test("lets them sign in again, but revives no session", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site });
    const sessionId = await aSession(ana.id);
    await deactivatePerson(ctx, { personId: ana.id });
    await reactivatePerson(ctx, { personId: ana.id });
    expect(await viewerOfSession(sessionId, NOW)).toBeNull();
    const credentials = { email: ana.email, password: PASSWORD, address: "198.51.100.7", userAgent: "Test/1.0" };
    const signIn = await startSession({ ...systemCtx("Sign-in"), now: NOW }, credentials);
    expect(signIn).toMatchObject({ outcome: "started" });
    expect((await eventTypesOf("person", ana.id)).slice(-2)).toEqual(["person.reactivated", "session.started"]);
  });

  test("who is active is refused", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site });
    const ended = await attempt(() => reactivatePerson(ctx, { personId: ana.id }));
    expect(ended).toEqual({ outcome: "CONFLICT", changed: [] });
  });
});

describe.each(VERBS)("%s a person", (_verb, verb, given) => {
  test.each(NOT_ADMINISTRATORS)("is not for %s", async (role) => {
    const site = await aSite();
    const ana = await aPerson({ site, deactivatedAt: given });
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect(await attempt(() => verb(ctx, { personId: ana.id }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("of another organisation, of another site alone, or who never was, is not found", async () => {
    const site = await aSite();
    const other = await aSite({ organisationId: site.organisationId });
    const ctx = await anAdministratorsCtx(site);
    const strangers = [
      await aPerson({ deactivatedAt: given }),
      await aPerson({ site: other, deactivatedAt: given }),
      { id: newId() },
    ];
    for (const { id } of strangers) {
      expect(await attempt(() => verb(ctx, { personId: id }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("who also has a role at a site that one does not administer is refused", async () => {
    const site = await aSite();
    const other = await aSite({ organisationId: site.organisationId });
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site, also: [{ role: "manager", site: other }], deactivatedAt: given });
    expect(await attempt(() => verb(ctx, { personId: ana.id }))).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("without any role yet is for every administrator of their organisation", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ organisationId: site.organisationId, deactivatedAt: given });
    expect(await outcomeOf(verb(ctx, { personId: ana.id }))).toBe("done");
  });

  test("that cannot be recorded does not happen", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const ana = await aPerson({ site, deactivatedAt: given });
    await refuseEventsBy(ctx.viewer.personId);
    expect(await attempt(() => verb(ctx, { personId: ana.id }))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });
});
