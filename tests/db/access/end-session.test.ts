import { describe, expect, test } from "vitest";
import { endOwnSession, endSession } from "@/lib/access/mutations/sessions";
import { listOwnSessions } from "@/lib/access/queries";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { viewerOfSession } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, refuseEventsBy } from "../../support/evidence";
import { aPerson, aSession, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { race } from "../../support/races";

const ctx = { ...systemCtx("Sign-in"), now: NOW };

describe("signing out", () => {
  test("ends the session, in the name of its person", async () => {
    const dana = await aPerson({ name: "Dana Moreau" });
    const sessionId = await aSession(dana.id);
    await endSession(ctx, sessionId);
    expect(await viewerOfSession(sessionId, NOW)).toBeNull();
    expect(await eventsOf("person", dana.id)).toMatchObject([
      {
        type: "session.ended",
        data: { sessionId, reason: "signed_out" },
        at: NOW,
        actorId: dana.id,
        actorName: "Dana Moreau",
      },
    ]);
  });

  test("leaves the person's other sessions alone", async () => {
    const dana = await aPerson();
    const [here, there] = [await aSession(dana.id), await aSession(dana.id)];
    await endSession(ctx, here);
    expect(await viewerOfSession(there, NOW)).not.toBeNull();
  });

  test("again, or from a session that never was, changes nothing", async () => {
    const dana = await aPerson();
    const sessionId = await aSession(dana.id);
    await endSession(ctx, sessionId);
    for (const id of [sessionId, newId()]) {
      expect(await attempt(() => endSession(ctx, id))).toEqual({ outcome: "done", changed: [] });
    }
  });

  test("in two tabs at once is recorded once", async () => {
    const dana = await aPerson();
    const sessionId = await aSession(dana.id);
    const signOut = () => endSession(ctx, sessionId);
    const { works } = await race({ table: "Session", id: sessionId }, [signOut, signOut, signOut]);
    await Promise.all(works);
    expect(await eventTypesOf("person", dana.id)).toEqual(["session.ended"]);
  });

  test("that cannot be recorded does not happen", async () => {
    const dana = await aPerson();
    const sessionId = await aSession(dana.id);
    await refuseEventsBy(dana.id);
    expect(await attempt(() => endSession(ctx, sessionId))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });
});

describe("ending one of one's own sign-ins", () => {
  test("ends it at once and says so", async () => {
    const dana = await aViewer({ site: await aSite() });
    const elsewhere = await aSession(dana.personId);
    await endOwnSession(userCtxFor(dana), { sessionId: elsewhere });
    expect(await viewerOfSession(elsewhere, NOW)).toBeNull();
    expect(await viewerOfSession(dana.sessionId, NOW)).not.toBeNull();
    expect(await eventsOf("person", dana.personId)).toMatchObject([
      { type: "session.ended", data: { sessionId: elsewhere, reason: "revoked" }, actorId: dana.personId },
    ]);
  });

  test("is not possible for somebody else's, for one that has ended, or for none", async () => {
    const site = await aSite();
    const dana = await aViewer({ site, role: "administrator" });
    const others = (await aViewer({ site })).sessionId;
    const ended = await aSession(dana.personId);
    await endSession(ctx, ended);
    for (const sessionId of [others, ended, newId()]) {
      const result = await attempt(() => endOwnSession(userCtxFor(dana), { sessionId }));
      expect(result).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("that cannot be recorded does not happen", async () => {
    const dana = await aViewer({ site: await aSite() });
    const sessionId = await aSession(dana.personId);
    await refuseEventsBy(dana.personId);
    const result = await attempt(() => endOwnSession(userCtxFor(dana), { sessionId }));
    expect(result).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

test("the list of one's sign-ins holds the living ones, the newest first, and marks this one", async () => {
  const site = await aSite();
  const dana = await aViewer({ site });
  await aViewer({ site });
  const newer = await aSession(dana.personId, new Date(NOW.getTime() + 1000));
  const ended = await aSession(dana.personId);
  await endSession(ctx, ended);
  const expired = await aSession(dana.personId, new Date(NOW.getTime() - 13 * 3_600_000));
  const rows = await listOwnSessions(dana, NOW);
  expect(rows.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
    [newer, false],
    [dana.sessionId, true],
  ]);
  expect(rows.map(({ id }) => id)).not.toContain(expired);
  expect(await systemDb().session.count({ where: { personId: dana.personId } })).toBe(4);
});
