import type { ClockKind } from "@/lib/clock/schema";
import type { CaseClock } from "@/lib/clock/types";
import type { CaseKind, CaseState, ContactChannel, LetterLeftOut } from "@/lib/platform/generated/enums";
import type { Person } from "@/lib/shared/person";
import type { Change } from "./rules/compare";
import type { DraftedClock } from "./rules/drafting";
import type { LetterOwed } from "./rules/gate";
import type { SiteWords, WordKind } from "./rules/site-words";
import type { ApologyFault } from "./rules/words";
import type { LetterKind, LetterLanguage, LetterMailState, LetterState, LetterWay, SentHead } from "./schema";

/** A letter in the list of its case. Instants are ISO strings. */
export type LetterRow = {
  id: string;
  kind: LetterKind;
  language: LetterLanguage;
  state: LetterState;
  author: Person;
  savedAt: string;
};

/** That Heard drafted a letter because a time soon runs out. `sendBy` is the last day of it. */
export type Drafted = {
  clock: DraftedClock;
  sendBy: string;
  /** Whether that time still ends then. */
  isNeeded: boolean;
  /** Whether the letter says what Heard wrote and nothing else; `version` is that text. */
  isUntouched: boolean;
  version: number;
};

/**
 * A letter among those of a case; `reference` is that of the case it was written on, which may be merged into the one that is shown, and
 * `trouble` why it has to be sent again, where it does.
 */
export type ListedLetter = LetterRow & {
  reference: string;
  isOfMerged: boolean;
  drafted: Drafted | null;
  toldOf: ToldOf | null;
  trouble: string | null;
};

/**
 * What is known of a letter that tells what changed: whether Heard began it, and nobody has written in it since; the actions it tells of that
 * are not effective by now; and those that are, with the words that are not in it, since somebody was writing it.
 */
export type ToldOf = {
  isHeards: boolean;
  isUntouched: boolean;
  noMore: { id: string; title: string }[];
  toTell: ToTell[];
};

/** `isAnew`: the letter told of it before, in words that were found again since. */
export type ToTell = { id: string; title: string; summary: string; whatChanged: string; isAnew: boolean };

/** A drafted letter that waits for the viewer, or for somebody they cover. */
export type DraftedLetter = {
  id: string;
  state: LetterState;
  reference: string;
  about: string;
  drafted: Drafted;
  isLate: boolean;
  coveredFor: Person | null;
};

/** More time that a letter which went out has told of, and nobody has recorded: what the form begins with. */
export type ExtensionOffer = {
  caseId: string;
  limitId: string;
  clock: ClockKind;
  extension: NonNullable<CaseClock["extension"]>;
  today: string;
  dueOn: string;
  newDay: string;
  given: { amount: number; reason: string; toldVia: ContactChannel; toldOn: string };
};

export type LetterComment = {
  id: string;
  quote: string | null;
  body: string;
  author: Person;
  at: string;
  resolvedBy: Person | null;
};

/** A text that the letter had, newest first; its own text is the first. */
export type LetterVersion = { number: number; author: Person; at: string };

/** Two texts of a letter, word by word. */
export type Comparison = { number: number; at: string; author: Person; changes: Change[] };

/** How a letter went out. `sentOn` is a day, `digest` the mark of its text. */
export type LetterSending = {
  way: LetterWay;
  toldVia: ContactChannel | null;
  sentOn: string;
  addressLines: string[];
  approver: Person;
  sentBy: Person;
  at: string;
  proof: string | null;
  note: string | null;
  digest: string;
  mailedTo: string | null;
};

/** A sending that came back: on which day, and who wrote that down. */
export type ReturnedSending = LetterSending & {
  id: string;
  returnedOn: string;
  returnedReason: string;
  returnedBy: Person;
};

/** The last e-mail of a letter: on its way, or how it ended. `nextAttemptAt` and `lastError` are of one that waits for another try. */
export type LetterMail = {
  id: string;
  address: string;
  askedBy: Person;
  askedAt: string;
  state: LetterMailState;
  reason: string | null;
  attempts: number;
  nextAttemptAt: string | null;
  lastError: string | null;
  /** The mail server is being given it, or has it. */
  isPickedUp: boolean;
};

/** Where a letter can go by e-mail: `refusal` says why it cannot, `cautions` what to know first. */
export type MailTarget = { address: string | null; refusal: string | null; cautions: string[] };

export type LetterDetail = LetterRow & {
  case: { id: string; reference: string; about: string; state: CaseState };
  site: { id: string; name: string; zone: string; hasAddress: boolean };
  /** What stands above and below it. */
  head: SentHead;
  text: string;
  version: number;
  savedBy: Person;
  template: string;
  versions: LetterVersion[];
  comments: LetterComment[];
  voidReason: string | null;
  submitted: { by: Person; at: string } | null;
  decided: { by: Person; at: string } | null;
  /** The sending that stands, with its id. */
  sending: (LetterSending & { id: string }) | null;
  /** What came back, the last first. */
  cameBack: ReturnedSending[];
  mail: LetterMail | null;
  /** Where it is written that word of mouth does not do for whoever declines this letter; null where it does. */
  inWriting: string | null;
  drafted: Drafted | null;
  toldOf: ToldOf | null;
  /** The text that an approver saw last. */
  lookedVersion: number | null;
  /** Waits for somebody else, because the viewer had a hand in it. */
  isOwn: boolean;
  may: {
    save: boolean;
    comment: boolean;
    void: boolean;
    submit: boolean;
    takeBack: boolean;
    decide: boolean;
    return: boolean;
    send: boolean;
    stop: boolean;
    sayCameBack: boolean;
  };
};

/** What the case says by now, as a mark, and what of it is other than when approval was asked for. */
export type FactsNow = { digest: string; changed: string[] };

/** The letter with which they have the answer: how it went to them, on which day, and when the contacts of the case say so. */
export type GivenAnswer = { letterId: string; via: ContactChannel; on: string; at: string };

/** How far the letter with the answer to a case is: what its pack still wants, and what they have. */
export type LetterStanding = { owed: LetterOwed | null; given: GivenAnswer | null };

/** A letter that waits for the viewer's decision. */
export type WaitingLetter = LetterRow & {
  case: { reference: string; about: string };
  submitted: { by: Person; at: string };
  zone: string;
};

/** A template of a site in a list, and what is to be done about it. */
export type TemplateRow = {
  id: string;
  kind: LetterKind;
  language: LetterLanguage;
  caseKind: CaseKind | null;
  version: number;
  owner: Person;
  reviewOn: string;
  isReviewDue: boolean;
  waitsForSignOff: boolean;
};

export type TemplateVersion = {
  id: string;
  number: number;
  by: Person;
  at: string;
  signedOffBy: Person | null;
};

/** A template as it is edited: the site's own, or the one that comes with Heard until the site saves one. */
export type TemplateView = {
  siteId: string;
  kind: LetterKind;
  language: LetterLanguage;
  caseKind: CaseKind | null;
  /** 0: not saved here yet. */
  version: number;
  body: string;
  ownerId: string | null;
  reviewOn: string | null;
  versions: TemplateVersion[];
  /** Whether it is a translation, whether its newest version waits to be signed off, and whether the viewer may do that. */
  isTranslation: boolean;
  toSignOff: { versionId: string; may: boolean } | null;
  keepers: Person[];
  /** The first day that can be chosen for reading it again. */
  earliestReview: string;
  zone: string;
};

export type KeptWord = { phrase: string; offer: string | null; why: string | null; fault: ApologyFault | null };
type ByWhom = { id: string; why: string | null; by: Person; at: string };

/** A word of a list: the site's own, or one that comes with Heard, with who switched it off where somebody did. */
export type WordRow = KeptWord & { own: ByWhom | null; off: ByWhom | null };

/** A page of a word list of a site, and what it needs to try words out. */
export type WordListView = {
  siteId: string;
  language: string;
  kind: WordKind;
  zone: string;
  words: SiteWords;
  rows: WordRow[];
  total: number;
  found: number;
  pages: { shown: number; last: number };
  voided: (KeptWord & {
    isOff: boolean;
    own: ByWhom;
    void: { by: Person | null; at: string | null; reason: string | null };
  })[];
};

/** Whether letters of a site name staff beside the contact person, and who decided so. */
export type NamingView = { siteId: string; namesStaff: boolean; changed: { by: Person; at: string } | null };

/** An approved letter that has not gone out. */
export type OutgoingLetter = {
  id: string;
  kind: LetterKind;
  language: LetterLanguage;
  approvedAt: string | null;
  zone: string;
  case: { reference: string; about: string; owner: Person | null };
  addressee: string;
  hasAddress: boolean;
  /** The batch in whose file its text stands as it was approved. */
  printedIn: string | null;
};

/** Letters that are printed into one file. `done` of `total`; `keptUntil` is a day, null where there is no file. */
export type BatchRow = {
  id: string;
  madeBy: Person;
  madeAt: string;
  state: "waiting" | "printed" | "failed";
  done: number;
  total: number;
  keptUntil: string | null;
  zone: string;
};

export type BatchLetter = {
  entryId: string;
  letterId: string;
  kind: LetterKind;
  reference: string;
  addressee: string;
  leftOut: { leftOut: LetterLeftOut; why: string } | null;
  isPosted: boolean;
  /** It was posted like this and came back. */
  cameBack: boolean;
  proof: string | null;
  hasChanged: boolean;
};

export type BatchDetail = BatchRow & { letters: BatchLetter[] };
