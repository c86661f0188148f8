import type { FileKind, FileScan, FileTextState } from "./schema";

export const FILE_KIND_LABELS: Record<FileKind, string> = {
  pdf: "PDF",
  jpeg: "JPEG image",
  png: "PNG image",
  gif: "GIF image",
  webp: "WebP image",
  heic: "HEIC image",
  tiff: "TIFF image",
  text: "Plain text",
  csv: "CSV table",
  docx: "Word document",
  xlsx: "Excel workbook",
  odt: "OpenDocument text",
  eml: "E-mail",
  mp3: "MP3 audio",
  m4a: "M4A audio",
  wav: "WAV audio",
  mp4: "MP4 video",
};

/** What may be attached, said before choosing and in every refusal. */
export const FILE_KINDS_SENTENCE =
  "PDF, images (JPEG, PNG, GIF, WebP, HEIC, TIFF), Word (DOCX), Excel (XLSX), OpenDocument (ODT), plain text, CSV, e-mail (EML), audio (MP3, M4A, WAV) and video (MP4)";

export const FILE_SCAN_LABELS: Record<FileScan, { label: string; tone: "neutral" | "met" | "late" | "paused" }> = {
  not_scanned: { label: "Not scanned", tone: "neutral" },
  clean: { label: "Scanned, clean", tone: "met" },
  infected: { label: "Infected, locked", tone: "late" },
  failed: { label: "Waits for its scan", tone: "paused" },
};

/** Why the search does not find what stands in a file; nothing where it does, or will in a minute. */
export const FILE_WORDS_LABELS: Partial<Record<FileTextState | "cut" | "tried", string>> = {
  empty: "Search finds it by name only: it holds pictures and no text.",
  locked: "Search finds it by name only: it is locked with a password.",
  damaged: "Search finds it by name only: it may be damaged.",
  too_large: "Search finds it by name only: it is too large to be read.",
  too_hard: "Search finds it by name only: it could not be read in time.",
  tried: "Search finds it by name only for now: it could not be read yet, and is tried again.",
  cut: "It is long, so search finds its first part only.",
};

/** "240 kB", "3.1 MB": thousands, as file managers and settings count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
