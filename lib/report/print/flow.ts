import "server-only";
import { bodyRoom, type Frame, frameOf, layOut, type Room } from "@/lib/letter/print/frame";
import { spellMissing } from "@/lib/letter/print/glyphs";
import { footer } from "@/lib/letter/print/head";
import type { PrintableLetter } from "@/lib/letter/print/letterhead";
import { cleanText } from "@/lib/letter/print/spans";
import { type Cursor, lines, makeRoom, type Step, type Tag } from "@/lib/letter/print/steps";
import { foldHidden } from "../rules/publication";
import type { Check, Figure, ReportResult, Section } from "../rules/result";
import { tellBasis, tellFigure } from "../rules/tell";

/** The teal of the house and its line, as they print. */
const BAR = "teal";
const RULE = "lightgray";

const SMALL = 8.5;
const GAP = 6;

export type PrintableReport = { title: string; intro: string[]; result: ReportResult; frame: PrintableLetter };

/** Lays out a report step by step: its sections as tables, those of one kind with a bar for each, then what each figure means. */
export function* flowReport({ title, intro, result, frame: letter }: PrintableReport): Generator<Step> {
  const frame = frameOf(letter);
  const cursor = { y: frame.sheet.top };
  yield { kind: "page" };
  yield* footer(letter.letterhead.footer, frame);
  yield* heading("H1", title, frame, cursor);
  for (const text of [...intro, ...result.remarks]) yield* paragraph(text, frame, cursor);
  for (const section of result.sections) yield* drawSection(section, frame, cursor);
  yield* drawChecks(result.checks, frame, cursor);
  yield* drawMeanings(result.sections, frame, cursor);
}

function* heading(tag: "H1" | "H2", text: string, frame: Frame, cursor: Cursor): Generator<Step> {
  const size = frame.size * (tag === "H1" ? 1.5 : 1.2);
  cursor.y += frame.size * 0.8;
  const spans = [{ text: drawable(text), bold: true as const }];
  yield* lines(tag, spans, frame, cursor, { ...bodyRoom(frame), size }, 5 * frame.size);
  cursor.y += frame.size * 0.3;
}

function* paragraph(text: string, frame: Frame, cursor: Cursor, size = frame.size): Generator<Step> {
  yield* lines("P", [{ text: drawable(text) }], frame, cursor, { ...bodyRoom(frame), size });
  cursor.y += frame.size * 0.35;
}

function* drawSection(section: Section, frame: Frame, cursor: Cursor): Generator<Step> {
  yield* heading("H2", section.title, frame, cursor);
  if (section.says) yield* paragraph(section.says, frame, cursor);
  if (section.figures.length === 0) return yield* paragraph("Nothing was counted here.", frame, cursor);
  const { shown, folded } = foldHidden(section.figures);
  const most = Math.max(...shown.map(({ value }) => value ?? 0));
  if (shown.length > 0) {
    yield { kind: "open", tag: "Table" };
    for (const figure of shown) {
      yield* section.shape === "bars" ? barRow(figure, most, frame, cursor) : figureRow(figure, frame, cursor);
    }
    yield { kind: "close" };
  }
  if (folded) yield* paragraph(folded, frame, cursor);
  cursor.y += frame.size * 0.4;
}

type Box = { tag: Tag; text: string; from: number; to: number; size?: number; isBold?: boolean };

/** A name, a bar as long as its number, and the number. */
function* barRow(figure: Figure, most: number, frame: Frame, cursor: Cursor): Generator<Step> {
  const { x, width, size } = bodyRoom(frame);
  const [left, right] = [x + 0.4 * width, x + 0.82 * width];
  const cells = [
    { tag: "TH", text: figure.label, from: x, to: left - GAP },
    {
      tag: "TD",
      text: [tellFigure(figure), figure.note].filter(Boolean).join(" · "),
      from: right + GAP,
      to: x + width,
    },
  ] satisfies Box[];
  yield* row(cells, frame, cursor, function* (top) {
    const length = most > 0 ? ((figure.value ?? 0) / most) * (right - left) : 0;
    if (length > 0) yield { kind: "box", x: left, y: top + size * 0.25, width: length, height: size, colour: BAR };
  });
}

/** A name, its figure, and what it was counted from. */
function* figureRow(figure: Figure, frame: Frame, cursor: Cursor): Generator<Step> {
  const { x, width } = bodyRoom(frame);
  const [value, basis] = [x + 0.34 * width, x + 0.52 * width];
  const says = [tellBasis(figure), figure.note].filter(Boolean).join(". ");
  yield* row(
    [
      { tag: "TH", text: figure.label, from: x, to: value - GAP },
      { tag: "TD", text: tellFigure(figure), from: value, to: basis - GAP, isBold: true },
      ...(says ? [{ tag: "TD" as const, text: says, from: basis, to: x + width, size: SMALL }] : []),
    ],
    frame,
    cursor,
  );
}

function* drawChecks(checks: Check[], frame: Frame, cursor: Cursor): Generator<Step> {
  if (checks.length === 0) return;
  yield* heading("H2", "Checks", frame, cursor);
  for (const { rule, holds, told, cases, more } of checks) {
    const which = cases.length > 0 ? ` Look at ${cases.join(", ")}${more > 0 ? ` and ${more} more` : ""}.` : "";
    yield* paragraph(`${rule}: ${holds ? "holds" : "does not hold"}. ${told}${which}`, frame, cursor);
  }
}

/** Each meaning once, however many figures have it. */
function* drawMeanings(sections: Section[], frame: Frame, cursor: Cursor): Generator<Step> {
  yield* heading("H2", "What the figures mean", frame, cursor);
  const told = new Map<string, { labels: Set<string>; of: Figure["definition"] }>();
  for (const section of sections) {
    for (const { label, definition } of section.figures) {
      const known = told.get(definition.says) ?? { labels: new Set<string>(), of: definition };
      known.labels.add(section.shape === "bars" ? section.title : label);
      told.set(definition.says, known);
    }
  }
  for (const { labels, of } of told.values()) {
    const name = [...labels].slice(0, 3).join(", ");
    const parts = of.denominator ? `${of.numerator}, of ${of.denominator}` : of.numerator;
    yield* paragraph(`${name}. ${of.says} Counted: ${parts}. ${of.source}`, frame, cursor, SMALL);
  }
}

type Extra = (top: number) => Generator<Step>;

/** A row of a table, whose cells stand at one height, on one page, with a rule under it. */
function* row(cells: Box[], frame: Frame, cursor: Cursor, extra?: Extra): Generator<Step> {
  const base = bodyRoom(frame);
  const laid = cells.map((cell) => {
    const room: Room = { ...base, x: cell.from, width: cell.to - cell.from, size: cell.size ?? frame.size };
    const spans = [{ text: drawable(cell.text), ...(cell.isBold ? { bold: true as const } : {}) }];
    return { cell, room, ...layOut(spans, room) };
  });
  const height = Math.max(...laid.map(({ lines: of, room }) => of.length * room.size * room.leading));
  yield* makeRoom(height + 4, frame, cursor);
  yield { kind: "open", tag: "TR" };
  if (extra) yield* extra(cursor.y);
  for (const { cell, room, paragraph: words, lines: of } of laid) {
    yield { kind: "open", tag: cell.tag };
    for (const [index, line] of of.entries()) {
      yield { kind: "line", paragraph: words, line, y: cursor.y + index * room.size * room.leading, ...room };
    }
    yield { kind: "close" };
  }
  cursor.y += height + 2;
  yield { kind: "box", x: base.x, y: cursor.y, width: base.width, height: 0.5, colour: RULE };
  yield { kind: "close" };
  cursor.y += 2;
}

// Of a report all must be printed, whatever a unit is called.
function drawable(text: string): string {
  return spellMissing(cleanText(text));
}
