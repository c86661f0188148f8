import { contentDisposition } from "@/lib/attachment/rules/names";
import { openBatch } from "@/lib/letter/queries/batches";
import { NotFound } from "@/lib/platform/errors";
import { findViewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ id: string }> };

// It runs nothing, loads nothing, and is shown by no other site.
const GUARDS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword)
    return say(401, "You are not signed in. Sign in to Heard, then open this again.");
  const { id } = await params;
  try {
    const { name, bytes, body } = await openBatch(viewer, id, new Date());
    const headers = {
      ...GUARDS,
      "Content-Type": "application/pdf",
      "Content-Length": String(bytes),
      "Content-Disposition": contentDisposition("attachment", name),
    };
    return new Response(body, { headers });
  } catch (error) {
    if (error instanceof NotFound)
      return say(404, "There is no file here that you can open. It may have been removed.");
    throw error;
  }
}

function say(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { ...GUARDS, "Content-Type": "text/plain; charset=utf-8" } });
}
