import { KEY_MAP, type KeyChoice, type KeyName } from "@/lib/shared/keys";

/** Why this cannot be the key for it, as a sentence; null where it can, and where it is to have none. Of two that clash the one further down is told. */
export function whyNotThisKey(name: KeyName, keys: Record<KeyName, string>): string | null {
  const chosen = keys[name];
  if (chosen === "") return null;
  if ([...chosen].length > 1 || !/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(chosen)) {
    return "A key is one letter, digit or sign.";
  }
  const place = KEY_MAP.findIndex((each) => each.name === name);
  const other = KEY_MAP.find((each, index) => index < place && keys[each.name] === chosen);
  return other ? `“${chosen.toUpperCase()}” is already the key for “${other.label}”. Choose another one.` : null;
}

/** What differs from the keys as they are given out: all that is kept. */
export function ownKeys(keys: Record<KeyName, string>): KeyChoice["own"] {
  return Object.fromEntries(KEY_MAP.flatMap(({ name, key }) => (keys[name] === key ? [] : [[name, keys[name]]])));
}

/**
 * How well a line of the palette fits what is typed, from 0 (not at all) to 1: it begins with it, a word of it does, it holds it, or it holds each of
 * its words. Letters that only follow each other somewhere in a line are no fit. `foundBy`: what the server found the line by, however it is written.
 */
export function fitOf(
  typed: string,
  { words, aside, foundBy }: { words: string; aside: string; foundBy: string },
): number {
  const [asked, line] = [plain(typed), plain(words)];
  if (asked === "" || line === asked) return 1;
  if (line.startsWith(asked)) return 0.9;
  if (line.includes(` ${asked}`)) return 0.8;
  if (line.includes(asked)) return 0.7;
  const all = `${line} ${plain(aside)}`;
  const parts = asked.split(" ");
  if (parts.every((part) => all.includes(` ${part}`) || all.startsWith(part))) return 0.6;
  if (parts.every((part) => all.includes(part))) return 0.5;
  return plain(foundBy) === asked ? 0.4 : 0;
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s“”"'’.,:;()·-]+/gu, " ")
    .trim();
}
