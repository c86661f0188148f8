import "server-only";
import { bodyRoom, type Frame, footerRoom, footerTop, frameOf, joined, type Room, sideOf } from "./frame";
import type { Letterhead, PrintOptions } from "./letterhead";
import { millimetres } from "./paper";
import { directionOf } from "./paragraph";
import { type Cursor, lines, type Step } from "./steps";
import { wordsIn } from "./words";

/** The steps of a sheet that shows the addressee in the window of an envelope, and the reference, so that the right letter goes into it. */
export function* flowAddressSheet(letterhead: Letterhead, options: PrintOptions): Generator<Step> {
  yield { kind: "page" };
  yield* head(letterhead, options.language, frameOf({ letterhead, options }), { y: 0 });
}

/** What stands above the words of a letter. */
export function* head(letterhead: Letterhead, language: string, frame: Frame, cursor: Cursor): Generator<Step> {
  const { sheet, size } = frame;
  const align = sideOf(frame.direction);
  const column = {
    x: sheet.width - sheet.margin - millimetres(68),
    width: millimetres(68),
    align,
    leading: 1.3,
    base: "auto" as const,
  };
  cursor.y = sheet.top;
  yield* lines("P", [{ text: letterhead.siteName, bold: true }], frame, cursor, { ...column, size: 14 });
  yield* lines("P", joined([...letterhead.addressLines, letterhead.phone]), frame, cursor, { ...column, size: 9.5 });
  const columnEnd = cursor.y;
  yield* footer(letterhead.footer, frame);
  cursor.y = sheet.window.y;
  yield* address(letterhead.addressee, frame, cursor);
  cursor.y = Math.max(columnEnd, cursor.y, letterhead.addressee.length > 0 ? millimetres(88) : 0) + size;
  const body = bodyRoom(frame);
  yield* lines("P", [{ text: letterhead.date }], frame, cursor, { ...body, base: "auto" });
  const { reference } = wordsIn(language);
  const spans = letterhead.reference ? [{ text: `${reference} ${letterhead.reference}`.trim() }] : [];
  yield* lines("P", spans, frame, cursor, body);
  cursor.y += size;
}

/** The addressee in the window of an envelope: on the left in every language, each line in the direction of its own letters. */
function* address(addressee: string[], frame: Frame, cursor: Cursor): Generator<Step> {
  const { x, width } = frame.sheet.window;
  const room: Room = {
    x,
    width,
    size: 11,
    leading: 1.25,
    align: sideOf(directionOf(addressee.join("\n"))),
    base: "auto",
  };
  yield* lines("P", joined(addressee), frame, cursor, room);
}

/** The footer is read once, on the first page; on the others it is an ornament. */
export function* footer(text: string, frame: Frame): Generator<Step> {
  const room = footerRoom(frame.sheet, frame.direction);
  yield* lines("P", [{ text }], { ...frame, bottom: Number.POSITIVE_INFINITY }, { y: footerTop(frame) }, room);
}
