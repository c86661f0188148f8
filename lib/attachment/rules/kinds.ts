import { FILE_KIND_LABELS, FILE_KINDS_SENTENCE, formatBytes } from "../labels";
import type { FileKind, FileScan } from "../schema";

type Kind = {
  media: string;
  /** The first is given to a file whose name has none of them. */
  extensions: readonly string[];
  /** What file-type calls it; texts have no marks of their own. */
  marks: readonly string[];
};

/** What may be attached. Nothing here runs by itself when it is opened; what could (SVG, HTML, programs, macros) is left out. */
export const FILE_KINDS: Record<FileKind, Kind> = {
  pdf: { media: "application/pdf", extensions: ["pdf"], marks: ["pdf"] },
  jpeg: { media: "image/jpeg", extensions: ["jpg", "jpeg", "jpe", "jfif"], marks: ["jpg"] },
  png: { media: "image/png", extensions: ["png"], marks: ["png", "apng"] },
  gif: { media: "image/gif", extensions: ["gif"], marks: ["gif"] },
  webp: { media: "image/webp", extensions: ["webp"], marks: ["webp"] },
  heic: { media: "image/heic", extensions: ["heic", "heif"], marks: ["heic", "heif"] },
  tiff: { media: "image/tiff", extensions: ["tif", "tiff"], marks: ["tif"] },
  text: { media: "text/plain; charset=utf-8", extensions: ["txt", "text", "log", "md"], marks: [] },
  csv: { media: "text/csv; charset=utf-8", extensions: ["csv"], marks: [] },
  docx: {
    media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    extensions: ["docx"],
    marks: ["docx"],
  },
  xlsx: {
    media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extensions: ["xlsx"],
    marks: ["xlsx"],
  },
  odt: { media: "application/vnd.oasis.opendocument.text", extensions: ["odt"], marks: ["odt"] },
  eml: { media: "message/rfc822", extensions: ["eml"], marks: [] },
  mp3: { media: "audio/mpeg", extensions: ["mp3"], marks: ["mp3"] },
  m4a: { media: "audio/mp4", extensions: ["m4a"], marks: ["m4a"] },
  wav: { media: "audio/wav", extensions: ["wav"], marks: ["wav"] },
  mp4: { media: "video/mp4", extensions: ["mp4", "m4v"], marks: ["mp4", "m4v"] },
};

/** Images that every browser shows and that cannot hold a script. */
const SHOWN_INLINE: readonly FileKind[] = ["jpeg", "png", "gif", "webp"];
/** Larger ones are worth a deliberate download, not a thumbnail. */
const PREVIEW_MOST_BYTES = 8_000_000;

const PROGRAMS = ["exe", "elf", "macho", "class", "dex", "wasm", "msi", "deb", "rpm", "apk", "jar", "lnk"];

/** The kind that a mark stands for, or why a file with it is refused. */
export function kindOfMark(mark: string): { kind: FileKind } | { refusal: string } {
  const found = Object.entries(FILE_KINDS).find(([, { marks }]) => marks.includes(mark));
  if (found) return { kind: found[0] as FileKind };
  if (PROGRAMS.includes(mark)) return { refusal: "This is a program, and programs are not kept here." };
  if (mark === "cfb") {
    return {
      refusal: "This is in an old format of Office or Outlook. Save it as DOCX, XLSX, EML or PDF and attach that.",
    };
  }
  if (/^(docm|dotm|xlsm|xltm|pptm|potm|ppsm)$/.test(mark)) {
    return {
      refusal:
        "This document can hold macros, which run as programs. Save it without macros, or as PDF, and attach that.",
    };
  }
  return { refusal: refusalOfOther(mark.toUpperCase()) };
}

export function refusalOfMarkup(isImage: boolean): string {
  return isImage
    ? "This is an SVG drawing, which can hold scripts. Save it as PNG or PDF and attach that."
    : "This is a web page or XML file, which can hold scripts. Print it to PDF and attach that.";
}

export function refusalOfOther(what: string | null): string {
  return `${what ? `Files of the type ${what}` : "Files of this type"} are not taken. Taken are ${FILE_KINDS_SENTENCE}.`;
}

/** Tells a name that promises something else than the file holds, or null where the two agree or the name promises nothing. */
export function describeMismatch(extension: string, kind: FileKind): string | null {
  if (extension === "" || FILE_KINDS[kind].extensions.includes(extension)) return null;
  const label = FILE_KIND_LABELS[kind];
  return `Its name ends in .${extension}, but by its content it is ${/^[AEIOH]/.test(label) && label !== "HEIC image" ? "an" : "a"} ${label}; it is kept as that.`;
}

/** Whether a file may be opened now: never when infected, and nothing unscanned where files are scanned. */
export function isServed({ scan, isVoided }: { scan: FileScan; isVoided: boolean }, hasScanner: boolean): boolean {
  if (isVoided || scan === "infected" || scan === "failed") return false;
  return scan === "clean" || !hasScanner;
}

export function hasPreview({ kind, bytes }: { kind: FileKind; bytes: number }): boolean {
  return SHOWN_INLINE.includes(kind) && bytes <= PREVIEW_MOST_BYTES;
}

export const BYTES_PER_MB = 1_000_000;

/** Why a file of this size is refused, or null. Asked by the browser before it sends, and by the server as it receives. */
export function refusalOfSize(bytes: number, limitMb: number): string | null {
  if (bytes === 0) return "This file is empty (0 bytes). Check that it was saved, then choose it again.";
  if (bytes > limitMb * BYTES_PER_MB) {
    return `This file is ${formatBytes(bytes)}; the limit is ${limitMb} MB. Attach a smaller copy, or parts of it.`;
  }
  return null;
}
