import { type OpenedFile, openFile } from "@/lib/attachment/queries";
import { FILE_KINDS } from "@/lib/attachment/rules/kinds";
import { contentDisposition, downloadName } from "@/lib/attachment/rules/names";
import { openDocument } from "@/lib/delegation/queries";
import { NotFound } from "@/lib/platform/errors";
import { handFile, NOT_SIGNED_IN, refuseFile } from "@/lib/platform/file-response";
import { findViewer, type Viewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ id: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword) return refuseFile(401, NOT_SIGNED_IN);
  const { id } = await params;
  try {
    return hand(await openAny(viewer, id), new URL(request.url).searchParams.get("preview") === "1");
  } catch (error) {
    if (error instanceof NotFound) return refuseFile(404, "There is no file here that you can open.");
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
  return handFile({
    body,
    media: FILE_KINDS[kind].media,
    bytes,
    disposition: contentDisposition(type, downloadName(name, kind)),
  });
}
