import type { CheckInput, Found, LetterIssue } from "./check";
import { plainBlock, readLetter } from "./document";
import { inLine, phrasesOf } from "./element-words";
import { shareOf, stemsOf } from "./likeness";
import { hasPhrase } from "./phrases";
import { type Prose, tokensOf } from "./prose";
import { languageOf } from "./readability";

const SAME_SUMMARY = 0.5;
const PART_OF_ANSWER = 0.35;
const SAME_ANSWER = 0.6;

const WHY =
  "Each thing that a person raised is looked into, and answered by itself. A letter that passes one over reads as if nobody had listened.";
const SOURCE =
  "Federal inspection reports under 42 CFR 482.13(a)(2) cite letters that did not answer all of the complainant's issues; HCAT counts 1.94 problems a letter";

/** A passage that may answer an issue: a paragraph or a list, with the heading over it. */
type Passage = { heading: Set<string>; number: number | null; words: Set<string>; isAnswer: boolean };

/** The issues of the case that no paragraph of their own answers. */
export function checkIssues(prose: Prose, input: CheckInput): Found[] {
  const { facts, words } = input;
  const answered = answeredIn(prose, input);
  return facts.issues.flatMap((issue, index): Found[] => {
    if (answered.has(index)) return [];
    const text = paragraphOf(issue, words);
    const name = `Concern ${issue.position}, “${shortened(inLine(issue.summary))}”,`;
    return [
      {
        id: `issue-${issue.id}`,
        kind: "issue",
        from: null,
        to: null,
        message: text ? `${name} has no paragraph.` : `${name} has no paragraph, and the case has no answer to it yet.`,
        why: WHY,
        source: SOURCE,
        ...(text && { offer: { label: "Insert its paragraph", text } }),
      },
    ];
  });
}

/** Whether the case has issues, and the letter a paragraph for each. */
export function areAllAnswered(prose: Prose, input: CheckInput): boolean {
  return input.facts.issues.length > 0 && answeredIn(prose, input).size === input.facts.issues.length;
}

function answeredIn(prose: Prose, { facts, words, language }: CheckInput): Set<number> {
  const passages = passagesOf(prose, words);
  return pair(
    facts.issues.map((issue) => {
      const alike = passagesFor(issue, passages);
      // A letter in another language than the case shares no words with it: there the number over a paragraph has to do.
      return alike.length > 0 || languageOf(language) === "en" ? alike : numberedFor(issue, passages);
    }),
  );
}

/** The paragraph of an issue by the case: what they raised as a heading, what was found, and the answer. Null without either. */
function paragraphOf({ summary, finding, answer }: LetterIssue, words: CheckInput["words"]): string | null {
  if (!answer && !finding) return null;
  const said = [finding ? words.findings[finding] : null, answer?.trim()].filter(Boolean).join(" ");
  return `## ${inLine(summary)}\n\n${said}`;
}

function passagesOf({ text }: Prose, words: CheckInput["words"]): Passage[] {
  const { results, corrective_action: action } = phrasesOf(words);
  let heading = new Set<string>();
  let number: number | null = null;
  return readLetter(text).blocks.flatMap((block): Passage[] => {
    const plain = plainBlock(block);
    if (block.kind === "heading") {
      heading = stemsOf(plain);
      number = Number(/^\d{1,3}(?=[.):])/u.exec(plain)?.[0] ?? Number.NaN);
      return [];
    }
    const tokens = tokensOf(plain);
    return [
      { heading, number, words: stemsOf(plain), isAnswer: hasPhrase(results, tokens) || hasPhrase(action, tokens) },
    ];
  });
}

function numberedFor({ position }: LetterIssue, passages: readonly Passage[]): number[] {
  return passages.flatMap(({ number }, index) => (number === position ? [index] : []));
}

function passagesFor({ summary, answer }: LetterIssue, passages: readonly Passage[]): number[] {
  const [raised, answered] = [stemsOf(summary), stemsOf(answer ?? "")];
  return passages.flatMap(({ heading, words, isAnswer }, index) => {
    const answerShare = shareOf(answered, words);
    if (answerShare >= SAME_ANSWER) return [index];
    const isAbout = shareOf(raised, words) >= SAME_SUMMARY || shareOf(raised, heading) >= SAME_SUMMARY;
    return isAbout && (isAnswer || answerShare >= PART_OF_ANSWER) ? [index] : [];
  });
}

/** The issues that get a passage of their own, when passages are given out as well as can be (augmenting paths). */
function pair(answering: readonly (readonly number[])[]): Set<number> {
  const holder = new Map<number, number>();
  const place = (issue: number, tried: Set<number>): boolean => {
    for (const passage of answering[issue] ?? []) {
      if (tried.has(passage)) continue;
      tried.add(passage);
      const other = holder.get(passage);
      if (other === undefined || place(other, tried)) {
        holder.set(passage, issue);
        return true;
      }
    }
    return false;
  };
  for (const issue of answering.keys()) place(issue, new Set());
  return new Set(holder.values());
}

const LONGEST_NAME = 80;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME).join("").trimEnd()}…` : text;
}
