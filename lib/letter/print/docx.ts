import "server-only";
import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  type ILevelsOptions,
  type IRunOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from "docx";
import type { Block, LetterDocument, Span } from "@/lib/letter/rules/document";
import type { Letterhead, PrintOptions } from "./letterhead";
import { millimetres, sheetOf } from "./paper";
import { directionOf, directionsOf, withNumbersMarked } from "./paragraph";
import { titleOf } from "./pdf";
import { cleanText, spansOnPaper } from "./spans";
import { wordsIn } from "./words";

type Direction = "ltr" | "rtl";
type ParagraphLook = ConstructorParameters<typeof Paragraph>[0] & object;

// Word takes the fonts of the computer that opens the letter: these are on every one, or are replaced by what is.
const FONT = { ascii: "Arial", hAnsi: "Arial", cs: "Arial", eastAsia: "Microsoft YaHei" };
const TWIPS = 20;

/** A letter as a Word file, with the headings, lists, language and direction of the printed one. */
export async function docxLetter(
  document: LetterDocument,
  letterhead: Letterhead,
  options: PrintOptions,
): Promise<Uint8Array> {
  const { direction, textSize = 11 } = options;
  const run = { font: FONT, size: textSize * 2, language: languageOf(options) };
  const { width, height, margin, top } = sheetOf(options.paper ?? "A4");
  const file = new Document({
    title: titleOf({ document, letterhead, options }),
    creator: cleanText(letterhead.siteName),
    styles: {
      default: { document: { run }, heading1: headingStyle(textSize * 1.4), heading2: headingStyle(textSize * 1.18) },
    },
    numbering: {
      config: [
        { reference: "numbers", levels: [numberLevel] },
        { reference: "dots", levels: [dotLevel] },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(width * TWIPS), height: Math.round(height * TWIPS) },
            margin: {
              left: Math.round(margin * TWIPS),
              right: Math.round(margin * TWIPS),
              top: Math.round(top * TWIPS),
            },
          },
        },
        footers: { default: footerOf(letterhead, options) },
        children: [...head(letterhead, options), ...body(document, direction), ...signature(letterhead, direction)],
      },
    ],
  });
  return Packer.toBuffer(file);
}

/** Word keeps three languages, one for each kind of script. */
function languageOf({ language, direction }: PrintOptions): NonNullable<IRunOptions["language"]> {
  if (direction === "rtl") return { bidirectional: language };
  if (/^(zh|ja|ko)\b/i.test(language)) return { eastAsia: language };
  const isComplex = /^(bn|gu|hi|kn|ml|mr|ne|pa|ta|te|th)\b/i.test(language);
  return { value: language, ...(isComplex && { bidirectional: language }) };
}

function headingStyle(size: number) {
  return {
    run: { size: Math.round(size * 2), bold: true },
    paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
  };
}

const level = (text: string, format: ILevelsOptions["format"]): ILevelsOptions => ({
  level: 0,
  format,
  text,
  alignment: AlignmentType.START,
  style: { paragraph: { indent: { start: 440, hanging: 340 } } },
});
const numberLevel = level("%1.", LevelFormat.DECIMAL);
const dotLevel = level("•", LevelFormat.BULLET);

function head(
  { siteName, addressLines, phone, addressee, date, reference }: Letterhead,
  options: PrintOptions,
): Paragraph[] {
  const { direction, language } = options;
  const gap = { spacing: { before: Math.round(millimetres(8) * TWIPS) } };
  const line = [wordsIn(language).reference, reference].filter(Boolean).join(" ");
  return [
    ...paragraph([{ text: siteName, bold: true }], direction),
    ...linesOf([...addressLines, phone], direction),
    ...linesOf(addressee, direction, gap),
    ...paragraph([{ text: date }], direction, gap),
    ...(reference ? paragraph([{ text: line }], direction) : []),
  ];
}

function body({ blocks }: LetterDocument, direction: Direction): Paragraph[] {
  let lists = 0;
  let hasFirst = false;
  return blocks.flatMap((block) => {
    if (block.kind === "list") lists++;
    if (block.kind === "heading" && block.level === 1) hasFirst = true;
    return blockOf(block, { direction, list: lists, hasFirst });
  });
}

type Place = { direction: Direction; list: number; hasFirst: boolean };

function blockOf(block: Block, { direction, list, hasFirst }: Place): Paragraph[] {
  switch (block.kind) {
    case "heading": {
      const heading = block.level === 2 && hasFirst ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_1;
      return paragraph(block.spans, direction, { heading });
    }
    case "paragraph":
      return paragraph(block.spans, direction, { spacing: { after: 160 } });
    case "list": {
      const numbering = { reference: block.ordered ? "numbers" : "dots", level: 0, instance: list };
      return block.items.flatMap((item) => paragraph(item, direction, { numbering, spacing: { after: 60 } }));
    }
    default:
      return block satisfies never;
  }
}

function signature({ signedBy }: Letterhead, direction: Direction): Paragraph[] {
  return linesOf(signedBy, direction, { spacing: { before: 600 }, keepLines: true });
}

function footerOf({ footer, reference }: Letterhead, { direction, language }: PrintOptions): Footer {
  const [before = "", middle = "", after = ""] = wordsIn(language).page("\n", "\n").split("\n");
  const children = [before, PageNumber.CURRENT, middle, PageNumber.TOTAL_PAGES, after, reference && ` · ${reference}`];
  const look: IRunOptions = { size: 17, rightToLeft: direction === "rtl" };
  const number = new Paragraph({
    bidirectional: direction === "rtl",
    children: [new TextRun({ ...look, children: children.filter((child) => child !== "") })],
  });
  return new Footer({ children: [...paragraph([{ text: footer }], direction, {}, { size: 17 }), number] });
}

/** Lines of a letterhead: each in the direction of its own first letter, and all on the side on which the letter begins. */
function linesOf(lines: string[], direction: Direction, look: ParagraphLook = {}): Paragraph[] {
  return lines
    .filter((line) => line.trim() !== "")
    .flatMap((line, index) => {
      const own = directionOf(line);
      const alignment = own === direction ? AlignmentType.START : AlignmentType.END;
      return paragraph([{ text: line }], own, { ...(index === 0 && look), alignment });
    });
}

function paragraph(spans: Span[], direction: Direction, look: ParagraphLook = {}, run: IRunOptions = {}): Paragraph[] {
  const isRightToLeft = direction === "rtl";
  const printed = spansOnPaper(spans)
    .map((span) => (isRightToLeft ? { ...span, text: withNumbersMarked(span.text) } : span))
    .filter(({ text }) => text !== "");
  if (printed.length === 0) return [];
  const directions = directionsOf(printed.map(({ text }) => text).join(""), direction);
  let at = 0;
  const children = printed.flatMap(({ text, bold, href }): ParagraphChild[] => {
    const runs = runsOf(text, directions.slice(at, at + text.length), { ...run, bold, style: href && "Hyperlink" });
    at += text.length;
    return href ? [new ExternalHyperlink({ children: runs, link: href })] : runs;
  });
  return [new Paragraph({ ...look, bidirectional: isRightToLeft, children })];
}

/** A run for each part of one direction: Word shapes and orders by what a run says of itself. */
function runsOf(text: string, directions: boolean[], look: IRunOptions): TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && directions[at] === directions[from] && text[at - 1] !== "\n") continue;
    const words = text.slice(from, at);
    const rightToLeft = directions[from] === true;
    const isLineEnd = words.endsWith("\n");
    runs.push(new TextRun({ ...look, rightToLeft, text: words.replace(/\n$/, "") }));
    if (isLineEnd) runs.push(new TextRun({ break: 1 }));
    from = at;
  }
  return runs;
}
