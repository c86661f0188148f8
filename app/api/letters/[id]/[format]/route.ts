import { contentDisposition } from "@/lib/attachment/rules/names";
import { openLetter } from "@/lib/letter/queries/printable";
import { LETTER_FORMATS, type LetterFormat } from "@/lib/letter/schema";
import { Conflict, DomainError, NotFound } from "@/lib/platform/errors";
import { handFile, NOT_SIGNED_IN, refuseFile } from "@/lib/platform/file-response";
import { findViewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ id: string; format: string }> };

const MEDIA: Record<LetterFormat, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword) return refuseFile(401, NOT_SIGNED_IN);
  const { id, format: named } = await params;
  const format = LETTER_FORMATS.find((each) => each === named);
  if (!format) return refuseFile(404, NOTHING);
  try {
    const { name, bytes } = await openLetter(viewer, { letterId: id, format }, new Date());
    return handFile({
      body: Buffer.from(bytes),
      media: MEDIA[format],
      bytes: bytes.byteLength,
      disposition: contentDisposition("attachment", name),
    });
  } catch (error) {
    if (error instanceof NotFound) return refuseFile(404, NOTHING);
    if (error instanceof Conflict) return refuseFile(409, error.message);
    if (error instanceof DomainError) return refuseFile(422, error.details.fieldErrors?.text?.[0] ?? error.message);
    throw error;
  }
}

const NOTHING = "There is no letter here that you can open.";
