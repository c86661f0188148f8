import type { PromiseMoney } from "@/lib/platform/generated/enums";
import { findDay } from "./promise-days";
import {
  ADVERBS,
  DEEDS,
  GETS,
  MODALS,
  OPEN_QUESTIONS,
  OTHERS,
  OVERPROMISES,
  PAPERS,
  REPORTS,
  SPEAKERS,
  TELLING,
} from "./promise-words";

export type FoundPromise = {
  /** The sentence, or the part of it that promises. */
  words: string;
  /** "yyyy-mm-dd"; null where none is named, so that one has to be asked for. */
  dueOn: string | null;
  /** An amount as it stands in the text, readable by readAmount; null where there is none. */
  amount: string | null;
  money: PromiseMoney | null;
};

const any = (words: readonly string[]) => `(?:${words.join("|")})`;
const DEED = any(DEEDS);
const MODESTLY = `(?:${any(ADVERBS)} )*`;
const OUR_WORD = "(?:promise|guarantee|assure (?:you|her|him|them)|give (?:you )?(?:my|our) word)";

const CORES = [
  `${any(SPEAKERS)} ?${any(MODALS)} ${MODESTLY}${DEED}`,
  `(?:you|she|he|they|the patient)(?: will| shall|['’]ll) ${MODESTLY}${any(GETS)}`,
  `(?:an?|our|your|the|my) (?:\\w+ )?${PAPERS} (?:will|shall|is going to) (?:be|follow|reach|arrive|come|go)`,
  `(?:can|may|should)? ?expect (?:an?|our|my|to hear|the) (?:${PAPERS}|back|from)`,
  "(?:you|she|he|they|the patient) won['’]t be (?:charged|billed)",
  `(?:I|we) ${OUR_WORD}`,
  "you have (?:my|our) word",
];
/** These promise only as what was told: "I told her we would call", "promised to write". */
const TOLD_CORES = [
  `(?:I|we)(?: would|['’]d) ${MODESTLY}${DEED}`,
  `(?:promised|agreed|undertook) (?:\\w+ ){0,2}?(?:to ${MODESTLY}${DEED}|an? (?:\\w+ )?${PAPERS})`,
];
const CORE = new RegExp(`\\b(?:${[...CORES, ...TOLD_CORES].join("|")})\\b`, "gi");
const TOLD_CORE = /^(?:I|we)(?: would|['’]d) /i;
const PROMISED = /^(?:promised|agreed|undertook) /i;
const HAS_TOLD = new RegExp(`\\b${any(TELLING)}\\b`, "i");
const OTHERS_SAY = new RegExp(`\\b${any(OTHERS)}(?: \\w+)? ${any(REPORTS)}(?: (?:that|me|us))*[,:]? $`, "i");
const OTHERS_BEFORE = new RegExp(`\\b${any(OTHERS)}(?: (?:has|have|had|also))? $`, "i");
const LEFT_OPEN = new RegExp(`\\b${any(OPEN_QUESTIONS)} $`, "i");
// A day that comes first: "By Friday we will call you".
const DAY_FIRST =
  /^(?:(?:and|so|then|but) )?(?:by|on|before|until|within|in|no later than|tomorrow|today|next|this)\b/i;

/**
 * What a text that went out promises: who of us does what, or what they will get, with the day by which and the amount, as far as the
 * words say. Days are counted from `today`, the day on which it was said. Words in quotation marks, quoted lines, questions and what
 * others are reported to have said are not ours, and "we will not" is none. Finds too much rather than too little: a person decides.
 */
export function findPromises(text: string, today: string): FoundPromise[] {
  const found = sentencesOf(withoutQuotes(text)).flatMap((sentence) => readSentence(sentence, today));
  return found.filter(({ words }, index) => found.findIndex((other) => other.words === words) === index);
}

const OVERPROMISE = new RegExp(`\\b(?:${OVERPROMISES.join("|")})`, "gi");

/** Words in a promise that nobody can keep, or not alone, as they stand there: "guarantee", "will be dismissed". */
export function findOverpromises(text: string): string[] {
  return [...new Set([...text.matchAll(OVERPROMISE)].map(([words]) => words.toLowerCase()))];
}

function readSentence(sentence: string, today: string): FoundPromise[] {
  if (sentence.endsWith("?")) return [];
  const cores = [...sentence.matchAll(CORE)].filter((match) => isOurs(match[0], sentence.slice(0, match.index)));
  return cores.map((core, index) => {
    const end = cores[index + 1]?.index ?? sentence.length;
    const before = index === 0 ? sentence.slice(0, core.index) : "";
    const after = sentence.slice(core.index, end);
    const words = tidy(`${before}${after}`);
    const amount = findAmount(after);
    return {
      words,
      dueOn: findDay(after.slice(core[0].length), today) ?? (DAY_FIRST.test(before) ? findDay(before, today) : null),
      amount,
      money: amount === null ? null : moneyOf(after),
    };
  });
}

function isOurs(core: string, before: string): boolean {
  if (LEFT_OPEN.test(before) || OTHERS_SAY.test(before)) return false;
  if (PROMISED.test(core)) return !OTHERS_BEFORE.test(before);
  return !TOLD_CORE.test(core) || HAS_TOLD.test(before);
}

/** A text without what it quotes, kept as long as it was, so that places in it stay. */
export function withoutQuotes(text: string): string {
  const blank = (part: string) => " ".repeat(part.length);
  return text
    .replace(/^[ \t]*>.*$/gm, blank)
    .replace(/^[ \t]*(?:patient|pt|caller|she|he|they)[ \t]*:.*$/gim, blank)
    .replace(/“[^”]{0,2000}”|«[^»]{0,2000}»|„[^“”]{0,2000}[“”]|"[^"\n]*"/g, blank);
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?]["”)]?)\s+(?=[\p{Lu}\d“"(])|\n+|;/u)
    .map((sentence) => sentence.replace(/\s+/gu, " ").trim())
    .filter((sentence) => sentence !== "");
}

function tidy(words: string): string {
  return words
    .trim()
    .replace(/(?:,|\band|\bso|\bthen|\bbut|\s)+$/iu, "")
    .slice(0, 2000);
}

const DIGITS = "\\d+(?:[.,'’]\\d{2,3})*";
const SIGN = "(?:(?:US|AU|A|C|NZ)?\\$|£|€|¥|₹|(?:USD|GBP|EUR|AUD|CAD|NZD|CHF|JPY)(?= ?\\d))";
const AMOUNT = new RegExp(
  `(?<signed>${SIGN} ?${DIGITS})|\\b(?<plain>${DIGITS}) ?(?<code>€|£|USD|GBP|EUR|AUD|CAD|NZD|CHF|JPY|dollars|pounds|euros?|francs|yen)`,
  "u",
);

function findAmount(text: string): string | null {
  const { signed, plain, code } = AMOUNT.exec(text)?.groups ?? {};
  if (signed) return signed;
  if (!plain) return null;
  return code && /^(?:[A-Z]{3}|[€£])$/u.test(code) ? `${plain} ${code}` : plain;
}

function moneyOf(text: string): PromiseMoney {
  return /\b(?:waive|write off|cancel|reduce|not be (?:charged|billed)|remove)/i.test(text) ? "waiver" : "refund";
}
