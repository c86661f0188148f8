import type { LetterLeftOut } from "@/lib/platform/generated/enums";
import type { DraftedClock } from "./rules/drafting";
import type { LetterGap } from "./rules/gate";
import type { WordKind } from "./rules/site-words";
import type { ApologyFault } from "./rules/words";
import type { BODY_FIELDS, LetterKind, LetterLanguage, LetterState, LetterWay } from "./schema";

export const LETTER_KIND_LABELS: Record<LetterKind, string> = {
  acknowledgement: "Acknowledgement",
  update: "Update",
  consent_request: "Request for consent",
  resolution: "Answer",
  change: "You said, we did",
};

/** What a letter is called that was drafted because a time soon runs out. */
export const DRAFTED_LABELS: Record<DraftedClock, string> = { resolve: "Extension letter", update: "Update letter" };

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
  sending: "Being sent",
  sent: "Sent",
  void: "Void",
};

export const LETTER_STATE_TONES: Record<LetterState, "neutral" | "soon" | "met" | "paused" | "kind"> = {
  draft: "neutral",
  for_approval: "soon",
  returned: "soon",
  approved: "met",
  sending: "soon",
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
  blocked: "The checks hold it up",
};

export const BODY_FIELD_LABELS: Record<(typeof BODY_FIELDS)[number], string> = {
  name: "Its name here",
  howToReach: "How to reach it",
};

export const LETTER_WAY_LABELS: Record<LetterWay, string> = {
  post: "By post",
  handed_over: "Handed over",
  told_otherwise: "Told otherwise",
  email: "By e-mail",
  email_own: "By e-mail from elsewhere",
};

export const LETTER_WAY_HINTS: Record<LetterWay, string> = {
  post: "Printed and posted.",
  handed_over: "Printed and put into their hands.",
  told_otherwise: "They decline letters, and had what it says through something that they accept.",
  email: "Heard sends it as a PDF. It counts once the mail server has taken it.",
  email_own: "You sent the PDF yourself, from a mailbox outside of Heard.",
};

/** What the button says that leads to what is next about the letter that a case waits for. */
export const GAP_LABELS: Record<LetterGap["step"], string> = {
  write: "Write the letter",
  finish: "Finish the letter",
  approve: "Open the letter",
  send: "Send the letter",
};

export const WORD_KIND_LABELS: Record<WordKind, string> = {
  jargon: "Jargon",
  apology: "Apologies that are none",
  overpromise: "Too much promised",
  unwanted: "Not said here",
};

export const WORD_KIND_HINTS: Record<WordKind, string> = {
  jargon: "Words of the trade and abbreviations, each with plain words in its place.",
  apology: "Sentences that look like an apology and take nothing on, each with words that own what happened.",
  overpromise: "What nobody can keep, and what can be said instead.",
  unwanted: "Words that this site does not want in its letters, and why.",
};

export const FAULT_LABELS: Record<ApologyFault, string> = {
  feeling: "Sorry for a feeling, not for what happened",
  conditional: "Sorry only if, or for whatever may have been",
  blame: "Blames the patient",
  subjective: "Makes what they told us a mere view",
  exceptional: "Makes it an exception",
  passive: "Does not say who did it",
  but: "Takes it back with an excuse",
};
