import { describe, expect, test } from "vitest";
import { changePassword, setPassword } from "@/lib/access/mutations/people";
import { startSession } from "@/lib/access/mutations/sessions";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { hashPassword, passwordFits } from "@/lib/platform/password";
import { viewerOfSession } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aPerson, aSession, aSite, aViewer, NOW, PASSWORD, userCtxFor } from "../../support/factories";

const NEW = "another few plain words";

async function canSignIn(email: string, password: string): Promise<boolean> {
  const place = { address: `198.51.100.${email.charCodeAt(35) % 250}`, userAgent: "Test/1.0" };
  const result = await startSession({ ...systemCtx("Sign-in"), now: NOW }, { email, password, ...place });
  return result.outcome === "started";
}

describe("a password", () => {
  test("is kept as an argon2id hash with a salt of its own", async () => {
    const [one, two] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await passwordFits(PASSWORD, one)).toBe(true);
    expect(await passwordFits(`${PASSWORD} `, one)).toBe(false);
  });

  test("never fits nobody, not even the decoy", async () => {
    expect(await passwordFits("no account has this password", null)).toBe(false);
  });

  test("counts in full, however long or whatever its script", async () => {
    const long = "пароль 密碼 ".repeat(20);
    const kept = await hashPassword(long);
    expect(await passwordFits(long, kept)).toBe(true);
    expect(await passwordFits(long.slice(0, -1), kept)).toBe(false);
  });
});

describe("changing one's own password", () => {
  const change = { current: PASSWORD, password: NEW, again: NEW };

  test("lets the new one in and the old one no longer, and needs no more to be replaced", async () => {
    const dana = await aViewer({ site: await aSite(), mustSetPassword: true });
    await changePassword(userCtxFor(dana), change);
    expect([await canSignIn(dana.email, NEW), await canSignIn(dana.email, PASSWORD)]).toEqual([true, false]);
    expect((await viewerOfSession(dana.sessionId, NOW))?.mustSetPassword).toBe(false);
  });

  test("to one's own address is refused", async () => {
    const dana = await aViewer({ site: await aSite() });
    const refusal = await refusalOf(
      changePassword(userCtxFor(dana), { current: PASSWORD, password: dana.email, again: dana.email }),
    );
    expect(refusal.details.fieldErrors?.password).toBeDefined();
    expect(await canSignIn(dana.email, PASSWORD)).toBe(true);
  });

  test("ends every other sign-in, keeps this one, and records both without a word of it", async () => {
    const dana = await aViewer({ site: await aSite() });
    const elsewhere = [await aSession(dana.personId), await aSession(dana.personId)];
    await changePassword(userCtxFor(dana), change);
    for (const id of elsewhere) expect(await viewerOfSession(id, NOW)).toBeNull();
    expect(await viewerOfSession(dana.sessionId, NOW)).not.toBeNull();
    const events = await eventsOf("person", dana.personId);
    expect(events).toMatchObject([
      { type: "person.password_set", data: {}, actorId: dana.personId },
      { type: "session.ended", data: { reason: "password_changed" } },
      { type: "session.ended", data: { reason: "password_changed" } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/plain words|argon2/);
  });

  test.each([
    ["the wrong one now", { ...change, current: "not the one I have" }, "current"],
    ["the same one again", { current: PASSWORD, password: PASSWORD, again: PASSWORD }, "password"],
  ])("with %s is refused beside the field", async (_what, input, field) => {
    const dana = await aViewer({ site: await aSite() });
    const refusal = await refusalOf(changePassword(userCtxFor(dana), input));
    expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual([field]);
    expect((await attempt(() => changePassword(userCtxFor(dana), input))).changed).toEqual([]);
  });

  test("that cannot be recorded does not happen", async () => {
    const dana = await aViewer({ site: await aSite() });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => changePassword(userCtxFor(dana), change));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("setting somebody's password", () => {
  test("lets them in with it, makes them replace it, and ends every sign-in they had", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role: "administrator" }));
    const ana = await aPerson({ site });
    const sessionId = await aSession(ana.id);
    expect(await setPassword(ctx, { personId: ana.id, password: NEW })).toEqual({ personId: ana.id });
    expect([await canSignIn(ana.email, NEW), await canSignIn(ana.email, PASSWORD)]).toEqual([true, false]);
    expect(await viewerOfSession(sessionId, NOW)).toBeNull();
    expect((await systemDb().person.findUniqueOrThrow({ where: { id: ana.id } })).mustSetPassword).toBe(true);
    expect((await eventsOf("person", ana.id)).slice(0, 2)).toMatchObject([
      { type: "person.password_set", actorId: ctx.viewer.personId },
      { type: "session.ended", data: { sessionId, reason: "password_changed" }, actorId: ctx.viewer.personId },
    ]);
  });

  test.each(["associate", "supervisor", "manager", "responder", "auditor"] as const)("is not for %s", async (role) => {
    const site = await aSite();
    const ana = await aPerson({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => setPassword(ctx, { personId: ana.id, password: NEW }));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("is not for an administrator of another site or organisation, nor for nobody's", async () => {
    const site = await aSite();
    const ctx = userCtxFor(
      await aViewer({ site: await aSite({ organisationId: site.organisationId }), role: "administrator" }),
    );
    for (const personId of [(await aPerson({ site })).id, (await aPerson()).id, newId()]) {
      const ended = await attempt(() => setPassword(ctx, { personId, password: NEW }));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("is not for an administrator of but one of the person's sites, who could sign in as them at the other", async () => {
    const site = await aSite();
    const other = await aSite({ organisationId: site.organisationId });
    const ctx = userCtxFor(await aViewer({ site, role: "administrator" }));
    const ana = await aPerson({ site, also: [{ role: "manager", site: other }] });
    const ended = await attempt(() => setPassword(ctx, { personId: ana.id, password: NEW }));
    expect(ended).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test("that cannot be recorded does not happen", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role: "administrator" }));
    const ana = await aPerson({ site });
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => setPassword(ctx, { personId: ana.id, password: NEW }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
