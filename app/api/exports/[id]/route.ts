import { contentDisposition } from "@/lib/attachment/rules/names";
import { handOutExport } from "@/lib/export/mutations/hand-out";
import { userCtx } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { handFile, NOT_SIGNED_IN, refuseFile } from "@/lib/platform/file-response";
import { findViewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword) return refuseFile(401, NOT_SIGNED_IN);
  const { id } = await params;
  try {
    const { name, ...file } = await handOutExport(userCtx(viewer), id);
    return handFile({ ...file, disposition: contentDisposition("attachment", name) });
  } catch (error) {
    if (error instanceof NotFound)
      return refuseFile(404, "There is no file here that you can open. Exports end after a while: export again.");
    throw error;
  }
}
