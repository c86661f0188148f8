import type { CheckInput, Found } from "./check";
import {
  findNames,
  indexWays,
  markOf,
  type NameIndex,
  type NamePlace,
  nameWords,
  plainNormsOf,
  TITLES,
} from "./likeness";
import { NAME_WORDS } from "./name-words";
import type { Prose, Token } from "./prose";

type StaffIndex = { whole: NameIndex; last: ReadonlySet<string> };

const kept = new WeakMap<readonly string[], StaffIndex>();

// Who works at a site stays the same while a letter is written; it is made ready once.
function indexOf(names: readonly string[]): StaffIndex {
  const there = kept.get(names);
  if (there) return there;
  const words = names.map(nameWords).filter(({ length }) => length > 1);
  const lasts = words.flatMap((all) => all.at(-1) ?? []);
  const made = { whole: indexWays(words.flatMap(waysWhole)), last: new Set(lasts) };
  kept.set(names, made);
  return made;
}

/** The whole name, the family name first, or the first and the last word of it. A single word is too little. */
function waysWhole(words: readonly string[]): (readonly string[])[] {
  const [first = "", last = ""] = [words[0], words.at(-1)];
  return [words, [last, ...words.slice(0, -1)], [first, last]];
}

/**
 * Names of staff, where the site does not print them: whole, or the family name behind a title. "Young", "Price" and other names that are
 * words count only where each word is written as a name.
 */
export function checkStaff({ tokens, prose }: Prose, { facts, forbidden }: CheckInput): Found[] {
  if (forbidden.staffNames.length === 0) return [];
  const { whole, last } = indexOf(forbidden.staffNames);
  const own = [facts.patientName, facts.contactPerson?.name ?? "", facts.site.name].map(nameWords);
  const isOwn = (words: readonly string[]) => own.some((name) => words.every((word) => name.includes(word)));
  const places = [...findNames(whole, tokens), ...behindTitles(tokens, last)];
  return withoutParts(places)
    .filter(({ name }) => !isOwn(nameWords(name)))
    .filter((place) => isWrittenAsName(place, tokens))
    .map(({ from, to }): Found => {
      const shown = prose.slice(from, to).replaceAll("\u2060", "");
      return {
        ...{ id: `staff-${markOf(shown)}`, kind: "staff", from, to },
        message: `“${shown}” is a member of staff. Letters of this site name nobody but the contact person: say “the nurse in charge”, or the like.`,
        why: "A name in a letter can follow a person for years, and the answer is the hospital's.",
        source: "The choice of this site for names of staff in letters",
      };
    });
}

/** "Dr Young": the name is the family name alone, the place begins with the title. */
function behindTitles(tokens: readonly Token[], last: ReadonlySet<string>): NamePlace[] {
  const norms = plainNormsOf(tokens);
  return tokens.flatMap(({ from }, at) => {
    const name = norms[at + 1];
    const end = tokens[at + 1];
    return TITLES.has(norms[at] ?? "") && name !== undefined && end && last.has(name)
      ? [{ from, to: end.to, name }]
      : [];
  });
}

/** "Dr Lena Brandt" once, not the name within it again. */
function withoutParts(places: readonly NamePlace[]): NamePlace[] {
  const sorted = places.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let reached = -1;
  return sorted.filter(({ to }) => {
    const isNew = to > reached;
    reached = Math.max(reached, to);
    return isNew;
  });
}

function isWrittenAsName({ from, to, name }: NamePlace, tokens: readonly Token[]): boolean {
  const words = nameWords(name);
  if (!words.some((word) => NAME_WORDS.has(word))) return true;
  const shown = tokens.filter((token) => token.from >= from && token.to <= to).slice(-words.length);
  return shown.every(({ text }) => !/^\p{Ll}/u.test(text));
}
