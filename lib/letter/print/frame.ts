import "server-only";
import type { Span } from "@/lib/letter/rules/document";
import type { PrintableLetter } from "./letterhead";
import { breakLines, type Line } from "./lines";
import { millimetres, type Sheet, sheetOf } from "./paper";
import { type Paragraph, prepare } from "./paragraph";
import { spansOnPaper } from "./spans";

/** `base` is the direction of a text as a whole: "auto" goes by the first letter of each line. */
export type Room = {
  x: number;
  width: number;
  size: number;
  leading: number;
  align: "left" | "right";
  base: "ltr" | "rtl" | "auto";
};

export type Frame = { sheet: Sheet; direction: "ltr" | "rtl"; size: number; bottom: number };

export const LINE_HEIGHT = 1.45;
const SMALL_PRINT = 8.5;

export function frameOf({ letterhead, options }: Pick<PrintableLetter, "letterhead" | "options">): Frame {
  const sheet = sheetOf(options.paper ?? "A4");
  const { direction, textSize: size = 11 } = options;
  const footer = layOut([{ text: letterhead.footer }], footerRoom(sheet, direction));
  const bottom = sheet.height - millimetres(20) - footer.lines.length * SMALL_PRINT * 1.3 - millimetres(4);
  return { sheet, direction, size, bottom };
}

export function footerRoom({ margin, width }: Sheet, direction: "ltr" | "rtl"): Room {
  return {
    x: margin,
    width: width - 2 * margin,
    size: SMALL_PRINT,
    leading: 1.3,
    align: sideOf(direction),
    base: "auto",
  };
}

export function footerTop({ bottom }: Frame): number {
  return bottom + millimetres(4);
}

export function bodyRoom({ sheet, size, direction }: Frame): Room {
  return {
    x: sheet.margin,
    width: sheet.width - 2 * sheet.margin,
    size,
    leading: LINE_HEIGHT,
    align: sideOf(direction),
    base: direction,
  };
}

export function sideOf(direction: "ltr" | "rtl"): "left" | "right" {
  return direction === "rtl" ? "right" : "left";
}

/** Lines that belong together, without those that are empty. */
export function joined(texts: string[]): Span[] {
  const text = texts.filter((line) => line.trim() !== "").join("\n");
  return text ? [{ text }] : [];
}

export function layOut(spans: Span[], { base, size, width }: Room): { paragraph: Paragraph; lines: Line[] } {
  const paragraph = prepare(spansOnPaper(spans), base);
  return { paragraph, lines: breakLines(paragraph, { size, width }) };
}
