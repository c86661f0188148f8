import type { Person } from "@/lib/shared/person";
import type { PromiseStanding } from "./rules/standing";
import type { AttemptOutcome, ContactChannel, FollowUpParty, FollowUpState, PromiseMoney } from "./schema";

export type AttemptRow = { id: string; at: string; by: string; outcome: AttemptOutcome; note: string | null };

/** A follow-up as lists show it. Days are "yyyy-mm-dd", instants ISO strings. */
export type FollowUpRow = {
  id: string;
  state: FollowUpState;
  what: string;
  dueOn: string;
  /** "2 days late", "Due today". */
  due: string;
  isLate: boolean;
  channel: ContactChannel;
  bestTime: string | null;
  /** The name of the language, where one is to be spoken. */
  language: string | null;
  party: FollowUpParty;
  /** Who it is: the patient's name, or the other's. */
  who: string;
  owner: Person & { isGone: boolean };
  attempts: AttemptRow[];
  result: string | null;
  reason: string | null;
  settledBy: string | null;
  settledAt: string | null;
  proposesLetter: boolean;
  mayWork: boolean;
};

/** A call to make, with what one needs on the phone. */
export type CallRow = FollowUpRow & {
  case: { reference: string; about: string; zone: string };
  /** Null where none is on record. */
  phone: string | null;
  needsInterpreter: boolean;
  contactNote: string | null;
  /** Whether this is a good time: in their best time, at any time, later today, or over for today. */
  fit: "now" | "any" | "later" | "passed";
};

export type CallList = { due: CallRow[]; coming: CallRow[]; isCut: boolean };

export type PromiseRow = {
  id: string;
  words: string;
  dueOn: string;
  standing: PromiseStanding;
  isOpen: boolean;
  party: FollowUpParty;
  who: string;
  madeBy: Person;
  madeAt: string;
  owner: Person & { isGone: boolean };
  amount: string | null;
  money: PromiseMoney | null;
  decidedBy: string | null;
  keptOn: string | null;
  keptHow: string | null;
  reason: string | null;
  told: { by: string; via: ContactChannel } | null;
  settledBy: string | null;
  settledAt: string | null;
  /** The day to which it was moved. */
  replacedBy: string | null;
  outlivesCase: boolean;
  zone: string;
  mayWork: boolean;
  mayDecide: boolean;
};

export type ListedPromise = PromiseRow & { case: { reference: string; about: string } };

/** A contact that sounds like a promise which is not in the ledger. */
export type PromiseOffer = {
  contactId: string;
  words: string;
  dueOn: string | null;
  amount: string | null;
  money: PromiseMoney | null;
  whom: "patient" | "other";
  partyName: string | null;
};

/** Whom a follow-up can be with, beside the patient. */
export type PartyChoice = { value: string; label: string };
