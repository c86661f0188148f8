import { contentDisposition } from "@/lib/attachment/rules/names";
import { printCase } from "@/lib/export/mutations/print-case";
import { userCtx } from "@/lib/platform/context";
import { DomainError, NotFound } from "@/lib/platform/errors";
import { handFile, NOT_SIGNED_IN, refuseFile } from "@/lib/platform/file-response";
import { findViewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ ref: string }> };

const WITH_NOTES = new Map([
  ["no", false],
  ["yes", true],
]);

const WHICH =
  "Say which file it is to be: an address that ends in ?notes=no is the copy without internal notes, ?notes=yes is the complete file.";

/** The file of a case as a PDF in the browser, from where it is printed or kept; none where it is not said which, so that nobody hands out the wrong one. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword) return refuseFile(401, NOT_SIGNED_IN);
  const { ref: reference } = await params;
  const asked = new URL(request.url).searchParams.getAll("notes");
  const withNotes = asked.length === 1 ? WITH_NOTES.get(asked[0] ?? "") : undefined;
  if (withNotes === undefined) return refuseFile(400, WHICH);
  try {
    const { name, bytes } = await printCase(userCtx(viewer), { reference, withNotes });
    return handFile({
      ...{ body: Buffer.from(bytes), bytes: bytes.byteLength, media: "application/pdf", isOurs: true },
      disposition: contentDisposition("inline", name),
    });
  } catch (error) {
    if (error instanceof NotFound) return refuseFile(404, "There is no case here that you can open.");
    if (error instanceof DomainError) return refuseFile(403, error.message);
    throw error;
  }
}
