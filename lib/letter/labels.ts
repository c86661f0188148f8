import type { LetterLeftOut } from "@/lib/platform/generated/enums";
import type { LetterKind, LetterLanguage, LetterState, LetterWay } from "./schema";

export const LETTER_KIND_LABELS: Record<LetterKind, string> = {
  acknowledgement: "Acknowledgement",
  update: "Update",
  consent_request: "Request for consent",
  resolution: "Answer",
  change: "You said, we did",
};

export const LETTER_KIND_HINTS: Record<LetterKind, string> = {
  acknowledgement: "It arrived, who has it, and what happens next.",
  update: "We are still working on it, and when they hear again.",
  consent_request: "Somebody speaks for the patient, who has to agree first.",
  resolution: "What was looked into, what was found, and where else they can turn.",
  change: "What changed because they told us.",
};

export const LETTER_STATE_LABELS: Record<LetterState, string> = {
  draft: "Draft",
  for_approval: "Waits for approval",
  returned: "Returned",
  approved: "Approved",
  sent: "Sent",
  void: "Void",
};

export const LETTER_STATE_TONES: Record<LetterState, "neutral" | "soon" | "met" | "paused" | "kind"> = {
  draft: "neutral",
  for_approval: "soon",
  returned: "soon",
  approved: "met",
  sent: "met",
  void: "paused",
};

export const LETTER_LANGUAGE_LABELS: Record<LetterLanguage, string> = { en: "English", es: "Spanish" };

/** Why a letter is not in the file of its batch. */
export const LEFT_OUT_LABELS: Record<LetterLeftOut, string> = {
  not_approved: "Not approved any more",
  case_changed: "The case has changed",
  may_not_be_told: "May they be told?",
  no_address: "No address",
  unprintable: "Cannot be printed",
};

export const LETTER_WAY_LABELS: Record<LetterWay, string> = {
  post: "By post",
  handed_over: "Handed over",
  told_otherwise: "Told otherwise",
};

export const LETTER_WAY_HINTS: Record<LetterWay, string> = {
  post: "Printed and posted.",
  handed_over: "Printed and put into their hands.",
  told_otherwise: "They decline letters, and had what it says through something that they accept.",
};
