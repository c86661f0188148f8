import { findDay } from "@/lib/follow-up/rules/promise-days";
import type { CheckInput, Found, LetterFacts, RequiredElement } from "./check";
import { areAllAnswered } from "./check-issues";
import { namesDay, writeDay } from "./days-in-text";
import { type Block, readLetter } from "./document";
import { inLine, phrasesOf } from "./element-words";
import { findNames, indexNames, shareOf, stemsIn, stemsOf } from "./likeness";
import { hasPhrase } from "./phrases";
import { type Prose, type Sentence, type Token, tokensOf } from "./prose";
import { languageOf } from "./readability";
import type { ElementId, WordLists } from "./words";

type Looked = {
  prose: Prose;
  input: CheckInput;
  /** Whether words are like those by which the element is known; any are where the language has no list of them. */
  says: (tokens: readonly Token[]) => boolean;
  /** Whether the language has a list of them. */
  isListed: boolean;
  blocks: readonly { block: Block; tokens: Token[] }[];
};

/** Null where it is there; otherwise what is missing, in a sentence of its own where the label does not say it all. */
type Look = (looked: Looked) => null | Missing;
type Missing = { message?: string; isUnknown?: boolean };

const ENOUGH_OF_A_STEP = 0.6;
const MISSING: Missing = {};
const UNKNOWN = "there are no words to look for it by in this language. See for yourself that it is there.";

/** The elements that a pack asks for and that are not in the letter, each with the words of the case that would put it there. */
export function checkElements(prose: Prose, input: CheckInput): Found[] {
  const blocks = blocksOf(prose);
  return input.elements.flatMap((element): Found[] => {
    const phrases = phrasesOf(input.words)[element.id];
    const isListed = phrases.size > 0;
    const says = (tokens: readonly Token[]) => !isListed || hasPhrase(phrases, tokens);
    const missing = LOOKS[element.id]({ prose, input, blocks, says, isListed });
    if (!missing) return [];
    const text = insertionOf(element.id, input);
    return [
      {
        id: `element-${element.id}`,
        kind: "element",
        severity: element.blocks && !missing.isUnknown ? "blocks" : "warns",
        from: null,
        to: null,
        message: missing.message ?? `${element.label}: ${missing.isUnknown ? UNKNOWN : "this is not in the letter."}`,
        why: whyOf(element),
        source: element.basis,
        ...(text !== null && { offer: { label: "Insert it from the case", text } }),
      },
    ];
  });
}

function whyOf({ blocks }: RequiredElement): string {
  return blocks
    ? "A letter without it does not count as the written answer that is asked for here, and cannot be sent."
    : "Letters of this kind are expected to hold it.";
}

const bySentence: Look = ({ prose, says, isListed }) => {
  if (!isListed) return { isUnknown: true };
  return prose.sentences.some(({ tokens }) => says(tokens)) ? null : MISSING;
};

const LOOKS: Record<ElementId, Look> = {
  contact_person: ({ input: { facts }, blocks, says }) => {
    if (!facts.contactPerson) return { message: "No contact person is named, and the case has none. Choose one." };
    const names = nameIndexOf(facts.contactPerson.name);
    return blocks.some(({ tokens }) => says(tokens) && findNames(names, tokens).length > 0) ? null : MISSING;
  },
  steps_taken: ({ prose, input: { facts }, says, isListed }) => {
    const steps = facts.steps.map(stemsOf);
    const tells = ({ tokens }: Sentence) => {
      if (isListed && says(tokens)) return true;
      const stems = stemsIn(tokens);
      return steps.some((step) => shareOf(step, stems) >= ENOUGH_OF_A_STEP);
    };
    return prose.sentences.some(tells) ? null : { isUnknown: !isListed };
  },
  // Where each thing that they raised is answered, that is the result.
  results: (looked) => (areAllAnswered(looked.prose, looked.input) ? null : bySentence(looked)),
  date_completed: (looked) => byDay(looked, looked.input.facts.completedOn, "when the review was completed"),
  date_received: (looked) => byDay(looked, looked.input.facts.receivedOn, "when their concern arrived"),
  date_issued: (looked) => byDay(looked, looked.input.writtenOn, "when this was decided"),
  outside_bodies: ({ prose, input: { facts } }) => {
    if (facts.outsideBodies.length === 0)
      return { message: "No outside body is named, and the site has none on record. Add them to the site." };
    const absent = facts.outsideBodies.filter(
      ({ name }) => findNames(nameIndexOf(withoutArticle(name)), prose.tokens).length === 0,
    );
    if (absent.length > 0) return { message: `Not named in the letter: ${absent.map(({ name }) => name).join("; ")}.` };
    const figures = prose.prose.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
    const unreached = facts.outsideBodies.filter(({ howToReach }) => !isReachedIn(figures, howToReach));
    if (unreached.length > 0)
      return { message: `How to reach them is missing: ${unreached.map(({ name }) => name).join("; ")}.` };
    const untold = facts.outsideBodies.filter((body) => body.howToReach === "" && !isReachedBeside(prose, body));
    if (untold.length === 0) return null;
    return {
      message: `Say how to reach them: ${untold.map(({ name }) => name).join("; ")}. Nobody has said it for this site; an administrator does so under Sites.`,
      isUnknown: true,
    };
  },
  reference: ({ prose, input: { facts } }) =>
    facts.reference !== "" && prose.prose.toLowerCase().includes(facts.reference.toLowerCase()) ? null : MISSING,
  summary: ({ prose, input: { facts }, says, isListed }) => {
    const summaries = facts.issues.map(({ summary }) => stemsOf(summary));
    const tells = ({ tokens }: Sentence) => {
      const stems = stemsIn(tokens);
      return (isListed && says(tokens)) || summaries.some((summary) => shareOf(summary, stems) >= ENOUGH_OF_A_STEP);
    };
    return prose.sentences.some(tells) ? null : MISSING;
  },
  confirmed_or_not: bySentence,
  corrective_action: ({ prose, input: { facts }, says, isListed }) => {
    // What the case itself says has changed is there in whatever words it says it.
    const changes = (facts.changes ?? []).flatMap(({ whatChanged }) =>
      whatChanged.split(/(?<=[.!?])\s+/u).map(stemsOf),
    );
    const tells = ({ tokens }: Sentence) => {
      if (isListed && says(tokens)) return true;
      const stems = stemsIn(tokens);
      return changes.some((change) => shareOf(change, stems) >= ENOUGH_OF_A_STEP);
    };
    if (prose.sentences.some(tells)) return null;
    return isListed ? MISSING : { isUnknown: true };
  },
  next_answer_by: ({ prose, input: { writtenOn, language }, says }) => {
    const hasDay = ({ from, to, tokens }: Sentence) =>
      languageOf(language) === "en"
        ? findDay(prose.prose.slice(from, to), writtenOn) !== null
        : tokens.some(({ norm }) => /\d/u.test(norm));
    return prose.sentences.some((sentence) => says(sentence.tokens) && hasDay(sentence)) ? null : MISSING;
  },
  still_working: bySentence,
  reason_for_delay: bySentence,
  offer_to_discuss: bySentence,
  consent_purpose: bySentence,
  how_to_answer: bySentence,
};

function byDay({ prose, input, says }: Looked, day: string | null, what: string): null | Missing {
  if (day === null) return { message: `The letter does not say ${what}, and the case has no such day yet.` };
  const written = prose.sentences.filter(({ tokens }) => says(tokens));
  const isThere = written.some(({ from, to }) => namesDay(prose.prose.slice(from, to), day, input.language));
  return isThere ? null : MISSING;
}

function nameIndexOf(name: string) {
  const words = tokensOf(name);
  const last = words.at(-1)?.text ?? "";
  const titled =
    words.length > 1 ? ["Mr", "Mrs", "Ms", "Miss", "Dr", "Nurse", "Sister"].map((title) => `${title} ${last}`) : [];
  return indexNames([name, ...titled]);
}

function withoutArticle(name: string): string {
  return name.replace(/\s*\([^)]*\)\s*$/u, "").replace(/^(?:the|el|la|los|las)\s+/iu, "");
}

const DETAIL = /\+?\d[\d\s().-]{5,}\d|[\w.+-]{1,64}@[\w.-]{3,100}|(?:https?:\/\/|www\.)[^\s,;]{3,200}/giu;

// Where a telephone, an address of e-mail or the web is known, one of them must be there.
function isReachedIn(figures: string, howToReach: string): boolean {
  const details = (howToReach.slice(0, 2000).match(DETAIL) ?? [])
    .map((detail) => detail.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase())
    .filter((detail) => detail !== "");
  return details.length === 0 || details.some((detail) => figures.includes(detail));
}

const BESIDE = 300;

/** Whether a phone number, an e-mail address or a web address follows the name of a body. */
function isReachedBeside({ prose, tokens }: Prose, { name }: { name: string }): boolean {
  return findNames(nameIndexOf(withoutArticle(name)), tokens).some(
    ({ to }) => prose.slice(to, to + BESIDE).match(DETAIL) !== null,
  );
}

function blocksOf({ text, tokens }: Prose): { block: Block; tokens: Token[] }[] {
  let at = 0;
  return readLetter(text).blocks.map((block) => {
    const own: Token[] = [];
    while (at < tokens.length && (tokens[at]?.from ?? 0) < block.to) {
      const token = tokens[at];
      if (token && token.from >= block.from) own.push(token);
      at += 1;
    }
    return { block, tokens: own };
  });
}

/** What stands in the place of a missing element, by the facts of the case; null where these do not know it. */
function insertionOf(id: ElementId, { words, facts, language, writtenOn }: CheckInput): string | null {
  const insert = words.elements[id].insert;
  if (insert === null) return null;
  const values = valuesOf(facts, words, { language, writtenOn });
  let isWhole = true;
  const text = insert.replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name];
    if (!value) isWhole = false;
    return value ?? "";
  });
  return isWhole ? text : null;
}

type Writing = { language: string; writtenOn: string };

function valuesOf(
  facts: LetterFacts,
  words: WordLists,
  { language, writtenOn }: Writing,
): Record<string, string | null> {
  const day = (at: string | null) => (at === null ? null : writeDay(at, language));
  const list = (lines: string[]) => (lines.length === 0 ? null : lines.map((line) => `- ${inLine(line)}`).join("\n"));
  const decided = facts.issues.flatMap(({ summary, finding }) =>
    finding ? [`${inLine(summary).replace(/[.]$/u, "")}: ${words.findings[finding]}`] : [],
  );
  const { contactPerson, site } = facts;
  const phone = contactPerson?.phone || site.phone;
  return {
    contact: contactPerson && (phone ? `${contactPerson.name}, ${phone}` : contactPerson.name),
    steps: list(facts.steps),
    results: list(decided),
    ...{ completedOn: day(facts.completedOn), receivedOn: day(facts.receivedOn), writtenOn: day(writtenOn) },
    bodies: list(facts.outsideBodies.map(({ name, howToReach }) => (howToReach ? `${name}: ${howToReach}` : name))),
    reference: facts.reference,
    summaries: list(facts.issues.map(({ summary }) => summary)),
  };
}
