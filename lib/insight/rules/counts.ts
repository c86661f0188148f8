const MOST = 999_999_999;
const PLAIN = /^\d+$/;
// Thousands as people write them; a dot may be a decimal point, so it is asked about.
const GROUPED = /^\d{1,3}(?:([,'’\u00A0\u202F ])\d{3})(?:\1\d{3})*$/u;

/** How many there were, as a person or a file says it: "1234", "1,234" or "1 234". Nothing is null. Nought is refused: no rate can be told of it. */
export function readCount(text: string): { value: number | null } | { error: string } {
  const trimmed = text.trim();
  if (trimmed === "") return { value: null };
  if (!PLAIN.test(trimmed) && !GROUPED.test(trimmed)) {
    return { error: "Write a whole number in digits, such as 1234 or 1,234." };
  }
  const value = Number(trimmed.replace(/\D/g, ""));
  if (value === 0) return { error: "Of 0 no rate can be told. Leave it empty where nobody was here." };
  if (value > MOST) return { error: `Write at most ${MOST.toLocaleString("en")}.` };
  return { value };
}

/** What a cell shows, and what was kept when that was begun. */
type Cell = { base: number | null; text: string };

/**
 * A cell once something else is kept. What somebody is still typing stays, and so does what it began from: saving it then tells the
 * difference, and does not put the old value back in silence. It goes on from what it `sent` itself.
 */
export function follow(cell: Cell, kept: number | null, sent: string | null = null): Cell {
  const read = readCount(cell.text);
  const isTyped = "error" in read || (read.value !== cell.base && read.value !== kept);
  if (!isTyped) return { base: kept, text: String(kept ?? "") };
  const own = sent === null ? null : readCount(sent);
  return own && "value" in own && own.value === kept ? { ...cell, base: kept } : cell;
}
