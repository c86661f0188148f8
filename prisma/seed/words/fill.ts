import type { Random } from "../random";
import { VOCABULARY, type VocabularyWord } from "./vocabulary";

/** What the slots of one case stand for; a slot keeps its meaning all through the case. */
export type Meanings = Map<string, string>;

// The innermost braces, so that a choice may hold slots.
const SLOT = /\{([^{}]*)\}/gu;

// Where a sentence begins in a text that uses capitals.
const SENTENCE_START = /(?:^|[.!?]\s+|\n)$/u;

/** A text with every slot filled: `{day}`, `{a|b}`, `{name=a|b}`. A slot that begins a sentence gets a capital. */
export function fillSlots(text: string, meanings: Meanings, random: Random): string {
  const isAllSmall = /^\p{Ll}/u.test(text);
  let filled = text;
  while (filled.includes("{")) {
    filled = filled.replace(SLOT, (_, slot: string, at: number, whole: string) => {
      const meaning = meaningOf(slot, meanings, random);
      const isStart = !isAllSmall && SENTENCE_START.test(whole.slice(0, at));
      return isStart ? meaning.charAt(0).toUpperCase() + meaning.slice(1) : meaning;
    });
  }
  return filled;
}

function meaningOf(slot: string, meanings: Meanings, random: Random): string {
  if (slot.includes("|")) return choose(slot, meanings, random);
  const known = meanings.get(slot);
  if (known !== undefined) return known;
  if (!isVocabularyWord(slot)) throw new Error(`No words for the slot {${slot}}.`);
  const meaning = random.pick<string>(VOCABULARY[slot]);
  meanings.set(slot, meaning);
  return meaning;
}

function choose(slot: string, meanings: Meanings, random: Random): string {
  const [, name, choices = slot] = /^(\w+)=(.*)$/su.exec(slot) ?? [];
  const choice = random.pick(choices.split("|"));
  if (name) meanings.set(name, choice);
  return choice;
}

function isVocabularyWord(slot: string): slot is VocabularyWord {
  return slot in VOCABULARY;
}
