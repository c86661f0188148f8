import type { CaseOutcome, ContactChannel, Finding, LetterWay, ReporterKind } from "@/lib/platform/generated/enums";
import type { GatedState, LetterNeed } from "./demands";

/** What is done next about a letter that a case waits for, with its id where there is one, and why, in a sentence. */
export type LetterGap = { step: "write" | "finish" | "approve" | "send"; letterId: string | null; sentence: string };

/** The letter that a case needs by its pack. `gap` null: it went out, and says what the case says. */
export type LetterOwed = Pick<LetterNeed, "before" | "basis" | "notOwed"> & { gap: LetterGap | null };

/** An issue as a letter has it, or as the case has it now. */
export type Answered = { id: string; finding: Finding | "partly" | null; answer: string | null };

/** A letter with the answer, as far as the gate looks at it. */
export type AnsweringLetter = {
  id: string;
  state: string;
  /** Who may approve it, after "waits for"; only where it waits. */
  decidedBy: string | null;
  /** How it went out; null where it has not, or came back. */
  sent: {
    /** When that was written down. */
    at: Date;
    way: LetterWay;
    toldVia: ContactChannel | null;
    /** The elements that the pack demands and that it went out without. */
    lacks: string[];
    /** What the case said when it was approved; null where that was not kept. */
    issues: Answered[] | null;
  } | null;
};

export type GateFacts = {
  need: LetterNeed | null;
  reopenedAt: Date | null;
  /** Those that stand, newest first. */
  letters: AnsweringLetter[];
  issues: (Answered & { position: number })[];
};

const WRITTEN: readonly ContactChannel[] = ["letter", "email", "portal"];

/** Whether they have in writing what a letter says: on paper, by e-mail or through the portal. What was read to them on the phone is not. */
export function isInWriting({ way, toldVia }: { way: LetterWay; toldVia: ContactChannel | null }): boolean {
  return way !== "told_otherwise" || (toldVia !== null && WRITTEN.includes(toldVia));
}

/** The newest letter with the answer that went out since the case was last opened, and says what the case says. */
export function answeringLetter(facts: GateFacts): AnsweringLetter | null {
  return facts.letters.find(({ sent }) => sent !== null && whatSpeaksAgainst(sent, facts) === null) ?? null;
}

/** What is still to be done before the answer counts as given; null where a letter went out that holds, or none is needed. */
export function letterGap(facts: GateFacts): LetterGap | null {
  if (facts.need === null || answeringLetter(facts)) return null;
  for (const state of OPEN) {
    const letter = facts.letters.find((each) => each.state === state);
    if (letter) return { ...STEPS[state](letter), letterId: letter.id };
  }
  const last = facts.letters.find(({ sent }) => sent !== null)?.sent;
  const why = last ? whatSpeaksAgainst(last, facts) : null;
  const none = "This needs a letter with the answer, and none has been written. Write it.";
  return { step: "write", letterId: null, sentence: why ? `${why} Write another.` : none };
}

/** Whether an event of a case waits for the letter: what comes after a state that needs it needs it too. */
export function isHeldBy({ before }: Pick<LetterNeed, "before">, to: GatedState): boolean {
  return before.includes(to) || (to === "closed" && before.includes("answered"));
}

/** Why a letter that is needed is not owed here; null where it is. */
export function whyNotOwed(
  { notOwed }: Pick<LetterNeed, "notOwed">,
  { outcome, reporterKind }: { outcome: CaseOutcome | null; reporterKind: ReporterKind },
): string | null {
  const found = notOwed.find(({ when }) => (when === "withdrawn" ? outcome === when : reporterKind === when));
  return found?.because ?? null;
}

// The furthest first. "sending": on its way, and nobody has said yet that it went out.
const OPEN = ["sending", "approved", "for_approval", "returned", "draft"] as const;

const STEPS: Record<(typeof OPEN)[number], (letter: AnsweringLetter) => Omit<LetterGap, "letterId">> = {
  sending: () => ({ step: "send", sentence: "The letter with the answer is on its way. It counts once it went out." }),
  approved: () => ({ step: "send", sentence: "The letter with the answer is approved and has not gone out. Send it." }),
  for_approval: ({ decidedBy }) => ({
    step: "approve",
    sentence: `The letter with the answer waits for ${decidedBy ?? "somebody else"} to approve it.`,
  }),
  returned: () => ({ step: "finish", sentence: "The letter with the answer was returned. Mend it, then ask again." }),
  draft: () => ({ step: "finish", sentence: "The letter with the answer is a draft. Finish it and ask for approval." }),
};

type Sent = NonNullable<AnsweringLetter["sent"]>;

function whatSpeaksAgainst(sent: Sent, { need, reopenedAt, issues }: GateFacts): string | null {
  if (reopenedAt !== null && sent.at < reopenedAt) {
    return "The letter with the answer went out before this case was opened again.";
  }
  if (need?.inWriting && !isInWriting(sent)) {
    return "They were told by word of mouth, and this answer is owed in writing, in a form that they accept.";
  }
  if (need && sent.lacks.length > 0) {
    return `The letter that went out lacks what is asked for here: ${listOf(sent.lacks)}.`;
  }
  const other = sent.issues ? issues.filter((issue) => !says(sent.issues ?? [], issue)) : [];
  if (other.length === 0) return null;
  const named = `issue${other.length > 1 ? "s" : ""} ${listOf(other.map(({ position }) => String(position)))}`;
  return `The letter that went out does not say what the case says of ${named}.`;
}

function says(written: readonly Answered[], { id, finding, answer }: Answered): boolean {
  const own = written.find((each) => each.id === id);
  return own !== undefined && inLetters(own.finding) === inLetters(finding) && own.answer === answer;
}

function inLetters(finding: Answered["finding"]): Answered["finding"] {
  return finding === "partly_upheld" ? "partly" : finding;
}

function listOf(words: string[]): string {
  return new Intl.ListFormat("en").format(words);
}
