import type { Found, LetterFacts } from "./check";
import { overpromises } from "./check-promises";
import { checkUnwanted } from "./check-unwanted";
import { checkApologies, checkJargon } from "./check-words";
import { readProse } from "./prose";
import { languageOf } from "./readability";
import type { WordKind } from "./site-words";
import type { WordLists } from "./words";

const NO_FACTS: LetterFacts = {
  ...{ reference: "", patientName: "", contactPerson: null, steps: [], completedOn: null, receivedOn: null },
  ...{ issues: [], outsideBodies: [], site: { name: "", address: "", phone: "" } },
};

/** What an entry of the lists finds in a text, as the check of a letter would say it. */
export type TriedWord = {
  id: string;
  list: WordKind;
  phrase: string;
  isOwn: boolean;
  words: string;
  message: string;
  offer: string | null;
};

/** Which entries of the word lists are found in a text: to see before it is saved what a list does. */
export function tryWords(text: string, words: WordLists): TriedWord[] {
  const read = readProse(text);
  const isEnglish = languageOf(words.language) === "en";
  const of = (list: WordKind, found: Found[]) =>
    found.flatMap(({ id, from, to, message, offer, entry }): TriedWord[] =>
      entry && from !== null && to !== null
        ? [
            {
              id: `${list} ${id} ${from}`,
              list,
              ...entry,
              words: text.slice(from, to),
              message,
              offer: offer?.text ?? null,
            },
          ]
        : [],
    );
  return [
    ...of("jargon", checkJargon(read, { words, facts: NO_FACTS })),
    ...of("apology", checkApologies(read, { words })),
    ...of("overpromise", overpromises(read, words, isEnglish)),
    ...of("unwanted", checkUnwanted(read, { words })),
  ];
}
