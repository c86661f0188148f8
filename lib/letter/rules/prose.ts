import { type Place, piecesOf, readLetter } from "./document";

/** A word of a text: as it stands there, and as it is compared. */
export type Token = Place & { text: string; norm: string };

export type Sentence = Place & {
  tokens: Token[];
  /** Whether it counts for reading: neither a heading nor a greeting, a name or another line that is no sentence. */
  isRead: boolean;
};

/** A letter as it is checked. Every offset is one of the text that was read, and `prose` is as long as it. */
export type Prose = { text: string; prose: string; sentences: Sentence[]; tokens: Token[] };

/** Stands in for markup inside a word or beside it, so that offsets stay and words stay whole. */
const HIDDEN = "\u2060";
const PREFIX = /^(?:##? +|- +|\d{1,3}\. +)(?=\S)/u;
const SHORT_LINE = 45;
const WORDS_OF_A_LINE = 6;

/** The words of a letter by sentence. Linear in its length. */
export function readProse(text: string): Prose {
  const prose = hideMarks(text);
  const tokens = tokensOf(prose);
  const sentences = readLetter(text).blocks.flatMap(({ kind, from, to }) =>
    piecesBetween(prose, { from, to }, kind !== "paragraph").map((place) => ({
      ...place,
      tokens: [] as Token[],
      isRead: kind !== "heading",
    })),
  );
  let at = 0;
  for (const sentence of sentences) {
    while (at < tokens.length && (tokens[at]?.from ?? 0) < sentence.from) at += 1;
    for (; at < tokens.length && (tokens[at]?.from ?? 0) < sentence.to; at += 1) {
      const token = tokens[at];
      if (token) sentence.tokens.push(token);
    }
    if (isNoSentence(prose, sentence)) sentence.isRead = false;
  }
  return { text, prose, sentences, tokens };
}

function hideMarks(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const prefix = PREFIX.exec(line)?.[0] ?? "";
      let shown = " ".repeat(prefix.length);
      for (const piece of piecesOf(line.slice(prefix.length))) {
        const at = prefix.length + piece.at;
        shown += HIDDEN.repeat(at - shown.length) + piece.shown;
      }
      return shown + HIDDEN.repeat(line.length - shown.length);
    })
    .join("\n");
}

const WORD = /[\p{L}\p{N}\p{M}\u2060]+(?:['’&/-][\p{L}\p{N}\p{M}\u2060]+)*/gu;

/** The words of a text. "don't", "follow-up" and "A&E" are one. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const shown = match[0].replaceAll(HIDDEN, "");
    if (shown === "") return [];
    const lead = match[0].length - match[0].replace(/^\u2060+/u, "").length;
    const trail = match[0].length - match[0].replace(/\u2060+$/u, "").length;
    const from = match.index + lead;
    return [{ text: shown, norm: normOf(shown), from, to: match.index + match[0].length - trail }];
  });
}

// Most words are plain; the rest pay for what they hold.
const PLAIN = /^[\p{ASCII}]*$/u;

/** A word as it is compared: small letters, one kind of apostrophe. */
export function normOf(word: string): string {
  return PLAIN.test(word) ? word.toLowerCase() : word.normalize("NFC").toLowerCase().replaceAll("’", "'");
}

/** A word without its accents too, for names. */
export function plainNormOf(word: string): string {
  return PLAIN.test(word) ? word.toLowerCase() : normOf(word).normalize("NFD").replace(/\p{M}/gu, "");
}

const ENDS = new Set([".", "!", "?", "…"]);
const FULL_ENDS = new Set(["。", "！", "？"]);
const CLOSERS = new Set([..."\"”'’)]»", HIDDEN]);
/** After these a full stop ends no sentence. */
const TITLES = new Set(
  "mr mrs ms dr st prof rev no vs eg ie approx sr sra srta dra d.ª m mme mlle hr fr dhr mevr sig dott dipl ing tel nr art abs".split(
    " ",
  ),
);

/** Sentences of one block: at a full stop, or the like, before white space; and at the ends of lines that are not merely wrapped. */
function piecesBetween(prose: string, { from, to }: Place, isByLine: boolean): Place[] {
  const places: Place[] = [];
  let start = from;
  let lineStart = from;
  const close = (end: number) => {
    const place = trimmed(prose, start, end);
    if (place) places.push(place);
    start = end;
  };
  for (let at = from; at < to; at += 1) {
    const char = prose[at] ?? "";
    if (char === "\n") {
      if (isByLine || at - lineStart < SHORT_LINE) close(at);
      lineStart = at + 1;
    } else if (FULL_ENDS.has(char)) {
      close(at + 1);
    } else if (ENDS.has(char)) {
      const dot = at;
      while (at + 1 < to && ENDS.has(prose[at + 1] ?? "")) at += 1;
      while (at + 1 < to && CLOSERS.has(prose[at + 1] ?? "")) at += 1;
      const isEnd = at + 1 >= to || /\s/u.test(prose[at + 1] ?? "");
      if (isEnd && !(char === "." && isAbbreviated(prose, start, dot, at + 1))) close(at + 1);
    }
  }
  close(to);
  return places;
}

/** Whether a full stop ends a shortened word: a title, an initial, or anything before a small letter. */
function isAbbreviated(prose: string, start: number, dot: number, after: number): boolean {
  let next = after;
  while (next < prose.length && next < after + 3 && /[\s\u2060]/u.test(prose[next] ?? "")) next += 1;
  if (/\p{Ll}/u.test(prose[next] ?? "")) return true;
  let begin = dot;
  while (begin > start && begin > dot - 8 && /[\p{L}.]/u.test(prose[begin - 1] ?? "")) begin -= 1;
  const word = prose.slice(begin, dot);
  if (/^\p{Lu}$/u.test(word)) return word !== "I";
  return TITLES.has(word.toLowerCase().replaceAll(".", ""));
}

function trimmed(prose: string, start: number, end: number): Place | null {
  let [from, to] = [start, end];
  while (from < to && /[\s\u2060]/u.test(prose[from] ?? "")) from += 1;
  while (to > from && /[\s\u2060]/u.test(prose[to - 1] ?? "")) to -= 1;
  return from < to ? { from, to } : null;
}

function isNoSentence(prose: string, { from, to, tokens }: Sentence): boolean {
  if (tokens.length === 0) return true;
  return (
    tokens.length < WORDS_OF_A_LINE && !/[.!?…。！？:;]["”'’)\]»]*$/u.test(prose.slice(Math.max(from, to - 4), to))
  );
}
