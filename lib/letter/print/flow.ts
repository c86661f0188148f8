import "server-only";
import type { Block } from "@/lib/letter/rules/document";
import { bodyRoom, type Frame, frameOf, joined, LINE_HEIGHT, layOut, type Room } from "./frame";
import { head } from "./head";
import type { PrintableLetter } from "./letterhead";
import { type Cursor, laidLines, lines, makeRoom, type Step } from "./steps";

/** Lays out a letter step by step, so that the longest one takes no more room in memory than one of its paragraphs. */
export function* flow(letter: PrintableLetter): Generator<Step> {
  const frame = frameOf(letter);
  const cursor = { y: 0 };
  yield { kind: "page" };
  yield* head(letter.letterhead, letter.options.language, frame, cursor);
  let hasFirst = false;
  for (const block of letter.document.blocks) {
    if (block.kind === "heading" && block.level === 1) hasFirst = true;
    yield* drawBlock(block, hasFirst, frame, cursor);
  }
  yield* signature(letter.letterhead.signedBy, frame, cursor);
}

export function countPages(letter: PrintableLetter): number {
  let pages = 0;
  for (const { kind } of flow(letter)) if (kind === "page") pages++;
  return pages;
}

function* drawBlock(block: Block, hasFirst: boolean, frame: Frame, cursor: Cursor): Generator<Step> {
  const room = bodyRoom(frame);
  switch (block.kind) {
    case "heading": {
      const size = frame.size * (block.level === 1 ? 1.4 : 1.18);
      cursor.y += frame.size * 0.5;
      const spans = block.spans.map((span) => ({ ...span, bold: true as const }));
      // A reader of headings must not meet a second level before a first (PDF/UA-1, 7.4.2).
      const tag = block.level === 2 && hasFirst ? "H2" : "H1";
      // A heading takes two lines of what follows with it.
      yield* lines(tag, spans, frame, cursor, { ...room, size }, 2 * frame.size * LINE_HEIGHT);
      cursor.y += frame.size * 0.35;
      return;
    }
    case "paragraph":
      yield* lines("P", block.spans, frame, cursor, room);
      cursor.y += frame.size * 0.7;
      return;
    case "list":
      yield* list(block, frame, cursor);
      cursor.y += frame.size * 0.7;
      return;
    default:
      return block satisfies never;
  }
}

function* list(block: Block & { kind: "list" }, frame: Frame, cursor: Cursor): Generator<Step> {
  const room = bodyRoom(frame);
  const { x, width, size } = room;
  const indent = size * (block.ordered ? 2 : 1.4);
  const isLeft = room.align === "left";
  const inner = { ...room, x: isLeft ? x + indent : x, width: width - indent };
  const outer = { ...room, x: isLeft ? x : x + width - indent, width: indent };
  yield { kind: "open", tag: "L" };
  for (const [index, item] of block.items.entries()) {
    const { paragraph, lines: laid } = layOut(item, inner);
    if (laid.length === 0) continue;
    const label = layOut([{ text: block.ordered ? `${index + 1}.` : "•" }], outer);
    yield* makeRoom(Math.min(2, laid.length) * size * LINE_HEIGHT, frame, cursor);
    yield { kind: "open", tag: "LI" };
    yield { kind: "open", tag: "Lbl" };
    const labelLine = label.lines[0];
    if (labelLine) yield { kind: "line", paragraph: label.paragraph, line: labelLine, y: cursor.y, ...outer };
    yield { kind: "close" };
    yield* laidLines("LBody", { paragraph, laid }, frame, cursor, inner);
    yield { kind: "close" };
    cursor.y += size * 0.2;
  }
  yield { kind: "close" };
}

function* signature(signedBy: string[], frame: Frame, cursor: Cursor): Generator<Step> {
  const spans = joined(signedBy);
  if (spans.length === 0) return;
  const gap = frame.size * 2.6;
  const room: Room = { ...bodyRoom(frame), base: "auto" };
  const { paragraph, lines: laid } = layOut(spans, room);
  yield* makeRoom(gap + laid.length * room.size * room.leading, frame, cursor);
  cursor.y += gap;
  yield* laidLines("P", { paragraph, laid }, frame, cursor, room);
}
