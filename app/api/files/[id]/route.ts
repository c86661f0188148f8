import { type OpenedFile, openFile } from "@/lib/attachment/queries";
import { FILE_KINDS } from "@/lib/attachment/rules/kinds";
import { contentDisposition, downloadName } from "@/lib/attachment/rules/names";
import { openDocument } from "@/lib/delegation/queries";
import { NotFound } from "@/lib/platform/errors";
import { findViewer, type Viewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ id: string }> };

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

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword)
    return say(401, "You are not signed in. Sign in to Heard, then open this again.");
  const { id } = await params;
  try {
    return hand(await openAny(viewer, id), new URL(request.url).searchParams.get("preview") === "1");
  } catch (error) {
    if (error instanceof NotFound) return say(404, "There is no file here that you can open.");
    throw error;
  }
}

/** A file of a case, or the signed document of a delegation: ids tell them apart. */
async function openAny(viewer: Viewer, id: string): Promise<OpenedFile> {
  try {
    return await openFile(viewer, id);
  } catch (error) {
    if (error instanceof NotFound) return openDocument(viewer, id);
    throw error;
  }
}

function hand({ name, kind, bytes, hasPreview, body }: OpenedFile, wantsPreview: boolean): Response {
  const type = wantsPreview && hasPreview ? "inline" : "attachment";
  const headers = {
    ...GUARDS,
    "Content-Type": FILE_KINDS[kind].media,
    "Content-Length": String(bytes),
    "Content-Disposition": contentDisposition(type, downloadName(name, kind)),
  };
  return new Response(body, { headers });
}

function say(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { ...GUARDS, "Content-Type": "text/plain; charset=utf-8" } });
}
