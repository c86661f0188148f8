import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { env, isSecureOrigin } from "./env";

/** Name and attributes of next-auth's anti-forgery cookie. */
export function csrfCookie() {
  const secure = isSecureOrigin();
  return {
    name: secure ? "__Host-heard-csrf" : "heard-csrf",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}

/**
 * The token for a sign-in form and the cookie that vouches for it, as next-auth 4 checks them ("token|sha256(token + secret)"). An
 * existing cookie is kept, so that two open tabs both work.
 */
export function csrfPair(existing: string | undefined): { token: string; cookie: string } {
  const token = existing?.split("|")[0];
  if (token && existing === sealed(token)) return { token, cookie: existing };
  const fresh = randomBytes(32).toString("hex");
  return { token: fresh, cookie: sealed(fresh) };
}

function sealed(token: string): string {
  return `${token}|${createHash("sha256").update(`${token}${env().HEARD_SECRET}`).digest("hex")}`;
}
