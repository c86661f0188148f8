import { describe, expect, test } from "vitest";
import { type SignIn, startSession } from "@/lib/access/mutations/sessions";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, refuseEventsBy } from "../../support/evidence";
import { aPerson, aSite, NOW, PASSWORD } from "../../support/factories";
import { openConnections } from "../../support/races";

type Try = { email: string; password?: string; address?: string; userAgent?: string; deviceId?: string };

let addresses = 0;
const anAddress = () => `198.51.100.${++addresses}`;
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

function signIn(
  { email, password = PASSWORD, address = anAddress(), userAgent = "Test/1.0", deviceId }: Try,
  now = NOW,
): Promise<SignIn> {
  return startSession({ ...systemCtx("Sign-in"), now }, { email, password, address, userAgent, deviceId });
}

async function failTimes(times: number, given: Try, now = NOW): Promise<void> {
  for (let count = 0; count < times; count++) {
    expect(await signIn({ ...given, password: "wrong words here" }, now)).toEqual({ outcome: "refused" });
  }
}

describe("signing in", () => {
  test("with the right words starts a session of twelve hours and records it", async () => {
    const site = await aSite();
    const dana = await aPerson({ site, name: "Dana Moreau" });
    const result = await signIn({ email: dana.email, address: "198.51.100.200", userAgent: "x".repeat(500) });
    expect(result).toMatchObject({ outcome: "started", login: dana.email });
    const [session] = await systemDb().session.findMany({ where: { personId: dana.id } });
    expect(session).toMatchObject({
      address: "198.51.100.200",
      userAgent: "x".repeat(300),
      createdAt: NOW,
      lastSeenAt: NOW,
      expiresAt: at(12 * 60),
      endedAt: null,
    });
    expect(await eventsOf("person", dana.id)).toEqual([
      {
        type: "session.started",
        data: { sessionId: session?.id },
        at: NOW,
        actorId: dana.id,
        actorName: "Dana Moreau",
        siteId: null,
      },
    ]);
  });

  test("takes the address in any case and with spaces around, and the password to the letter", async () => {
    const { email } = await aPerson({ password: " Three plain words " });
    expect(await signIn({ email: ` ${email.toUpperCase()} `, password: " Three plain words " })).toMatchObject({
      outcome: "started",
    });
    expect(await signIn({ email, password: "Three plain words" })).toEqual({ outcome: "refused" });
    expect(await signIn({ email, password: " three plain words " })).toEqual({ outcome: "refused" });
  });

  test.each([
    ["a wrong password", async () => ({ email: (await aPerson()).email, password: "wrong words here" })],
    ["an empty password", async () => ({ email: (await aPerson()).email, password: "" })],
    ["an unknown address", async () => ({ email: `${newId()}@nowhere.example` })],
    ["an empty address", async () => ({ email: "" })],
    ["an address that cannot be one", async () => ({ email: "' OR 1=1 --" })],
    ["an address with a control character", async () => ({ email: "a\u0000@b.org" })],
    ["a password with a control character", async () => ({ email: (await aPerson()).email, password: "a\u0000b" })],
    ["a deactivated account", async () => ({ email: (await aPerson({ deactivatedAt: NOW })).email })],
  ])("with %s is refused in the same words, and starts nothing", async (_what, make) => {
    const given = await make();
    const before = await systemDb().session.count();
    expect(await signIn(given)).toEqual({ outcome: "refused" });
    expect(await systemDb().session.count()).toBe(before);
  });

  test("writes nobody's address where failures are counted", async () => {
    const { email } = await aPerson();
    await failTimes(1, { email, address: "198.51.100.201" });
    const keys = (await systemDb().signInThrottle.findMany()).map(({ key }) => key);
    expect(keys.filter((key) => !/^(account|address|pair):[0-9a-f]{64}$/.test(key))).toEqual([]);
  });

  test("that cannot be recorded does not happen", async () => {
    const dana = await aPerson();
    await refuseEventsBy(dana.id);
    expect(await attempt(() => signIn({ email: dana.email }))).toEqual({
      outcome: "stopped by the database",
      changed: ["SignInThrottle"],
    });
  });
});

describe("failing to sign in", () => {
  test("five times from one place blocks that place for that account, a quarter of an hour, even with the right words", async () => {
    const { email } = await aPerson();
    const address = anAddress();
    await failTimes(5, { email, address });
    expect(await signIn({ email, address })).toEqual({ outcome: "blocked", minutes: 15 });
    expect(await signIn({ email, address }, at(14.5))).toEqual({ outcome: "blocked", minutes: 1 });
    expect(await signIn({ email, address }, at(15))).toMatchObject({ outcome: "started" });
  });

  test("from one place blocks neither the owner elsewhere nor others there", async () => {
    const [ana, dana] = [await aPerson(), await aPerson()];
    const address = anAddress();
    await failTimes(5, { email: ana.email, address });
    expect(await signIn({ email: ana.email })).toMatchObject({ outcome: "started" });
    expect(await signIn({ email: dana.email, address })).toMatchObject({ outcome: "started" });
  });

  test("twenty times from many places blocks the account for a minute and no longer", async () => {
    const { email } = await aPerson();
    for (let place = 0; place < 20; place++) await failTimes(1, { email });
    expect(await signIn({ email })).toEqual({ outcome: "blocked", minutes: 1 });
    expect(await signIn({ email }, at(1))).toMatchObject({ outcome: "started" });
  });

  test("thirty times from one place for many accounts blocks the place for all", async () => {
    const address = anAddress();
    const dana = await aPerson();
    for (let account = 0; account < 30; account++) await failTimes(1, { email: `${newId()}@nowhere.example`, address });
    expect(await signIn({ email: dana.email, address })).toEqual({ outcome: "blocked", minutes: 15 });
    expect(await signIn({ email: dana.email })).toMatchObject({ outcome: "started" });
  });

  test("blocks an account that does not exist like one that does", async () => {
    const email = `${newId()}@nowhere.example`;
    const address = anAddress();
    await failTimes(5, { email, address });
    expect(await signIn({ email, address })).toEqual({ outcome: "blocked", minutes: 15 });
  });

  test("counts in small letters and capitals alike", async () => {
    const { email } = await aPerson();
    const address = anAddress();
    await failTimes(3, { email, address });
    await failTimes(2, { email: ` ${email.toUpperCase()}`, address });
    expect(await signIn({ email, address })).toMatchObject({ outcome: "blocked" });
  });

  test("is forgotten once the right words come, but not for the place", async () => {
    const { email } = await aPerson();
    const address = anAddress();
    await failTimes(4, { email, address });
    expect(await signIn({ email, address })).toMatchObject({ outcome: "started" });
    await failTimes(4, { email, address });
    expect(await signIn({ email, address })).toMatchObject({ outcome: "started" });
    for (let account = 0; account < 22; account++) await failTimes(1, { email: `${newId()}@nowhere.example`, address });
    expect(await signIn({ email, address })).toMatchObject({ outcome: "blocked" });
  });

  test("is forgotten after a quarter of an hour", async () => {
    const { email } = await aPerson();
    const address = anAddress();
    await failTimes(4, { email, address });
    await failTimes(4, { email, address }, at(15));
    expect(await signIn({ email, address }, at(15))).toMatchObject({ outcome: "started" });
  });

  test("many times at once is counted each time", async () => {
    const { email } = await aPerson();
    const address = anAddress();
    const wrong = { email, address, password: "wrong words here" };
    await openConnections(10);
    await Promise.all(Array.from({ length: 5 }, () => signIn(wrong)));
    expect(await signIn({ email, address })).toMatchObject({ outcome: "blocked" });
  });
});

describe("a browser in which somebody has signed in before", () => {
  test("is never blocked by what strangers do elsewhere, nor by what others do at its own address", async () => {
    const { email } = await aPerson();
    const address = anAddress();
    for (let place = 0; place < 20; place++) await failTimes(1, { email });
    await failTimes(4, { email: `${newId()}@nowhere.example`, address });
    expect(await signIn({ email, address })).toMatchObject({ outcome: "blocked" });
    expect(await signIn({ email, address, deviceId: "a".repeat(32) })).toMatchObject({ outcome: "started" });
  });

  test("is blocked by its own failures alone, a quarter of an hour", async () => {
    const { email } = await aPerson();
    await failTimes(5, { email, deviceId: "b".repeat(32) });
    expect(await signIn({ email, deviceId: "b".repeat(32) })).toEqual({ outcome: "blocked", minutes: 15 });
    expect(await signIn({ email, deviceId: "c".repeat(32) })).toMatchObject({ outcome: "started" });
    expect(await signIn({ email, deviceId: "b".repeat(32) }, at(15))).toMatchObject({ outcome: "started" });
  });
});

test("of many guesses at the same moment no more are looked at than of as many in a row", async () => {
  const { email } = await aPerson();
  const address = anAddress();
  const guess = () => signIn({ email, address, password: "wrong words here" });
  const outcomes = (await Promise.all(Array.from({ length: 12 }, guess))).map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(5);
  expect(outcomes.filter((outcome) => outcome === "blocked")).toHaveLength(7);
});
