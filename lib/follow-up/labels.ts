import type { AttemptOutcome, CallListOf, FollowUpState, LimitedRole, PROMISE_FATES, PromiseMoney } from "./schema";

export const ATTEMPT_LABELS: Record<AttemptOutcome, string> = {
  reached: "Reached",
  no_answer: "No answer",
  busy: "Busy",
  wrong_number: "Wrong number",
  message_left: "Message left",
};

export const FOLLOW_UP_STATE_LABELS: Record<FollowUpState, string> = {
  open: "Planned",
  done: "Done",
  cancelled: "Cancelled",
};

export const MONEY_LABELS: Record<PromiseMoney, string> = { refund: "Refund", waiver: "Waiver" };

export const CALL_LIST_LABELS: Record<CallListOf, string> = { mine: "Mine", site: "My site" };

export const LIMIT_LABELS: Record<LimitedRole, string> = {
  associate: "Associate",
  supervisor: "Supervisor",
  manager: "Manager",
};

export const FATE_LABELS: Record<(typeof PROMISE_FATES)[number], string> = {
  kept: "Kept",
  handed_on: "Somebody goes on answering for it",
  withdrawn: "Withdrawn",
};

/** What stands where calls failed. */
export const LETTER_PROPOSED = "Three attempts failed: write a letter";
