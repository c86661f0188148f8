import { contentDisposition } from "@/lib/attachment/rules/names";
import { openBatch } from "@/lib/letter/queries/batches";
import { NotFound } from "@/lib/platform/errors";
import { handFile, NOT_SIGNED_IN, refuseFile } from "@/lib/platform/file-response";
import { findViewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword) return refuseFile(401, NOT_SIGNED_IN);
  const { id } = await params;
  try {
    const { name, bytes, body } = await openBatch(viewer, id, new Date());
    return handFile({
      body,
      media: "application/pdf",
      bytes,
      disposition: contentDisposition("attachment", name),
    });
  } catch (error) {
    if (error instanceof NotFound)
      return refuseFile(404, "There is no file here that you can open. It may have been removed.");
    throw error;
  }
}
