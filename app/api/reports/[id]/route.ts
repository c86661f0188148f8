import { contentDisposition } from "@/lib/attachment/rules/names";
import { userCtx } from "@/lib/platform/context";
import { Forbidden, NotFound } from "@/lib/platform/errors";
import { handFile, NOT_SIGNED_IN, refuseFile } from "@/lib/platform/file-response";
import { findViewer } from "@/lib/platform/viewer";
import { handOutReport } from "@/lib/report/mutations/hand-out";
import { takeReportSchema } from "@/lib/report/schema";

type Context = { params: Promise<{ id: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword) return refuseFile(401, NOT_SIGNED_IN);
  const { id } = await params;
  const asked = takeReportSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return refuseFile(404, "There is no file here. Go back to the report and choose one.");
  try {
    const { name, ...file } = await handOutReport(userCtx(viewer), id, asked.data);
    return handFile({ ...file, bytes: null, disposition: contentDisposition("attachment", name) });
  } catch (error) {
    if (error instanceof NotFound) return refuseFile(404, "There is no file here that you can open.");
    if (error instanceof Forbidden) return refuseFile(403, error.message);
    throw error;
  }
}
