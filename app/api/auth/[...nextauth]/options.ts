import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { endSession, startSession } from "@/lib/access/mutations/sessions";
import { readNextPath } from "@/lib/access/rules";
import { signInSchema } from "@/lib/access/schema";
import { systemCtx } from "@/lib/platform/context";
import { csrfCookie } from "@/lib/platform/csrf";
import { findDevice, rememberDevice } from "@/lib/platform/device-cookie";
import { env } from "@/lib/platform/env";
import { SESSION_HOURS, sessionCookie } from "@/lib/platform/session-cookie";
import { requestAddress } from "@/lib/platform/throttle";

/** The JWT carries a session id and nothing else; the row behind it decides at every request. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().HEARD_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: { sessionToken: sessionCookie(), csrfToken: csrfCookie() },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (raw, request) => {
          const credentials = signInSchema.safeParse(raw);
          if (!credentials.success) return null;
          const headers: Record<string, unknown> = request.headers ?? {};
          const userAgent = String(headers["user-agent"] ?? "unknown");
          const login = credentials.data.email.trim().toLowerCase();
          const signIn = await startSession(systemCtx("Sign-in"), {
            deviceId: await findDevice(login),
            ...credentials.data,
            address: await requestAddress(),
            userAgent,
          });
          switch (signIn.outcome) {
            case "started":
              await rememberDevice(signIn.login);
              return { id: signIn.sessionId };
            case "blocked":
              throw new Error(`blocked:${signIn.minutes}`);
            case "refused":
              return null;
            default:
              return signIn satisfies never;
          }
        },
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + readNextPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : { sessionId: token.sessionId }),
      // The browser never needs to know more than that there is a session.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionId === "string") await endSession(systemCtx("Sign-out"), token.sessionId);
      },
    },
  };
}
