import "server-only";
import type { Span } from "@/lib/letter/rules/document";
import { type Frame, layOut, type Room } from "./frame";
import type { Line } from "./lines";
import type { Paragraph } from "./paragraph";

export type Tag = "P" | "H1" | "H2" | "L" | "LI" | "Lbl" | "LBody" | "Table" | "TR" | "TH" | "TD";

/** What is done to print a letter, in the order in which it is read. `y` is the top of a line. */
export type Step =
  | { kind: "page" }
  | { kind: "open"; tag: Tag }
  | { kind: "close" }
  /** A filled box that says nothing which words beside it do not: a bar of a chart, a rule under a row. */
  | { kind: "box"; x: number; y: number; width: number; height: number; colour: string }
  | ({ kind: "line"; paragraph: Paragraph; line: Line; y: number } & Room);

/** How far down the page the next line stands. */
export type Cursor = { y: number };

/** A text as one element, at least its first two lines together, and room for what must follow on the page. */
export function* lines(tag: Tag, spans: Span[], frame: Frame, cursor: Cursor, room: Room, keep = 0): Generator<Step> {
  const { paragraph, lines: laid } = layOut(spans, room);
  if (laid.length === 0) return;
  yield* makeRoom(Math.min(2, laid.length) * room.size * room.leading + keep, frame, cursor);
  yield* laidLines(tag, { paragraph, laid }, frame, cursor, room);
}

export function* laidLines(
  tag: Tag,
  { paragraph, laid }: { paragraph: Paragraph; laid: Line[] },
  frame: Frame,
  cursor: Cursor,
  room: Room,
): Generator<Step> {
  yield { kind: "open", tag };
  for (const [index, line] of laid.entries()) {
    // No line of a paragraph stands alone at the top of a page.
    const together = index > 0 && index === laid.length - 2 ? 2 : 1;
    yield* makeRoom(together * room.size * room.leading, frame, cursor);
    yield { kind: "line", paragraph, line, y: cursor.y, ...room };
    cursor.y += room.size * room.leading;
  }
  yield { kind: "close" };
}

/** Turns the page where a height does not fit on it any more. */
export function* makeRoom(height: number, { bottom, sheet }: Frame, cursor: Cursor): Generator<Step> {
  const isFresh = cursor.y <= sheet.top;
  if (cursor.y + height <= bottom || isFresh) return;
  yield { kind: "page" };
  cursor.y = sheet.top;
}
