import { ContactChannel, ContactDirection, ContactOutcome } from "@/lib/platform/generated/enums";

const SPOKEN: readonly ContactChannel[] = [ContactChannel.phone, ContactChannel.in_person];

/** How a contact of that kind can end, the most usual first. */
export function outcomesOf(direction: ContactDirection, channel: ContactChannel): readonly ContactOutcome[] {
  const { reached, left_message, no_answer, wrong_number, sent, returned, received } = ContactOutcome;
  if (!SPOKEN.includes(channel)) return direction === ContactDirection.outgoing ? [sent, returned] : [received];
  if (direction === ContactDirection.incoming) return [reached, left_message];
  return channel === ContactChannel.phone
    ? [reached, left_message, no_answer, wrong_number]
    : [reached, left_message, no_answer];
}

/** Whether something was said or written that has to be told; without an answer there is nothing. */
export function needsSummary(outcome: ContactOutcome): boolean {
  return outcome === ContactOutcome.reached || outcome === ContactOutcome.sent || outcome === ContactOutcome.received;
}
