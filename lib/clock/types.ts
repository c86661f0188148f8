import type { ClockKind, Extension, Limit, Pause, PauseReason, Unit } from "./schema";

/**
 * A clock of a case: the limit and the facts, never a count. Plain data with instants as ISO strings, so that it can be stored, sent to a
 * page, or checked from outside.
 */
export type Clock = {
  limit: Limit;
  /** The pack and the place where the limit is written: "US hospital pack 2026-1, A-0122". */
  basis: string;
  startedAt: string;
  /** Goes on after "Started Tue 3 Mar 09:14 ": "when the e-mail arrived, which makes it a grievance". */
  startedBecause: string;
  /** When it was done: the acknowledgement, or the answer. An update has none, it has `heardAt`. */
  metAt: string | null;
  /** When the patient heard from us; each starts the next round of an update that repeats. */
  heardAt: readonly string[];
  /** When the case was over, after which no update is due. */
  endedAt: string | null;
  pauses: readonly Pause[];
  extensions: readonly Extension[];
  pauseReasons: readonly Pick<PauseReason, "id" | "label">[];
};

/** `late`: the time has run out and it is not done. `missed`: it was done, but late. */
export type ClockState = "running" | "paused" | "met" | "late" | "missed";

/** In what a reading counts: days for limits in days or months, minutes for those in hours. */
export type CountedIn = "calendar_days" | "business_days" | "calendar_minutes" | "business_minutes";

/** What a clock shows at one moment. All of it follows from the clock, the calendar and that moment. */
export type ClockReading = {
  limitId: string;
  state: ClockState;
  isPaused: boolean;
  isMet: boolean;
  startedAt: string;
  /** Everything up to and with this instant is in time. While it is paused: as if it went on now. */
  dueAt: string;
  /** The last day, in the site's zone, of a limit in days or months. */
  dueOn: string | null;
  metAt: string | null;
  countedIn: CountedIn;
  /** "Day `elapsed` of `total`": what has been used, without pauses, and what there is, with extensions. */
  elapsed: number;
  total: number;
  remaining: number;
  /** How far past the time, counted as above; may be 0 on a weekend although `state` is late. */
  lateness: number;
  paused: number;
  pausedFor: readonly string[];
  extendedBy: { amount: number; unit: Unit } | null;
};

/** What a list shows of a case's clocks: the one that is due first, or that it stands still. */
export type ClockChip = { clock: ClockKind; dueAt: string; dueSoonAt: string; isPaused: boolean };

/** A clock of a case as its page shows it. */
export type CaseClock = {
  limitId: string;
  clock: ClockKind;
  state: ClockState;
  /** All of it in one sentence after the other; see tellClock. */
  told: string;
  chip: ClockChip | null;
  /** Ended with the case, without having been met. */
  isOver: boolean;
  extension: { unit: Unit; most: number | null; left: number | null; mustTell: boolean; basis: string } | null;
  extensions: {
    id: string;
    amount: string;
    reason: string;
    by: string;
    at: string;
    toldAt: string | null;
    toldVia: string | null;
  }[];
};

/** The clocks of a case, and what the viewer may do about them. */
export type CaseClocks = {
  caseId: string;
  zone: string;
  clocks: CaseClock[];
  pauses: { id: string; reason: string; from: string; until: string | null; by: string }[];
  /** Somebody paused them and nobody has let them go on. */
  isPausedByHand: boolean;
  /** The reasons for which a clock that runs may pause, with what would stand still. */
  reasons: { id: string; label: string; stops: string }[];
  today: string;
  mayChange: boolean;
  /** Whether a contact can confirm the receipt in writing, which this pack asks for and nobody has done. */
  needsWrittenAcknowledgement: boolean;
};

/** How far counting anew got after a calendar changed, and what moved; `moves` null for whoever sees no cases. */
export type Recount = {
  askedAt: string;
  isDone: boolean;
  cases: number;
  done: number;
  zone: string;
  moved: number;
  earlier: number;
  moves: { reference: string; clock: ClockKind; before: string; after: string }[] | null;
};
