/** How the letters of a file are written down. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What may stand between the cells of a line. */
export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * Judges a file piece by piece: UTF-8 or UTF-16 by the mark at its beginning, UTF-16 without one by the empty half of each letter, else UTF-8
 * where all of it is, else the code page that spreadsheets in Western Europe and America use.
 */
export function createEncodingJudge(): { add: (piece: Uint8Array) => void; end: () => Encoding } {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let marked: Encoding | null = null;
  let isUtf8 = true;
  let isFirst = true;
  const tryIt = (piece?: Uint8Array) => {
    try {
      strict.decode(piece, { stream: piece !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  return {
    add(piece) {
      if (isFirst && piece.length > 0) {
        marked = markOf(piece);
        isFirst = false;
      }
      if (!marked && isUtf8) tryIt(piece);
    },
    end() {
      if (marked) return marked;
      if (isUtf8) tryIt();
      return isUtf8 ? "utf-8" : "windows-1252";
    },
  };
}

function markOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const begin = bytes.subarray(0, 64);
  const empty = (from: 0 | 1) => begin.filter((byte, at) => at % 2 === from && byte === 0).length;
  if (begin.length < 8) return null;
  if (empty(1) > begin.length / 4) return "utf-16le";
  return empty(0) > begin.length / 4 ? "utf-16be" : null;
}

/** What stands most often between the cells of the first line, outside of quotation marks. */
export function findDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>();
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if ((letter === "\n" || letter === "\r") && counts.size > 0) break;
    if (DELIMITERS.some((each) => each === letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  const of = (delimiter: string) => counts.get(delimiter) ?? 0;
  return DELIMITERS.reduce((best, each) => (of(each) > of(best) ? each : best));
}
