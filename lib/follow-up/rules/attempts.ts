import type { AttemptOutcome, ContactChannel, FollowUpState } from "@/lib/platform/generated/enums";

/** After so many failed attempts a letter is proposed: what hospitals' policies usually ask for before a case counts as unreachable. */
const ATTEMPTS_BEFORE_LETTER = 3;

const SPOKEN: readonly ContactChannel[] = ["phone", "in_person"];

/** Whether it is done by talking to them, so that one tries and may fail. */
export function isSpoken(channel: ContactChannel): boolean {
  return SPOKEN.includes(channel);
}

/** A message left is an attempt that failed: nobody knows whether it was heard. */
export function hasFailed({ outcome }: { outcome: AttemptOutcome }): boolean {
  return outcome !== "reached";
}

type Tried = { channel: ContactChannel; state: FollowUpState; attempts: readonly { outcome: AttemptOutcome }[] };

/** Whether they were not reached often enough to write to them instead. */
export function proposesLetter({ channel, state, attempts }: Tried): boolean {
  return state === "open" && isSpoken(channel) && attempts.filter(hasFailed).length >= ATTEMPTS_BEFORE_LETTER;
}

type Span = { from: number; until: number };

const PARTS: readonly (readonly [RegExp, Span])[] = [
  [/\b(?:early )?mornings?\b|\ba\.?m\.?$/i, { from: 8 * 60, until: 12 * 60 }],
  [/\b(?:lunch ?time|midday|noon)\b/i, { from: 12 * 60, until: 14 * 60 }],
  [/\bafternoons?\b/i, { from: 12 * 60, until: 17 * 60 }],
  [/\bevenings?\b|\bafter work\b/i, { from: 17 * 60, until: 21 * 60 }],
];
const CLOCK = "(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.|p\\.m\\.)?";
const BETWEEN = new RegExp(`${CLOCK} ?(?:-|–|to|and|until) ?${CLOCK}`, "i");
const AFTER = new RegExp(`\\b(?:after|from) ${CLOCK}`, "i");
const BEFORE = new RegExp(`\\b(?:before|until|till|by) ${CLOCK}`, "i");

/**
 * The part of a day, in minutes after midnight, that a best time in words names: "after 5 pm", "9-11", "mornings". Null where it names
 * none that is understood. Hours from 1 to 7 without am or pm are of the afternoon.
 */
export function readBestTime(text: string | null): Span | null {
  if (text === null) return null;
  const between = BETWEEN.exec(text);
  if (between) {
    const until = minutesOf(between.slice(4, 7));
    const from = minutesOf([between[1], between[2], between[3] ?? (isAm(between[6]) ? "am" : undefined)]);
    return from !== null && until !== null && from < until ? { from, until } : null;
  }
  const after = AFTER.exec(text);
  const from = after && minutesOf(after.slice(1, 4));
  if (from !== null) return { from, until: 24 * 60 };
  const before = BEFORE.exec(text);
  const until = before && minutesOf(before.slice(1, 4));
  if (until !== null) return { from: 0, until };
  return PARTS.find(([words]) => words.test(text))?.[1] ?? null;
}

function isAm(half: string | undefined): boolean {
  return half?.toLowerCase().startsWith("a") ?? false;
}

function minutesOf([hours, minutes, half]: (string | undefined)[]): number | null {
  const hour = Number(hours);
  if (hour > 24 || Number(minutes ?? 0) > 59) return null;
  const isAfternoon = half ? half.toLowerCase().startsWith("p") : hour >= 1 && hour <= 7;
  return (isAfternoon && hour < 12 ? hour + 12 : isAm(half) && hour === 12 ? 0 : hour) * 60 + Number(minutes ?? 0);
}

/** Whether now is a good time: `now` in their best time or where none is known, `later` today, `passed` for today. */
export function fitOf(bestTime: string | null, clock: string): "now" | "any" | "later" | "passed" {
  const span = readBestTime(bestTime);
  if (!span) return "any";
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  const at = hours * 60 + minutes;
  if (at < span.from) return "later";
  return at < span.until ? "now" : "passed";
}

const ORDER = { now: 0, any: 1, later: 2, passed: 3 } as const;

type Listed = { id: string; dueOn: string; fit: keyof typeof ORDER };

/** The order of a call list: whose best time is now, then any time, then later today; in each the longest due first. */
export function compareCalls(a: Listed, b: Listed): number {
  return ORDER[a.fit] - ORDER[b.fit] || a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id);
}
