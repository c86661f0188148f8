import { formatBytes } from "../labels";

/** Room for an ordinary scan of many pages; a preview holds the whole file in the memory of the browser. */
const PREVIEW_MOST_BYTES = 30_000_000;
/** About 2,800 by 2,800: sharp on any screen, and no page, however large it says it is, takes more than 32 MB. */
const MOST_PIXELS = 8_000_000;
const MOST_SIDE = 8_000;

/** Why a PDF of this size is not shown, or null. */
export function refusalOfPdfPreview(bytes: number): string | null {
  if (bytes <= PREVIEW_MOST_BYTES) return null;
  return `This PDF is ${formatBytes(bytes)}, too large to be shown here. Download it to read it.`;
}

type Page = { width: number; height: number };

/** How much a page is enlarged to fill the room it has, in pixels of the screen, within what a canvas may hold. */
export function scaleOfPage({ width, height }: Page, room: number): number {
  return Math.min(room / width, Math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / width, MOST_SIDE / height);
}
