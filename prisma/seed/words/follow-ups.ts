import type { AttemptOutcome, ContactChannel } from "@/lib/platform/generated/enums";

/** What is planned to be said or done, and how. */
export const FOLLOW_UPS: { what: string; channel: ContactChannel }[] = [
  { what: "Tell them what the unit found, and ask whether that answers it.", channel: "phone" },
  { what: "Ask how the last appointment went, and whether anything is still open.", channel: "phone" },
  { what: "Go through the list of issues once more before the answer is written.", channel: "phone" },
  { what: "Say that we are still looking into it, and when they will hear the next time.", channel: "phone" },
  { what: "Confirm in writing what was agreed on the phone.", channel: "email" },
  { what: "Send the written answer with the name of the contact person.", channel: "letter" },
];

export const BEST_TIMES = ["mornings", "after 5 pm", "9-11", "afternoons", null, null];

export const FAILED_NOTES: Partial<Record<AttemptOutcome, string>> = {
  no_answer: "Rang out.",
  message_left: "Name and number only.",
};

/** What was promised; `%s` is the day. */
export const PROMISES = [
  "We will call you by %s with what the unit says.",
  "You will have our written answer by %s.",
  "I will let you know by %s whether the appointment can be moved.",
  "We will send you a copy of the notes by %s.",
];

export const KEPT_HOW = ["Called, and told them.", "Sent by post the day before.", "Told them when they came in."];
