import { findOverpromises, findPromises, withoutQuotes } from "@/lib/follow-up/rules/find-promises";
import type { CheckInput, Found, LetterFinding } from "./check";
import { findNames, indexNames, markOf } from "./likeness";
import { findPhrases, indexPhrases, type PhraseIndex } from "./phrases";
import { type Prose, tokensOf } from "./prose";
import { languageOf } from "./readability";
import type { Overpromise, WordLists } from "./words";

const PROMISE_WHY =
  "What a letter promises is counted on. A promise without a person and a day is the one that nobody keeps.";
const PROMISE_SOURCE =
  "Federal inspection reports under 42 CFR 482.13(a)(2): acknowledged at once, a follow-up promised, and nothing until business day 27";
const OVER_WHY = "Nobody can keep this, or not alone. When it fails, the letter itself becomes the next complaint.";
const OVER_SOURCE = "The promise rules of this site, which every text that goes out is checked by";

/** A person who does it: the writer, somebody with a role, or a name. "We" and "somebody" are nobody. */
const OWNER =
  /\b(?:I|I['’](?:ll|m)|my|(?:our|the|your) (?:\w+ )?(?:manager|supervisor|matron|consultant|doctor|director|nurse|sister|surgeon|physician|therapist|pharmacist|advocate|officer|coordinator|lead|head)|(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sister|Matron|Nurse)\.? \p{Lu})/u;

/** Promises without a person or a day, and words that promise what nobody can keep. The finder of promises reads English. */
export function checkPromises(read: Prose, input: CheckInput): Found[] {
  const isEnglish = languageOf(input.language) === "en";
  return [...(isEnglish ? openPromises(read, input) : []), ...overpromises(read, input.words, isEnglish)];
}

function openPromises({ prose }: Prose, { writtenOn, facts }: CheckInput): Found[] {
  const spoken = withoutQuotes(prose.replaceAll("\u2060", " "));
  const flat = flatten(spoken);
  const contact = indexNames(facts.contactPerson ? [facts.contactPerson.name] : []);
  let after = 0;
  return findPromises(spoken, writtenOn).flatMap(({ words, dueOn }): Found[] => {
    const hasOwner = OWNER.test(words) || findNames(contact, tokensOf(words)).length > 0;
    if (dueOn !== null && hasOwner) return [];
    const at = flat.text.indexOf(words, after);
    if (at !== -1) after = at + 1;
    const [from, to] =
      at === -1 ? [null, null] : [flat.places[at] ?? null, (flat.places[at + words.length - 1] ?? -1) + 1];
    const lacks = [...(hasOwner ? [] : ["who does it"]), ...(dueOn === null ? ["by which day"] : [])].join(" and ");
    return [
      {
        ...{ id: `promise-${markOf(words)}`, kind: "promise", from, to: from === null ? null : to },
        ...{ message: `This promises something and does not say ${lacks}.`, why: PROMISE_WHY, source: PROMISE_SOURCE },
      },
    ];
  });
}

/** A text with its white space as the finder of promises returns it, and the place of each character of it. */
function flatten(text: string): { text: string; places: number[] } {
  const places: number[] = [];
  const flat = text.replace(/\s+|\S+/gu, (part: string, at: number) => {
    const shown = part.trim() === "" ? " " : part;
    for (let unit = 0; unit < shown.length; unit += 1) places.push(at + unit);
    return shown;
  });
  return { text: flat, places };
}

const ready = new WeakMap<readonly Overpromise[], PhraseIndex<Overpromise>>();

function overIndexOf(list: readonly Overpromise[]): PhraseIndex<Overpromise> {
  const there = ready.get(list);
  if (there) return there;
  const made = indexPhrases(list, ({ phrase }) => phrase);
  ready.set(list, made);
  return made;
}

const DENIED = new Set(["cannot", "can't", "not", "no", "never", "unable", "without", "won't", "couldn't"]);

/** Words that promise what nobody can keep, by the list and, in English, by the finder of promises. */
export function overpromises(
  { prose, sentences }: Prose,
  { overpromises: list }: WordLists,
  isEnglish: boolean,
): Found[] {
  const index = overIndexOf(list);
  return sentences.flatMap((sentence) => {
    const { tokens } = sentence;
    const isDenied = (from: number) => {
      const at = tokens.findIndex((token) => token.to > from);
      return tokens.slice(Math.max(0, at - 3), at).some(({ norm }) => DENIED.has(norm));
    };
    const own = findPhrases(index, tokens).map(({ from, to, entry }) => ({
      ...{ from, to, offer: entry.offer, advice: entry.advice },
      entry: { phrase: entry.phrase, isOwn: entry.isOwn === true },
    }));
    const known = isEnglish ? knownIn(prose.slice(sentence.from, sentence.to), sentence.from) : [];
    const all: Over[] = [
      ...own,
      ...known.filter((each) => !own.some((other) => other.from < each.to && each.from < other.to)),
    ];
    return all
      .filter(({ from }) => !isDenied(from))
      .map(({ from, to, offer, advice, entry }): Found => {
        const words = prose.slice(from, to);
        return {
          ...{ id: `promise-over-${markOf(words)}`, kind: "promise", from, to, why: OVER_WHY, source: OVER_SOURCE },
          message: `“${words}” promises more than one can keep${advice ? `: ${advice}` : ""}.`,
          ...(entry && { entry }),
          ...(offer && { offer: { label: "Say it so instead", text: offer } }),
        };
      });
  });
}

type Over = { from: number; to: number; offer: string | null; advice?: string; entry?: LetterFinding["entry"] };

function knownIn(words: string, start: number): Over[] {
  const small = words.toLowerCase();
  // What changes its length in small letters cannot be placed.
  if (small.length !== words.length) return [];
  return findOverpromises(words).flatMap((found) => {
    const at = small.indexOf(found);
    return at === -1 ? [] : [{ from: start + at, to: start + at + found.length, offer: null }];
  });
}
