import type { LetterState } from "./schema";

/** The states of a letter that has not gone out and is not on its way. */
export const UNSENT: LetterState[] = ["draft", "for_approval", "returned", "approved"];

/** What can happen to a letter. */
export type LetterDeed =
  | ("save" | "submit" | "take_back" | "return" | "approve" | "send" | "void")
  /** By e-mail: given to the mail server, stopped or refused before that has it, taken by it; and what came back. */
  | ("mail" | "stop" | "deliver" | "come_back");

const NOTHING = {
  ...{ save: null, submit: null, take_back: null, return: null, approve: null, send: null, void: null },
  ...{ mail: null, stop: null, deliver: null, come_back: null },
};

/** A text stands still while it is decided on; whoever wrote it takes it back first. What is sent stays as it was sent. */
const TABLE: Record<LetterState, Record<LetterDeed, LetterState | null>> = {
  draft: { ...NOTHING, save: "draft", submit: "for_approval", void: "void" },
  for_approval: { ...NOTHING, take_back: "draft", return: "returned", approve: "approved", void: "void" },
  returned: { ...NOTHING, save: "returned", submit: "for_approval", void: "void" },
  approved: { ...NOTHING, take_back: "draft", send: "sent", mail: "sending", void: "void" },
  sending: { ...NOTHING, stop: "approved", deliver: "sent" },
  sent: { ...NOTHING, come_back: "approved" },
  void: NOTHING,
};

/** The state after a deed, or null where the deed is not allowed. */
export function nextState(state: LetterState, deed: LetterDeed): LetterState | null {
  return TABLE[state][deed];
}
