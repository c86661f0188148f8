import { isBlank, LIMITS } from "@/lib/shared/text";
import type { FileKind } from "../schema";
import { FILE_KINDS } from "./kinds";

const NAMELESS = "file";
// Marks that reverse the reading order can make "exe.pdf" of "fdp.exe".
const UNSHOWABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** A file's name as given, without the folders before it and without characters that cannot be shown; never empty. */
export function cleanFileName(given: string): string {
  const last = given.split(/[/\\]/u).at(-1) ?? "";
  const shown = last.replace(UNSHOWABLE, "").trim();
  if (isBlank(shown) || /^\.+$/u.test(shown)) return NAMELESS;
  return shorten(shown, LIMITS.line);
}

/** The name under which a file is handed out: its extension says what it is, whatever the name said. */
export function downloadName(name: string, kind: FileKind): string {
  const { extensions } = FILE_KINDS[kind];
  return extensions.includes(extensionOf(name)) ? name : `${name.replace(/\.+$/, "")}.${extensions[0]}`;
}

/** The end of a name that says what it is, in small letters; empty where there is none. */
export function extensionOf(name: string): string {
  return /[^.]\.([A-Za-z0-9]{1,8})$/u.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** RFC 6266: a plain name for old readers, and the whole one in UTF-8. */
export function contentDisposition(type: "attachment" | "inline", name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

// Keeps the end, which says what it is.
function shorten(name: string, max: number): string {
  if (name.length <= max) return name;
  const extension = extensionOf(name);
  const end = extension ? name.slice(-extension.length - 1) : "";
  let start = "";
  for (const { segment } of graphemes.segment(name)) {
    if (start.length + segment.length + end.length + 1 > max) break;
    start += segment;
  }
  return `${start}…${end}`;
}
