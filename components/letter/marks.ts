/** The marks of a letter that a button or a key puts in. */
export type Mark = "heading" | "subheading" | "bullets" | "numbers" | "bold" | "link";

const PREFIXES: Partial<Record<Mark, string>> = { heading: "# ", subheading: "## ", bullets: "- ", numbers: "1. " };
const ANY_PREFIX = /^(?:##? |- |\d{1,3}\. )/u;

/** Puts a mark where the cursor is, or takes it off again, as typing would, so that undo goes on working. */
export function applyMark(box: HTMLTextAreaElement, mark: Mark): void {
  const prefix = PREFIXES[mark];
  box.focus();
  if (prefix === undefined) wrap(box, mark === "bold" ? ["**", "**"] : ["[", "](https://)"]);
  else markLines(box, mark, prefix);
}

/** Replaces a range of the text as typing would. */
export function typeInto(
  box: HTMLTextAreaElement,
  { from, to, text }: { from: number; to: number; text: string },
): void {
  box.focus();
  box.setSelectionRange(from, to);
  // The only way in which a browser lets its own undo take a change back; where it does not, the text is set all the same.
  const isTyped = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (isTyped) return;
  box.setRangeText(text, from, to, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function wrap(box: HTMLTextAreaElement, [open, close]: [string, string]): void {
  const { selectionStart: from, selectionEnd: to, value } = box;
  const chosen = value.slice(from, to);
  const isMarked = value.slice(from - open.length, from) === open && value.slice(to, to + close.length) === close;
  if (isMarked) {
    typeInto(box, { from: from - open.length, to: to + close.length, text: chosen });
    box.setSelectionRange(from - open.length, to - open.length);
    return;
  }
  typeInto(box, { from, to, text: `${open}${chosen}${close}` });
  if (close.startsWith("](") && chosen) {
    // On the address, which comes next.
    const at = from + open.length + chosen.length + 2;
    box.setSelectionRange(at, at + "https://".length);
  } else {
    box.setSelectionRange(from + open.length, from + open.length + chosen.length);
  }
}

function markLines(box: HTMLTextAreaElement, mark: Mark, prefix: string): void {
  const { value } = box;
  const from = value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const end = value.indexOf("\n", box.selectionEnd);
  const to = end === -1 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const isMarked = lines.every((line) => line.match(ANY_PREFIX)?.[0].replace(/\d+/u, "1") === prefix);
  const text = lines.map((line, index) =>
    remark(line, { isMarked, prefix, number: mark === "numbers" ? index + 1 : null }),
  );
  typeInto(box, { from, to, text: text.join("\n") });
  box.setSelectionRange(from, from + text.join("\n").length);
  if (lines.length === 1) box.setSelectionRange(from + (text[0] ?? "").length, from + (text[0] ?? "").length);
}

function remark(
  line: string,
  { isMarked, prefix, number }: { isMarked: boolean; prefix: string; number: number | null },
) {
  const bare = line.replace(ANY_PREFIX, "");
  if (isMarked) return bare;
  return `${number === null ? prefix : `${number}. `}${bare}`;
}

/** The mark that a key stands for: ⌘B, ⌘K, and with Shift 7 and 8 for lists; with Alt 1 and 2 for headings. */
export function markOfKey(event: KeyboardEvent): Mark | null {
  if (!(event.ctrlKey || event.metaKey) || event.isComposing) return null;
  if (event.altKey) return BY_ALT[event.code] ?? null;
  if (event.shiftKey) return BY_SHIFT[event.code] ?? null;
  return BY_KEY[event.key.toLowerCase()] ?? null;
}

const BY_ALT: Record<string, Mark> = { Digit1: "heading", Digit2: "subheading" };
const BY_SHIFT: Record<string, Mark> = { Digit7: "numbers", Digit8: "bullets" };
const BY_KEY: Record<string, Mark> = { b: "bold", k: "link" };
