import { contentDisposition } from "@/lib/attachment/rules/names";
import { userCtx } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { handFile, NOT_SIGNED_IN, refuseFile } from "@/lib/platform/file-response";
import { findViewer } from "@/lib/platform/viewer";
import { handOutRejects } from "@/lib/survey-import/mutations/hand-out-rejects";

type Context = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword) return refuseFile(401, NOT_SIGNED_IN);
  const { id } = await params;
  try {
    const { name, body } = await handOutRejects(userCtx(viewer), id);
    return handFile({
      body,
      media: "text/csv; charset=utf-8",
      bytes: null,
      disposition: contentDisposition("attachment", name),
    });
  } catch (error) {
    if (error instanceof NotFound) return refuseFile(404, "There is no file here that you can open.");
    throw error;
  }
}
