import type { FileKind, FileScan } from "./schema";

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

/** "240 kB", "3.1 MB": thousands, as file managers and settings count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
