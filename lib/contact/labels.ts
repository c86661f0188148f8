import { MayBeTold } from "@/lib/platform/generated/enums";
import type { ContactChannel, ContactDirection, ContactOutcome, InterpreterMode } from "./schema";

export const DIRECTION_LABELS: Record<ContactDirection, string> = {
  outgoing: "We contacted them",
  incoming: "They contacted us",
};

export const WAY_LABELS: Record<ContactChannel, string> = {
  phone: "Call",
  in_person: "Visit",
  email: "E-mail",
  letter: "Letter",
  portal: "Portal message",
};

export const OUTCOME_LABELS: Record<ContactOutcome, string> = {
  reached: "Talked",
  left_message: "Message left",
  no_answer: "No answer",
  wrong_number: "Wrong number",
  sent: "Sent",
  returned: "Came back",
  received: "Received",
};

export const MAY_BE_TOLD_LABELS: Record<MayBeTold, string> = {
  yes: "Yes, they may be told",
  no: "No",
  not_checked: "Not checked",
};

export const INTERPRETER_MODE_LABELS: Record<InterpreterMode, string> = {
  in_person: "Interpreter in person",
  video: "Interpreter by video",
  phone: "Interpreter by phone",
  colleague: "A colleague who speaks it",
  family: "Family or friend",
};

/** What every place that shows or takes a privileged note says about it. */
export const PRIVILEGED_LABEL = "Peer review, privileged: never in a letter, an export or a search";

/** What must be said where somebody other than the patient was spoken to who is not known to have a right to it; else null. */
export function warnOfTelling({
  party,
  mayBeTold,
}: {
  party: "patient" | "other";
  mayBeTold: MayBeTold;
}): string | null {
  if (party === "patient" || mayBeTold === MayBeTold.yes) return null;
  return mayBeTold === MayBeTold.no
    ? "They may not be told about the patient."
    : "Whether they may be told about the patient was not checked.";
}

type Unheard = { daysUnheard: number | null; lastHeardAt: string | null };

/** "Heard from us today", "Heard from us 3 days ago", "Has not heard from us in 12 days"; null once nobody waits. */
export function tellUnheard({ daysUnheard, lastHeardAt }: Unheard): string | null {
  if (daysUnheard === null) return null;
  const days = daysUnheard === 1 ? "1 day" : `${daysUnheard} days`;
  if (lastHeardAt === null) {
    return daysUnheard === 0 ? "Has not heard from us yet" : `Has not heard from us yet, for ${days}`;
  }
  return daysUnheard === 0 ? "Heard from us today" : `Heard from us ${days} ago`;
}
