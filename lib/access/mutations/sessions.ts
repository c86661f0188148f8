import "server-only";
import { createHmac } from "node:crypto";
import { addHours } from "date-fns";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, type UserCtx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/errors";
import { passwordFits } from "@/lib/platform/password";
import { SESSION_HOURS } from "@/lib/platform/session-cookie";
import { newId } from "@/lib/shared/ids";
import { searchable } from "@/lib/shared/text";
import { afterFailure, minutesBlocked, THROTTLES, type ThrottleKind } from "../rules";

type Credentials = {
  email: string;
  password: string;
  address: string;
  userAgent: string;
  /** The browser, where somebody has signed in with this address before. */
  deviceId?: string | null;
};

export type SignIn =
  | { outcome: "started"; sessionId: string; login: string }
  | { outcome: "refused" }
  | { outcome: "blocked"; minutes: number };

/**
 * Signs a person in with a new session. An unknown address, a wrong password and a deactivated account get the same answer after the
 * same work. Each try is counted before its password is looked at, so that many at once count as many.
 */
export async function startSession(ctx: Ctx, credentials: Credentials): Promise<SignIn> {
  const { password, address, userAgent, deviceId = null } = credentials;
  const login = searchable(credentials.email).trim().toLowerCase();
  const keys = throttleKeys(login, { address, deviceId });
  const minutes = await countTry(ctx, keys);
  if (minutes > 0) return { outcome: "blocked", minutes };

  const person = await systemDb().person.findUnique({
    where: { email: login },
    select: { id: true, name: true, passwordHash: true, deactivatedAt: true },
  });
  const fits = await passwordFits(password, person?.passwordHash ?? null);
  if (!person || !fits || person.deactivatedAt) return { outcome: "refused" };

  const sessionId = newId();
  return withTransaction(ctx, async (tx) => {
    // A new password or a deactivation that came in between counts: its own transaction ends what this one makes, or is seen here.
    const [now] = await tx.$queryRaw<{ passwordHash: string; deactivatedAt: Date | null }[]>`
      SELECT "passwordHash", "deactivatedAt" FROM "Person" WHERE "id" = ${person.id}::uuid FOR SHARE`;
    if (now?.passwordHash !== person.passwordHash || now.deactivatedAt) return { outcome: "refused" };
    await forgetTry(tx, keys);
    await tx.session.create({
      data: {
        id: sessionId,
        personId: person.id,
        userAgent: searchable(userAgent).slice(0, 300),
        address: searchable(address).slice(0, 60),
        createdAt: ctx.now,
        lastSeenAt: ctx.now,
        expiresAt: addHours(ctx.now, SESSION_HOURS),
      },
    });
    await recordEvent(
      tx,
      { ...ctx, actor: { id: person.id, name: person.name } },
      {
        subject: { noun: "person", id: person.id },
        siteId: null,
        event: { type: "session.started", data: { sessionId } },
      },
    );
    return { outcome: "started", sessionId, login };
  });
}

/** Ends a session when its person signs out. Unknown or already ended: nothing to do. */
export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  await withTransaction(ctx, (tx) => endSessions(tx, ctx, { sessionId }, "signed_out"));
}

/** Ends one of the viewer's own sessions, from the list of places where they are signed in. */
export async function endOwnSession(ctx: UserCtx, { sessionId }: { sessionId: string }): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const ended = await endSessions(tx, ctx, { sessionId, personId: ctx.viewer.personId }, "revoked");
    if (ended === 0) throw new NotFound("This sign-in");
  });
}

type EndReason = "signed_out" | "revoked" | "password_changed" | "deactivated";
type Which = { sessionId?: string; personId?: string; exceptId?: string };

/** Ends the live sessions that match, each with its event. Returns how many. */
export async function endSessions(
  tx: Tx,
  ctx: Ctx,
  { sessionId, personId, exceptId }: Which,
  reason: EndReason,
): Promise<number> {
  const live = await tx.session.findMany({
    where: { id: sessionId, personId, endedAt: null, NOT: exceptId ? { id: exceptId } : undefined },
    select: { id: true, personId: true, person: { select: { name: true } } },
    take: 1000,
  });
  let ended = 0;
  for (const session of live) {
    const written = await tx.session.updateMany({
      where: { id: session.id, endedAt: null },
      data: { endedAt: ctx.now },
    });
    if (written.count === 0) continue;
    ended += 1;
    const actor = ctx.actor.id ? ctx.actor : { id: session.personId, name: session.person.name };
    await recordEvent(
      tx,
      { ...ctx, actor },
      {
        subject: { noun: "person", id: session.personId },
        siteId: null,
        event: { type: "session.ended", data: { sessionId: session.id, reason } },
      },
    );
  }
  return ended;
}

type ThrottleKey = { kind: ThrottleKind; key: string };

/** Counts a try as failed until it proves otherwise. Returns the minutes to wait instead, when one of the keys is blocked. */
async function countTry(ctx: Ctx, keys: ThrottleKey[]): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    for (const { key } of keys) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 1))`;
    const rows = await tx.signInThrottle.findMany({
      where: { key: { in: keys.map(({ key }) => key) } },
      take: keys.length,
    });
    const minutes = minutesBlocked(rows, ctx.now);
    if (minutes > 0) return minutes;
    for (const { kind, key } of keys) {
      const state = afterFailure(kind, rows.find((row) => row.key === key) ?? null, ctx.now);
      await tx.signInThrottle.upsert({ where: { key }, create: { key, ...state }, update: state });
    }
    return 0;
  });
}

/** A try that succeeded clears the account's own counts, and takes itself off the address's. */
async function forgetTry(tx: Tx, keys: ThrottleKey[]): Promise<void> {
  for (const { kind, key } of keys) {
    if (kind === "address") {
      const limit = THROTTLES.address.failures;
      await tx.signInThrottle.updateMany({ where: { key }, data: { failures: { decrement: 1 } } });
      // Lifts the block only where this very try had caused it.
      await tx.signInThrottle.updateMany({ where: { key, failures: { lt: limit } }, data: { blockedUntil: null } });
    } else {
      await tx.signInThrottle.deleteMany({ where: { key } });
    }
  }
}

// Keyed hashes, so that the table tells nobody who tried to sign in. Always in one order, so that two at once cannot deadlock.
function throttleKeys(login: string, from: { address: string; deviceId: string | null }): ThrottleKey[] {
  const key = (kind: ThrottleKind, value: string) => ({
    kind,
    key: `${kind}:${createHmac("sha256", env().HEARD_SECRET).update(value).digest("hex")}`,
  });
  // A browser that knows the account answers for itself alone: nobody elsewhere can block it.
  if (from.deviceId) return [key("device", `${login}\n${from.deviceId}`)];
  return [key("account", login), key("address", from.address), key("pair", `${login}\n${from.address}`)];
}
