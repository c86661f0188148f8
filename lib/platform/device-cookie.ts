import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";
import { env, isSecureOrigin } from "./env";

const DAYS = 180;
const MOST_ACCOUNTS = 20;

/**
 * Which browser this is, if somebody has signed in here as `login` before, else null. After OWASP's "Slow Down Online Guessing Attacks
 * with Device Cookies": what strangers do elsewhere must not keep the owner out of a browser they use.
 */
export async function findDevice(login: string): Promise<string | null> {
  const device = await readCookie();
  if (!device) return null;
  const seal = sealOf(device.id, login);
  return device.seals.some((known) => isSame(known, seal)) ? device.id : null;
}

/** Remembers in this browser that `login` has signed in here. For route handlers and actions only. */
export async function rememberDevice(login: string): Promise<void> {
  const device = (await readCookie()) ?? { id: randomBytes(16).toString("hex"), seals: [] };
  const seal = sealOf(device.id, login);
  const seals = [...device.seals.filter((known) => known !== seal), seal].slice(-MOST_ACCOUNTS);
  (await cookies()).set(cookieName(), [device.id, ...seals].join("."), {
    httpOnly: true,
    sameSite: "strict",
    path: "/",
    secure: isSecureOrigin(),
    maxAge: DAYS * 86_400,
  });
}

async function readCookie(): Promise<{ id: string; seals: string[] } | null> {
  const [id, ...seals] = ((await cookies()).get(cookieName())?.value ?? "").split(".");
  return id && /^[0-9a-f]{32}$/.test(id) ? { id, seals: seals.slice(0, MOST_ACCOUNTS) } : null;
}

function cookieName(): string {
  return isSecureOrigin() ? "__Host-heard-device" : "heard-device";
}

function sealOf(id: string, login: string): string {
  return createHmac("sha256", env().HEARD_SECRET).update(`device\n${id}\n${login}`).digest("hex").slice(0, 32);
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
