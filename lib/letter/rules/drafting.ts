import type { LetterLanguage } from "../schema";
import type { LetterDemands } from "./demands";
import { plainBlock, readLetter } from "./document";

const DAY_MS = 86_400_000;

/** The clocks before whose end a letter is drafted. */
export type DraftedClock = "update" | "resolve";

export function isDrafted(clock: string): clock is DraftedClock {
  return clock === "update" || clock === "resolve";
}

/** So long after a time ran out its letter is drafted all the same, since it is owed the more: a worker may have stood still meanwhile. */
const OVERDUE_MS = 3 * DAY_MS;

type Running = { startedAt: Date; dueAt: Date };

/** When a letter is drafted for a time that runs: as early as the pack says, and never in the first half of it. */
export function draftFrom({ startedAt, dueAt }: Running, daysBefore: number): Date {
  const early = dueAt.getTime() - daysBefore * DAY_MS;
  return new Date(Math.max(early, (startedAt.getTime() + dueAt.getTime()) / 2));
}

/** Whether it makes sense no more. */
export function isTooLateToDraft(dueAt: Date, now: Date): boolean {
  return now.getTime() > dueAt.getTime() + OVERDUE_MS;
}

type Kept = Running & { isOpen: boolean; isPaused: boolean };

/**
 * When it is looked at first whether a letter is to be drafted for a clock: as early as the pack says for any kind of case, since the
 * kind may change until then. Null: never.
 */
export function firstDraftAt(
  { letterDrafts }: Pick<LetterDemands, "letterDrafts">,
  { clock, isOpen, isPaused, ...running }: Kept & { clock: string },
  now: Date,
): Date | null {
  if (!isOpen || isPaused || isTooLateToDraft(running.dueAt, now)) return null;
  const days = letterDrafts.filter((each) => each.clock === clock).map(({ daysBefore }) => daysBefore);
  if (days.length === 0) return null;
  // Not in the past, since nobody was late to look at what nobody knew of.
  return new Date(Math.max(draftFrom(running, Math.max(...days)).getTime(), now.getTime()));
}

type Gap = { heading: string; mark: string };

/** What a person alone can say, for which a drafted letter leaves a gap. */
export const GAPS: Record<LetterLanguage, Record<DraftedClock, Gap>> = {
  en: {
    resolve: { heading: "Why it takes longer", mark: "{{why it takes longer}}" },
    update: { heading: "How it stands", mark: "{{how it stands}}" },
  },
  es: {
    resolve: { heading: "Por qué tarda más", mark: "{{por qué tarda más}}" },
    update: { heading: "Cómo va", mark: "{{cómo va}}" },
  },
};

/** A letter with the gap that a person fills: after how it begins, as a part of its own. */
export function withGap(text: string, { heading, mark }: Gap): string {
  const part = `# ${heading}\n\n${mark}`;
  const [first] = readLetter(text).blocks.filter(({ kind }) => kind === "heading");
  if (first) return `${text.slice(0, first.from)}${part}\n\n${text.slice(first.from)}`;
  const last = readLetter(text).blocks.at(-1);
  return last ? `${text.slice(0, last.from)}${part}\n\n${text.slice(last.from)}` : part;
}

/** What a person wrote into the gap; null where the letter has none, or none that is filled. */
export function reasonIn(text: string, language: LetterLanguage): string | null {
  const { heading, mark } = GAPS[language].resolve;
  const { blocks } = readLetter(text);
  const at = blocks.findIndex((block) => block.kind === "heading" && plainBlock(block).trim() === heading);
  if (at === -1) return null;
  const rest = blocks.slice(at + 1);
  const end = rest.findIndex(({ kind }) => kind === "heading");
  const words = rest.slice(0, end === -1 ? rest.length : end).map(plainBlock);
  const reason = words.join("\n\n").trim();
  return reason === "" || reason.includes(mark) ? null : reason;
}
