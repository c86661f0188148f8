import type { LetterLanguage } from "../schema";
import type { LetterFacts } from "./check";
import { dayInWords, SENTENCES } from "./sentences";
import { fillTemplate, type Placeholder } from "./template";

type Change = { summary: string; whatChanged: string };

/** What a letter begins with besides what it is checked against. Days are "YYYY-MM-DD". */
export type ComposeFacts = LetterFacts & {
  addressee: string | null;
  today: string;
  dueOn: string | null;
  changes: (Change & { position: number })[];
};

/** A template with what the case says: no fact that the case does not hold, and a mark where it does not say something yet. */
export function composeLetter(body: string, facts: ComposeFacts, language: LetterLanguage): string {
  return fillTemplate(body, valuesOf(facts, language)).trim();
}

function valuesOf(facts: ComposeFacts, language: LetterLanguage): Record<Placeholder, string | null> {
  const { contactPerson, site } = facts;
  const phrases = SENTENCES[language];
  const day = (on: string | null) => (on === null ? null : dayInWords(on, language));
  return {
    addressee: facts.addressee,
    patient: facts.patientName || null,
    reference: facts.reference,
    received_on: day(facts.receivedOn),
    today: day(facts.today),
    ...{ site: site.name, site_address: site.address || null, site_phone: site.phone || null },
    contact:
      contactPerson && phrases.person(contactPerson.name, site.name, contactPerson.phone ?? (site.phone || null)),
    issues: bullets(facts.issues.map(({ summary }) => oneLine(summary))),
    answers: facts.issues.map((issue) => answerOf(issue, language)).join("\n\n") || null,
    steps: bullets(facts.steps),
    completed_on: day(facts.completedOn),
    due_on: day(facts.dueOn),
    outside_bodies: bullets(
      facts.outsideBodies.map(({ name, howToReach }) => (howToReach ? `${name}: ${oneLine(howToReach)}` : name)),
    ),
    changes: facts.changes.map((change) => changeBlock(change, language)).join("\n\n") || null,
  };
}

/** The paragraph of one change: what they raised, and what came of it. */
export function changeBlock({ summary, whatChanged }: Change, language: LetterLanguage): string {
  return `## ${oneLine(summary)}\n\n${SENTENCES[language].changed} ${whatChanged.trim()}`;
}

/** Whether a letter says in these words what came of it, wherever its lines break. */
export function tellsChange(text: string, whatChanged: string): boolean {
  return oneLine(text).includes(oneLine(whatChanged));
}

/** The paragraph of one issue: what they raised, the finding, the answer. What is not decided yet leaves a mark. */
function answerOf(issue: LetterFacts["issues"][number], language: LetterLanguage): string {
  const finding = issue.finding ? SENTENCES[language].findings[issue.finding] : `{{finding ${issue.position}}}`;
  const answer = issue.answer?.trim() || `{{answer ${issue.position}}}`;
  return `## ${issue.position}. ${oneLine(issue.summary)}\n\n${finding}\n\n${answer}`;
}

function bullets(lines: string[]): string | null {
  return lines.length === 0 ? null : lines.map((line) => `- ${line}`).join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
