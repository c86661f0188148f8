import type { CaseKind, ContactChannel, LetterLeftOut } from "@/lib/platform/generated/enums";
import type { Person } from "@/lib/shared/person";
import type { Change } from "./rules/compare";
import type { LetterKind, LetterLanguage, LetterState, LetterWay, SentHead } from "./schema";

/** A letter in the list of its case. Instants are ISO strings. */
export type LetterRow = {
  id: string;
  kind: LetterKind;
  language: LetterLanguage;
  state: LetterState;
  author: Person;
  savedAt: string;
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
};

export type LetterDetail = LetterRow & {
  case: { id: string; reference: string; about: string };
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
  sending: LetterSending | null;
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
  };
};

/** What the case says by now, as a mark, and what of it is other than when approval was asked for. */
export type FactsNow = { digest: string; changed: string[] };

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
  proof: string | null;
  hasChanged: boolean;
};

export type BatchDetail = BatchRow & { letters: BatchLetter[] };
