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

type File = {
  body: BodyInit;
  media: string;
  bytes: number | null;
  disposition: string;
  /** Made by us, to be shown: a browser shows no PDF in a sandbox. */
  isOurs?: boolean;
};

/** Hands out a file, guarded. `bytes` is its length where it is known, `disposition` the value of that header. */
export function handFile({ body, media, bytes, disposition, isOurs = false }: File): Response {
  const headers = new Headers({ ...GUARDS, "Content-Type": media, "Content-Disposition": disposition });
  if (isOurs) headers.set("Content-Security-Policy", "frame-ancestors 'none'");
  if (bytes !== null) headers.set("Content-Length", String(bytes));
  return new Response(body, { headers });
}

/** A sentence in the place of a file. */
export function refuseFile(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { ...GUARDS, "Content-Type": "text/plain; charset=utf-8" } });
}
