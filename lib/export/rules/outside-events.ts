import { describeEvent } from "@/lib/events/labels";
import type { EventType, HeardEvent } from "@/lib/events/schema";
import { formatDay } from "@/lib/shared/dates";

/**
 * What somebody outside is told of it, as the rest of a sentence that begins with who did it; null where it is not for them to read. A
 * list of what is told, so that an event that comes later is left out until somebody decides about it.
 */
export function describeOutside(event: HeardEvent): string | null {
  switch (event.type) {
    case "case.logged":
    case "case.reopened":
    case "contact.logged":
    case "issue.agreed":
    case "promise.kept":
    case "letter.came_back":
      return describeEvent(event);
    case "case.moved":
      return event.data.event === "answer" ? describeEvent(event) : null;
    // How it ended is a label of ours; the words that they are told stand beside it.
    case "case.closed":
      return "closed this case";
    // When it was due, and whether that was in time, is for us to know.
    case "clock.met":
      return event.data.clocks.some(({ clock }) => clock === "acknowledge") ? "acknowledged it" : null;
    case "letter.sent":
      return describeEvent({ ...event, data: { ...event.data, hasChanged: false } });
    case "promise.made":
      return `made a promise, to be kept by ${formatDay(new Date(event.data.dueOn))}`;
    default:
      return null;
  }
}

/** Whose words go out with it: what was said on a contact, what was promised, and how it ended as it is told to them. */
export const WORDS_OUTSIDE: readonly EventType[] = ["contact.logged", "promise.made", "case.closed"];
