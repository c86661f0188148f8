const REFERENCE = /\bPR-\d{2}-\d{4,}(?:-\d)?\b/iu;
/** Shorter ones are too often words. */
const LEAST = 4;

/**
 * What would tell who somebody is, in words that are read outside: a reference, one of these names as a whole, or the last part of one as a
 * word of its own with a capital. In the order of the names, each once.
 */
export function tellsWho(text: string, names: string[]): string[] {
  const reference = REFERENCE.exec(text)?.[0];
  const said = names.flatMap((name) => {
    const parts = name.trim().split(/\s+/u);
    const last = parts.at(-1) ?? "";
    const isWhole = parts.length > 1 && holds(text.toLowerCase(), parts.join(" ").toLowerCase());
    if (isWhole) return [parts.join(" ")];
    return last.length >= LEAST && /^\p{Lu}/u.test(last) && holds(text, last) ? [last] : [];
  });
  return [...new Set([...(reference ? [reference] : []), ...said])];
}

function holds(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.slice(0, at).at(-1) ?? " ", text[at + word.length] ?? " "];
    if (![before, after].some((letter) => /[\p{L}\p{N}]/u.test(letter))) return true;
  }
  return false;
}
