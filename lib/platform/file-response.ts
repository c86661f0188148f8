import "server-only";

// Whatever a file holds, it runs nothing, loads nothing, and is shown by no other site.
const GUARDS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

export const NOT_SIGNED_IN = "You are not signed in. Sign in to Heard, then open this again.";

type File = { body: BodyInit; media: string; bytes: number; disposition: string };

/** Hands out a file, guarded. `bytes` is its length, `disposition` the value of that header. */
export function handFile({ body, media, bytes, disposition }: File): Response {
  const headers = { "Content-Type": media, "Content-Length": String(bytes), "Content-Disposition": disposition };
  return new Response(body, { headers: { ...GUARDS, ...headers } });
}

/** A sentence in the place of a file. */
export function refuseFile(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { ...GUARDS, "Content-Type": "text/plain; charset=utf-8" } });
}
