const REFERENCE = /\bPR-\d{2}-\d{4,}(?:-\d)?\b/iu;
/** Shorter parts of names are too often words. After a form of address any part tells. */
const LEAST = 4;
const ADDRESSED = /^(?:mr|mrs|ms|miss|mx|dr|prof|sr|sra|señor|señora|don|doña)\.?$/iu;
const WORDS = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*\.?/gu;

/**
 * What would tell who somebody is, in words that are read outside: a reference, or a part of one of these names that stands there as a word
 * with a capital, however the names themselves are written. In the order of the text, each once.
 */
export function tellsWho(text: string, names: string[]): string[] {
  const parts = new Set(names.flatMap((name) => wordsOf(name).map(folded)));
  const words = wordsOf(text);
  const said = words.filter((word, at) => {
    if (!/^\p{Lu}/u.test(word)) return false;
    const isLong = word.length >= LEAST || ADDRESSED.test(words[at - 1] ?? "");
    return isLong && parts.has(folded(word));
  });
  const reference = REFERENCE.exec(text)?.[0];
  return [...new Set([...(reference ? [reference] : []), ...said.map(bare)])];
}

function wordsOf(text: string): string[] {
  return text.normalize("NFC").match(WORDS) ?? [];
}

/** Without the genitive and the full stop that a word may end with. */
function bare(word: string): string {
  return word.replace(/\.$/u, "").replace(/['’]s?$/iu, "");
}

function folded(word: string): string {
  return bare(word).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
