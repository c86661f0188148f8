import { addMinutes } from "date-fns";
import type { CaseKind, Role } from "@/lib/platform/generated/enums";

/**
 * How many failures within the window block a key, and for how long. A browser in which the account has signed in before is counted by
 * itself (`device`) and by nothing else, so that no stranger can keep its owner out; elsewhere an account is blocked for a minute only.
 */
export const THROTTLES = {
  device: { failures: 5, blockMinutes: 15 },
  pair: { failures: 5, blockMinutes: 15 },
  address: { failures: 30, blockMinutes: 15 },
  account: { failures: 20, blockMinutes: 1 },
} as const;

export type ThrottleKind = keyof typeof THROTTLES;

const WINDOW_MINUTES = 15;

export type ThrottleState = { failures: number; firstAt: Date; blockedUntil: Date | null };

/** The state of a key after one more failure at `now`. A window that has passed, or a block that has ended, starts afresh. */
export function afterFailure(kind: ThrottleKind, state: ThrottleState | null, now: Date): ThrottleState {
  const isCurrent =
    state !== null &&
    addMinutes(state.firstAt, WINDOW_MINUTES) > now &&
    (state.blockedUntil === null || state.blockedUntil > now);
  const failures = isCurrent ? state.failures + 1 : 1;
  const { failures: limit, blockMinutes } = THROTTLES[kind];
  return {
    failures,
    firstAt: isCurrent ? state.firstAt : now,
    blockedUntil: failures >= limit ? addMinutes(now, blockMinutes) : null,
  };
}

/** Whole minutes until every one of these blocks has ended; 0 when none holds. */
export function minutesBlocked(states: { blockedUntil: Date | null }[], now: Date): number {
  const until = Math.max(0, ...states.map(({ blockedUntil }) => blockedUntil?.getTime() ?? 0));
  return Math.max(0, Math.ceil((until - now.getTime()) / 60_000));
}

/** Where to go after signing in: a path of this site, else My day. Refuses what a browser could read as another host. */
export function readNextPath(raw: string | string[] | undefined): string {
  const text = Array.isArray(raw) ? raw[0] : raw;
  if (!text || !URL.canParse(text, NOWHERE)) return "/";
  const { origin, pathname, search } = new URL(text, NOWHERE);
  // Judged after parsing, which may uncover two slashes in a row.
  const isOurs = text.startsWith("/") && origin === NOWHERE && !/^\/(?:[\\/]|%5c|%2f)/i.test(pathname);
  return isOurs && !["/sign-in", "/welcome"].includes(pathname) ? `${pathname}${search}` : "/";
}

const NOWHERE = "http://heard.invalid";

/** What to tell somebody whose sign-in did not succeed. The same words whether or not the account exists. */
export function signInMessage(error: string): string {
  const minutes = /^blocked:(\d{1,3})$/.exec(error)?.[1];
  if (minutes) {
    const wait = minutes === "1" ? "a minute" : `${minutes} minutes`;
    return `Too many tries. Wait ${wait}, then try again, or ask your administrator for a new password.`;
  }
  if (error === "CredentialsSignin")
    return "This e-mail address and password do not fit together. Check both and try again.";
  return "Signing in did not work. Try once more; if it happens again, tell your administrator.";
}

/** A browser and system in two words, from its user agent: enough to recognise one's own. */
export function describeBrowser(userAgent: string): string {
  const browsers: [RegExp, string][] = [
    [/Edg\//, "Edge"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ];
  const systems: [RegExp, string][] = [
    [/iPhone|iPad/, "iOS"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux/, "Linux"],
  ];
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "A browser";
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  return system ? `${browser} on ${system}` : browser;
}

/** Whether a password is the person's own address, in any case, or one character over and over: what is tried first. */
export function isObviousPassword(password: string, email?: string): boolean {
  const [first, ...rest] = password;
  if (rest.every((character) => character === first)) return true;
  return email !== undefined && password.trim().toLowerCase() === email.trim().toLowerCase();
}

export const OBVIOUS_PASSWORD =
  "This is easily guessed: one character repeated, or the address itself. Use a few words in a row.";

/** What a case adds to its owner's load beyond its severity (1 to 3). */
export const EMOTIONAL_WEIGHTS = { harm: 2, grievance: 1, escalated: 1 } as const;

/** `allegesHarm`: harm, abuse or neglect is recorded as alleged. */
export type LoadFacts = { severity: number; kind: CaseKind; isEscalated: boolean; allegesHarm: boolean };

/**
 * What one open case weighs: its severity, and what it asks of whoever carries it. Our own scale: 2 for alleged harm, abuse or neglect,
 * 1 for a grievance, 1 while it is escalated, so that a serious grievance about a fall (6) is no match for three mislaid bills (3).
 */
export function weightOf({ severity, kind, isEscalated, allegesHarm }: LoadFacts): number {
  const { harm, grievance, escalated } = EMOTIONAL_WEIGHTS;
  return severity + (allegesHarm ? harm : 0) + (kind === "grievance" ? grievance : 0) + (isEscalated ? escalated : 0);
}

/** What somebody carries: the weights of their open cases together. */
export function loadOf(cases: readonly LoadFacts[]): number {
  return cases.reduce((sum, one) => sum + weightOf(one), 0);
}

type Bearer = { id: string; load: number };

/** Shares cases out so that the loads come as near to each other as they can: the heaviest first, each to whoever carries least then. */
export function shareOut(
  cases: readonly { id: string; weight: number }[],
  owners: readonly Bearer[],
): Map<string, string> {
  const loads = owners.map((owner) => ({ ...owner }));
  const shares = new Map<string, string>();
  for (const { id, weight } of cases.toSorted((a, b) => b.weight - a.weight)) {
    const lightest = loads.reduce<Bearer | null>(
      (least, each) => (least && least.load <= each.load ? least : each),
      null,
    );
    if (!lightest) break;
    lightest.load += weight;
    shares.set(id, lightest.id);
  }
  return shares;
}

/** Days "yyyy-mm-dd", the first and the last included. Absences that were ended do not belong in any list of these. */
export type AbsenceFacts = { personId: string; fromOn: string; untilOn: string; coverId: string | null };

/** The absence that keeps somebody away on a day; null when they are here. */
export function absenceOn<A extends AbsenceFacts>(personId: string, absences: readonly A[], day: string): A | null {
  return absences.find((each) => each.personId === personId && each.fromOn <= day && day <= each.untilOn) ?? null;
}

/**
 * Who acts for somebody on a day: they themselves when they are here, else their cover, or the cover's cover where that one is away too.
 * Null when the chain ends with somebody who is away without cover, or comes back to where it was: then it is for the supervisors.
 */
export function whoActsFor(personId: string, absences: readonly AbsenceFacts[], day: string): string | null {
  const asked = new Set<string>();
  for (let id: string | null = personId; id !== null; ) {
    if (asked.has(id)) return null;
    asked.add(id);
    const away: AbsenceFacts | null = absenceOn(id, absences, day);
    if (!away) return id;
    id = away.coverId;
  }
  return null;
}

type Candidate = Bearer & { role: Role; away: object | null };

/**
 * Whom to suggest as an owner: the least loaded associate who is here; where none is, the least loaded of all who are here. Supervisors and
 * managers own few cases, so by load alone they would always come first. Only a suggestion: nothing is given to anybody without a click.
 */
export function suggestOwner<C extends Candidate>(colleagues: readonly C[]): C | null {
  const here = colleagues.filter(({ away }) => away === null).toSorted((a, b) => a.load - b.load);
  return here.find(({ role }) => role === "associate") ?? here[0] ?? null;
}
