import { contentDisposition } from "@/lib/attachment/rules/names";
import { openLetter } from "@/lib/letter/queries/printable";
import { LETTER_FORMATS, type LetterFormat } from "@/lib/letter/schema";
import { Conflict, DomainError, NotFound } from "@/lib/platform/errors";
import { findViewer } from "@/lib/platform/viewer";

type Context = { params: Promise<{ id: string; format: string }> };

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

const MEDIA: Record<LetterFormat, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const viewer = await findViewer();
  if (!viewer || viewer.mustSetPassword)
    return say(401, "You are not signed in. Sign in to Heard, then open this again.");
  const { id, format: named } = await params;
  const format = LETTER_FORMATS.find((each) => each === named);
  if (!format) return say(404, NOTHING);
  try {
    const { name, bytes } = await openLetter(viewer, { letterId: id, format }, new Date());
    const headers = {
      ...GUARDS,
      "Content-Type": MEDIA[format],
      "Content-Length": String(bytes.byteLength),
      "Content-Disposition": contentDisposition("attachment", name),
    };
    return new Response(Buffer.from(bytes), { headers });
  } catch (error) {
    if (error instanceof NotFound) return say(404, NOTHING);
    if (error instanceof Conflict) return say(409, error.message);
    if (error instanceof DomainError) return say(422, error.details.fieldErrors?.text?.[0] ?? error.message);
    throw error;
  }
}

const NOTHING = "There is no letter here that you can open.";

function say(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { ...GUARDS, "Content-Type": "text/plain; charset=utf-8" } });
}
