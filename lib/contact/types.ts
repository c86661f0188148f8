import type {
  ContactChannel,
  ContactDirection,
  ContactOutcome,
  ContactParty,
  InterpreterMode,
  MayBeTold,
} from "./schema";

/** A contact as the timeline shows it. Instants are ISO strings. */
export type ContactView = {
  id: string;
  direction: ContactDirection;
  channel: ContactChannel;
  outcome: ContactOutcome;
  at: string;
  minutes: number | null;
  party: ContactParty;
  otherName: string | null;
  otherRelation: string | null;
  mayBeTold: MayBeTold;
  checkedHow: string | null;
  interpreter: {
    language: string;
    mode: InterpreterMode;
    number: string | null;
    startedAt: string | null;
    endedAt: string | null;
  } | null;
  voided: { at: string; by: string; reason: string } | null;
  mayVoid: boolean;
};

/** Somebody named the viewer in a note that they have not said they saw. */
export type MentionRow = {
  id: string;
  at: string;
  by: string;
  text: string;
  case: { reference: string; about: string; zone: string };
};

export type PrivilegedNoteRow = { id: string; at: string; by: string; body: string };
