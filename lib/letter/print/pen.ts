import "server-only";
import PDFDocument from "pdfkit";
import { footerRoom, footerTop, frameOf, layOut, type Room } from "./frame";
import type { Letterhead, PrintOptions } from "./letterhead";
import { isRightToLeft, lookOf, type PlacedPiece, placeLine } from "./lines";
import { type Paper, sheetOf } from "./paper";
import { fontForPdf, type Look, needsWords, RIGHT_TO_LEFT } from "./shape";
import { cleanText } from "./spans";
import type { Step } from "./steps";

type Element = ReturnType<PDFKit.PDFDocument["struct"]>;

/** What of a tagged document the library's published types leave out. */
type Tagged = Omit<PDFKit.PDFDocument, "link"> & {
  readonly _font: { id: string };
  link(x: number, y: number, width: number, height: number, url: string, options: object): Tagged;
};

export type DocumentOptions = { title: string; language: string; printedAt?: Date };

/** What the margins of a letter's pages hold, and its name in the list of a file of many. */
export type PageLook = {
  letterhead: Letterhead;
  options: PrintOptions;
  numberOf: (page: number) => string;
  bookmark: string | null;
};

/** A PDF in which everything that is read has its place in a tree of headings, paragraphs, lists and links (PDF/UA-1, ISO 14289-1). */
export function openDocument({ title, language, printedAt }: DocumentOptions): Tagged {
  // The library writes the title into its XML as it is.
  const Title = cleanText(title).replaceAll("&", "＆").replaceAll("<", "‹").replaceAll(">", "›");
  return new PDFDocument({
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    displayTitle: true,
    lang: language,
    info: { Title, Creator: "Heard", Producer: "Heard", ...(printedAt && { CreationDate: printedAt }) },
    autoFirstPage: false,
    // Every letter brings its own lines: keeping their layout would keep them all in memory.
    fontLayoutCache: false,
  } as object) as unknown as Tagged;
}

/** Draws the steps of letters into a document. */
export class Pen {
  readonly #root: Element;
  #open: Element[] = [];
  #link: { element: Element; href: string } | null = null;
  #mark: Element | null = null;
  readonly #fonts = new Set<string>();
  #page = 0;

  constructor(readonly document: Tagged) {
    this.#root = document.struct("Document");
    document.addStructure(this.#root);
  }

  /** Everything until `endLetter` belongs to one letter, in its language. */
  startLetter(language: string): void {
    const part = this.document.struct("Sect", { lang: language } as never);
    this.#root.add(part);
    this.#open = [part];
    this.#page = 0;
  }

  endLetter(): void {
    while (this.#open.length > 0) this.#close();
  }

  take(step: Step, page: PageLook): void {
    switch (step.kind) {
      case "page":
        this.#turnPage(page);
        break;
      case "open":
        this.#openElement(step.tag);
        break;
      case "close":
        this.#close();
        break;
      case "line":
        this.#drawLine(step);
        break;
      case "box":
        this.#drawBox(step);
        break;
      default:
        step satisfies never;
    }
  }

  end(): void {
    this.#root.end();
    this.document.end();
  }

  #openElement(tag: string): void {
    this.#endLink();
    this.#endMark();
    const element = this.document.struct(tag);
    this.#open.at(-1)?.add(element);
    this.#open.push(element);
  }

  #close(): void {
    this.#endLink();
    this.#endMark();
    this.#open.pop()?.end();
  }

  /** An empty page, so that the next letter begins on a sheet of its own where both sides are printed. */
  turnEmptyPage(paper: Paper): void {
    const { width, height } = sheetOf(paper);
    this.document.addPage({ size: [width, height], margin: 0 });
  }

  #turnPage(page: PageLook): void {
    this.#endLink();
    this.#endMark();
    this.turnEmptyPage(page.options.paper ?? "A4");
    this.#page++;
    if (this.#page === 1 && page.bookmark) this.document.outline.addItem(page.bookmark);
    this.#drawMargins(page);
  }

  /** Page number and reference, and on all pages but the first the footer: read aloud on every page they would be in the way. */
  #drawMargins({ letterhead, options, numberOf }: PageLook): void {
    const frame = frameOf({ letterhead, options });
    const room = footerRoom(frame.sheet, frame.direction);
    this.document.markContent("Artifact", { type: "Pagination" });
    if (this.#page > 1) this.#drawOrnament(letterhead.footer, { ...room, y: footerTop(frame) });
    this.#drawOrnament(numberOf(this.#page), { ...room, y: frame.sheet.height - frame.sheet.margin * 0.6 });
    this.document.endMarkedContent();
  }

  #drawOrnament(text: string, { y, ...room }: Room & { y: number }): void {
    const { paragraph, lines } = layOut([{ text }], room);
    for (const [index, line] of lines.entries()) {
      const top = y + index * room.size * room.leading;
      for (const piece of placeLine(paragraph, line, room)) this.#drawPiece(piece, top, room.size);
    }
  }

  #drawLine({ paragraph, line, y, ...room }: Step & { kind: "line" }): void {
    for (const piece of placeLine(paragraph, line, room)) {
      const { href } = piece.span;
      const parent = href ? this.#linkTo(href) : this.#paragraph();
      if (needsWords(piece.words, lookOf(piece), isRightToLeft(piece)))
        this.#drawWithWords(parent, piece, y, room.size);
      else this.#drawMarked(parent, piece, y, room.size);
      if (href) this.#drawLink(piece, href, y, room.size);
    }
  }

  // For the eye alone: the words beside it say the same.
  #drawBox({ x, y, width, height, colour }: Step & { kind: "box" }): void {
    this.#endLink();
    this.#endMark();
    this.document.markContent("Artifact", { type: "Layout" } as never);
    this.document.save();
    this.document.rect(x, y, width, height).fill(colour);
    this.document.restore();
    this.document.endMarkedContent();
  }

  #drawMarked(element: Element, piece: PlacedPiece, y: number, size: number): void {
    if (this.#mark !== element) {
      this.#endMark();
      element.add(this.document.markStructureContent(element === this.#link?.element ? "Link" : "P"));
      this.#mark = element;
    }
    this.#drawPiece(piece, y, size);
  }

  /**
   * Glyphs that would not be read as what was written bring the words along. Words that run to the right bring them inside the page too, for
   * those who search and copy; readers turn words that run to the left round by themselves, and would turn these round twice.
   */
  #drawWithWords(parent: Element, piece: PlacedPiece, y: number, size: number): void {
    this.#endMark();
    const span = this.document.struct("Span", { actual: piece.words } as never);
    parent.add(span);
    this.document.save();
    this.#turnAxes();
    this.#takeFont(lookOf(piece), size);
    this.document.addContent(`BT /${this.document._font.id} ${size} Tf ET`);
    const words = isRightToLeft(piece) ? {} : { actual: piece.words };
    span.add(this.document.markStructureContent("Span", words));
    this.document.save();
    this.#turnAxes();
    this.#drawPiece(piece, y, size);
    this.document.restore();
    this.document.endMarkedContent();
    this.document.restore();
    span.end();
  }

  // The library measures from the top of a page, and PDF from its foot. Readers place the words by the page's axes and the font in use.
  #turnAxes(): void {
    this.document.transform(1, 0, 0, -1, 0, this.document.page.height);
  }

  #drawPiece(piece: PlacedPiece, y: number, size: number): void {
    const look = lookOf(piece);
    const features = isRightToLeft(piece) ? [RIGHT_TO_LEFT] : [];
    this.#takeFont(look, size);
    const baseline = y + size * 1.1;
    this.document.text(piece.words, piece.x, baseline, {
      lineBreak: false,
      baseline: "alphabetic",
      textWidth: piece.width,
      wordCount: 1,
      features,
    } as never);
  }

  #takeFont(look: Look, size: number): void {
    const name = `${look.family}${look.isBold ? "b" : "r"}`;
    if (!this.#fonts.has(name)) this.document.registerFont(name, fontForPdf(look) as never);
    this.#fonts.add(name);
    this.document.font(name, size);
  }

  #drawLink({ x, width }: PlacedPiece, href: string, y: number, size: number): void {
    this.#endMark();
    const under = y + size * 1.25;
    this.document.markContent("Artifact", { type: "Layout" } as never);
    this.document
      .lineWidth(0.5)
      .moveTo(x, under)
      .lineTo(x + width, under)
      .stroke();
    this.document.endMarkedContent();
    // Strings of a PDF are String objects to the library; plain ones are its names.
    const options = { structParent: this.#link?.element, Contents: Object(href) };
    this.document.link(x, y, width, size * 1.45, href, options);
  }

  #paragraph(): Element {
    this.#endLink();
    const element = this.#open.at(-1);
    if (!element) throw new Error("Words were drawn outside every paragraph.");
    return element;
  }

  #linkTo(href: string): Element {
    if (this.#link?.href === href) return this.#link.element;
    const parent = this.#paragraph();
    this.#endMark();
    const element = this.document.struct("Link");
    parent.add(element);
    this.#link = { element, href };
    return element;
  }

  #endLink(): void {
    if (!this.#link) return;
    this.#endMark();
    this.#link.element.end();
    this.#link = null;
  }

  #endMark(): void {
    if (this.#mark) this.document.endMarkedContent();
    this.#mark = null;
  }
}
