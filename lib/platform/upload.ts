import "server-only";
import type { z } from "zod";
import type { ActionResult, Failure, FailureCode } from "@/lib/shared/result";
import { asFailure } from "./action";
import { type UserCtx, userCtx } from "./context";
import { findViewer } from "./viewer";

/** A file on its way in: read piece by piece, and only once the sender may send it. */
export type Incoming = { body: ReadableStream<Uint8Array> | null; declaredBytes: number | null };

type Definition<S extends z.ZodType, T> = {
  /** Names the upload in the log. */
  name: string;
  /** What the address must say. */
  input: S;
  run: (ctx: UserCtx, input: z.infer<S>, incoming: Incoming) => Promise<T>;
};

const STATUS: Record<FailureCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID: 422,
  UNEXPECTED: 500,
};

/**
 * The one way from a request's body to a verb, for what is too large for an action: who asks, from which page, is the address sound, do
 * it. Answers with what an action would return.
 */
export function defineUpload<S extends z.ZodType, T>({ name, input, run }: Definition<S, T>) {
  return async (request: Request): Promise<Response> => {
    if (!isFromOwnPage(request)) {
      return answer({ ok: false, code: "FORBIDDEN", message: "Files are attached from Heard's own pages only." });
    }
    const viewer = await findViewer();
    if (!viewer) {
      const message = "You have been signed out. Sign in again, then try this again.";
      return answer({ ok: false, code: "UNAUTHENTICATED", message });
    }
    if (viewer.mustSetPassword) {
      const message = "Choose a password of your own first, under My account.";
      return answer({ ok: false, code: "FORBIDDEN", message });
    }
    const asked = input.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return answer(asInvalid(asked.error));
    try {
      return answer({ ok: true, data: await run(userCtx(viewer), asked.data, incomingOf(request)) });
    } catch (error) {
      return answer(asFailure(name, error));
    }
  };
}

/** Browsers say which page sends a body, and no page can make them say another. */
function isFromOwnPage({ headers }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin") ?? "";
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}

function incomingOf({ body, headers }: Request): Incoming {
  const length = headers.get("content-length");
  return { body, declaredBytes: length === null ? null : Number(length) };
}

function asInvalid({ issues }: z.ZodError): Failure {
  const fieldErrors = Object.fromEntries(issues.map(({ path, message }) => [path.join("."), [message]]));
  return { ok: false, code: "INVALID", message: issues[0]?.message ?? "This cannot be read.", fieldErrors };
}

function answer<T>(result: ActionResult<T>): Response {
  const status = result.ok ? 200 : STATUS[result.code];
  return Response.json(result, {
    status,
    headers: {
      "Cache-Control": "no-store",
      "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "same-origin",
    },
  });
}
