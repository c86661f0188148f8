/** Words of one look. A line break inside a paragraph is "\n" in the text. */
export type Span = { text: string; bold?: true; href?: string };

/** Where a block stands in the text that was read: from its first character to the one after its last. */
export type Place = { from: number; to: number };

export type Block = Place &
  (
    | { kind: "heading"; level: 1 | 2; spans: Span[] }
    | { kind: "paragraph"; spans: Span[]; id?: string }
    | { kind: "list"; ordered: boolean; items: Span[][] }
  );

export type LetterDocument = { blocks: Block[] };

const HEADING = /^(##?) +(\S.*)$/u;
const ITEM = /^(?:(-)|\d{1,3}\.) +(\S.*)$/u;
const HREF = /^(?:https:\/\/|mailto:)[^\s()<>"]+$/iu;

/**
 * Reads the text of a letter: headings, lists of one level, bold words, links to web and mail addresses, and paragraphs between blank
 * lines. Whatever else looks like markup, HTML before all, is text like any other, so that nothing written can become code.
 */
export function readLetter(text: string): LetterDocument {
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (const line of linesOf(text)) {
    const read = readLine(line);
    if (read && open && join(open, read, line)) continue;
    open = read;
    if (read) blocks.push(read);
  }
  return { blocks };
}

/** The words of a letter without its markup: a line for each line, a blank line between blocks. */
export function plainText({ blocks }: LetterDocument): string {
  return blocks.map(plainBlock).join("\n\n");
}

/** The words of one block without its markup. */
export function plainBlock(block: Block): string {
  if (block.kind !== "list") return wordsOf(block.spans);
  return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${wordsOf(item)}`).join("\n");
}

function wordsOf(spans: Span[]): string {
  return spans.map(({ text }) => text).join("");
}

type Line = Place & { text: string };

function linesOf(text: string): Line[] {
  let from = 0;
  return text.split("\n").map((line) => {
    const at = from;
    from += line.length + 1;
    const trimmed = line.trimEnd();
    return { text: trimmed, from: at, to: at + trimmed.length };
  });
}

function readLine({ text, from, to }: Line): Block | null {
  if (text.trim() === "") return null;
  const [, marks, title] = HEADING.exec(text) ?? [];
  if (marks && title) return { kind: "heading", level: marks.length === 1 ? 1 : 2, spans: readSpans(title), from, to };
  const [item, dash, words] = ITEM.exec(text) ?? [];
  if (item && words) return { kind: "list", ordered: !dash, items: [readSpans(words)], from, to };
  return { kind: "paragraph", spans: readSpans(text), from, to };
}

// A line goes on with the block before it where both are lines of one paragraph or items of one list.
function join(open: Block, next: Block, { to }: Line): boolean {
  if (open.kind === "paragraph" && next.kind === "paragraph") {
    for (const span of [{ text: "\n" }, ...next.spans]) append(open.spans, span);
  } else if (open.kind === "list" && next.kind === "list" && open.ordered === next.ordered) {
    open.items.push(...next.items);
  } else {
    return false;
  }
  open.to = to;
  return true;
}

/** Markup inside a line: what it hides (its marks) and what it shows, in order. */
export type Piece = { shown: string; at: number; bold?: true; href?: string };

const MARK = /\*\*([^*\n]+)\*\*|\[([^[\]\n]+)\]\(([^()\s]+)\)/gu;

/** The pieces of a line, with the place of the words of each in it. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of line.matchAll(MARK)) {
    const [whole, bold, words, href] = match;
    if (href && !HREF.test(href)) continue;
    if (match.index > done) pieces.push({ shown: line.slice(done, match.index), at: done });
    if (bold) pieces.push({ shown: bold, at: match.index + 2, bold: true });
    else pieces.push({ shown: words ?? "", at: match.index + 1, href: href ?? "" });
    done = match.index + whole.length;
  }
  if (done < line.length) pieces.push({ shown: line.slice(done), at: done });
  return pieces;
}

function readSpans(line: string): Span[] {
  return piecesOf(line).map(({ shown, bold, href }) => ({
    text: shown,
    ...(bold && { bold }),
    ...(href && { href }),
  }));
}

function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && last.bold === span.bold && last.href === span.href) last.text += span.text;
  else spans.push(span);
}
