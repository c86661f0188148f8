import type { FileKind } from "../schema";
import { refusalOfMarkup, refusalOfOther } from "./kinds";

type Judgement = { kind: FileKind } | { refusal: string };

const HEAD_CHARS = 16_000;
// Tab to carriage return, and escape, which printouts hold.
const TEXT_CONTROLS = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b];
const MAIL_FIELD =
  /^(from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|reply-to|x-[\w-]+|content-[\w-]+|dkim-signature|arc-[\w-]+|authentication-results|list-[\w-]+|references|in-reply-to|sender):/i;

/**
 * Judges a file that bears no marks of a format, piece by piece, so that its length does not matter. A text is UTF-8 throughout; a mail
 * may hold letters in any old alphabet after its header.
 */
export function createTextJudge() {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const loose = new TextDecoder("latin1");
  let head = "";
  let looseHead = "";
  let isUtf8 = true;
  let isBinary = false;
  let isWide = false;
  let isFirst = true;

  const take = (text: string) => {
    if (head.length < HEAD_CHARS) head += text.slice(0, HEAD_CHARS - head.length);
  };

  return {
    add(piece: Uint8Array): void {
      if (isFirst) isWide = (piece[0] === 0xff && piece[1] === 0xfe) || (piece[0] === 0xfe && piece[1] === 0xff);
      isFirst = false;
      const plain = loose.decode(piece, { stream: true });
      isBinary ||= piece.some((byte) => byte < 0x20 && !TEXT_CONTROLS.includes(byte));
      if (looseHead.length < HEAD_CHARS) looseHead += plain.slice(0, HEAD_CHARS - looseHead.length);
      if (!isUtf8) return;
      try {
        take(decoder.decode(piece, { stream: true }));
      } catch {
        isUtf8 = false;
      }
    },
    /** `extension` only tells one kind of text from another. */
    end(extension: string): Judgement {
      if (isUtf8) {
        try {
          take(decoder.decode());
        } catch {
          isUtf8 = false;
        }
      }
      if (isWide) return { refusal: "This text is saved as UTF-16. Save it again as UTF-8 and attach it." };
      if (isBinary) return { refusal: refusalOfOther(null) };
      if (isMail(looseHead)) return { kind: "eml" };
      if (!isUtf8) {
        return {
          refusal:
            "Some letters of this text cannot be read, because it is not saved as UTF-8. Save it again as UTF-8 (in Excel: “CSV UTF-8”) and attach it.",
        };
      }
      return judgeHead(head, extension);
    },
  };
}

function judgeHead(head: string, extension: string): Judgement {
  const start = head.replace(/^\uFEFF/, "").trimStart();
  if (/^#!/.test(start)) return { refusal: "This is a script, and programs are not kept on a case." };
  if (/^(<!--|<\?xml|<!doctype|<[a-z][\w:.-]*[\s/>])/i.test(start)) {
    return { refusal: refusalOfMarkup(/<svg[\s>]/i.test(start)) };
  }
  return { kind: extension === "csv" ? "csv" : "text" };
}

/** RFC 5322: fields, one a line, up to an empty line; a sender and one more at least. */
function isMail(head: string): boolean {
  const header = head.replace(/^(From [^\n]*\n)/, "").split(/\r?\n\r?\n/)[0] ?? "";
  const lines = header.split(/\r?\n/).filter((line) => !/^[ \t]/.test(line));
  const fields = lines.map((line) => MAIL_FIELD.exec(line)?.[1]?.toLowerCase());
  if (!/^[!-9;-~]+:/.test(lines[0] ?? "")) return false;
  const others = ["date", "message-id", "received", "mime-version"];
  return fields.includes("from") && fields.some((field) => field !== undefined && others.includes(field));
}
