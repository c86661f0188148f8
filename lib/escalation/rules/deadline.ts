import { addBusinessMinutes, NoBusinessTimeError } from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar } from "@/lib/calendar/types";
import type { Deadline } from "./matrix";

const MINUTE_MS = 60_000;

/** By when they answer what they are told at an instant. Where the calendar knows no hours in which they would, time counts as it passes. */
export function answerByOf(
  { answerWithinMinutes, counts }: Pick<Deadline, "answerWithinMinutes" | "counts">,
  toldAt: Date,
  calendar: BusinessCalendar,
): Date {
  const plain = new Date(toldAt.getTime() + answerWithinMinutes * MINUTE_MS);
  if (counts === "calendar") return plain;
  try {
    return addBusinessMinutes(calendar, toldAt, answerWithinMinutes);
  } catch (error) {
    if (error instanceof NoBusinessTimeError) return plain;
    throw error;
  }
}

/** When a worker looks at an escalation after its people were told: never where nothing follows. */
export function checkAfterTelling({ ifUnanswered }: Pick<Deadline, "ifUnanswered">, answerBy: Date): Date | null {
  return ifUnanswered.do === "nothing" ? null : answerBy;
}
