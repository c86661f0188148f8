import "server-only";
import { isSecureOrigin } from "./env";

/** Hours a sign-in lasts at most, and minutes it may stand idle. */
export const SESSION_HOURS = 12;
export const IDLE_MINUTES = 15;

/** Name and attributes of the cookie that carries the signed session id. */
export function sessionCookie() {
  const secure = isSecureOrigin();
  return {
    name: secure ? "__Host-heard-session" : "heard-session",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}
