import { localTimeOf } from "@/lib/shared/local-time";
import { hrefWith } from "@/lib/shared/search-params";
import {
  CHOICE_TYPES,
  type ChoiceType,
  type ChooseChannelsInput,
  COVERED_TYPES,
  type CoveredType,
  NOTIFICATION_TYPES,
  type NotificationType,
} from "./schema";
import type { Choices } from "./types";

const WINDOW_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const DIGEST_FROM = "07:00";
const DIGEST_UNTIL = "12:00";

/** What is always shown in the app: somebody else waits for this person. */
const URGENT: readonly NotificationType[] = ["escalated"];

const BY_MAIL: readonly NotificationType[] = [
  "assigned",
  "handed_over",
  "mentioned",
  "escalated",
  "escalation_answered",
  "request_asked",
  "request_reminded",
  "kind_to_confirm",
  "clock_late",
  "follow_up_given",
  "promise_given",
  "promise_due",
  "promise_broken",
  "promise_to_approve",
  "letter_not_sent",
  "letter_came_back",
  "letter_drafted",
  "letter_to_approve",
  "letter_returned",
  "delegation_due",
  "report_ready",
  "improvement_given",
  "improvement_late",
  "improvement_to_verify",
];

/** What reaches somebody who has chosen nothing. */
export const DEFAULT_CHOICES: Choices = { inApp: NOTIFICATION_TYPES, mail: BY_MAIL, digest: CHOICE_TYPES };

export function isAlwaysUrgent(type: ChoiceType): boolean {
  return URGENT.some((urgent) => urgent === type);
}

/** Whether whoever acts for somebody who is away is told of it too. */
export function goesToCover(type: NotificationType): type is CoveredType {
  return COVERED_TYPES.some((covered) => covered === type);
}

/** The card of a case that shows what the news is about, as the end of an address; nothing where the whole case is meant. */
export function placeOf(type: NotificationType): "" | "#follow-ups" | "#letters" {
  if (type.startsWith("letter_")) return "#letters";
  return type.startsWith("follow_up_") || type.startsWith("promise_") ? "#follow-ups" : "";
}

/** Where it leads that is about no case and no request, and whose own page is no more there or is not for them. */
export function pageOf(type: NotificationType): string | null {
  if (type.startsWith("export_")) return "/exports";
  if (type.startsWith("report_")) return "/reports";
  if (type.startsWith("improvement_")) return "/improvement";
  return type === "delegation_due" ? "/admin/committee" : null;
}

type OfRun = { type: NotificationType; runId: string | null; coveredId: string | null };

/** The queue of the cases that one change of many made news of; null for news of a single thing. */
export function queueOf({ type, runId, coveredId }: OfRun): string | null {
  if (runId === null) return null;
  const owner = type === "follow_up_given" ? (coveredId ?? "me") : undefined;
  return hrefWith("/cases", { tab: type === "escalated" ? "escalated" : "all", run: runId, owner });
}

type Chosen = { type: string; channel: "in_app" | "mail" | "digest"; isOn: boolean };

/** Everything a person hears of by each channel: what they chose, else the default. What is urgent stays in the app. */
export function choicesOf(chosen: readonly Chosen[]): Choices {
  const pick = (channel: Chosen["channel"], fallback: readonly string[], offered: readonly ChoiceType[]) =>
    offered.filter((type) => {
      if (channel === "in_app" && isAlwaysUrgent(type)) return true;
      const own = chosen.find((each) => each.channel === channel && each.type === type);
      return own?.isOn ?? fallback.includes(type);
    });
  return {
    inApp: pick("in_app", DEFAULT_CHOICES.inApp, NOTIFICATION_TYPES),
    mail: pick("mail", DEFAULT_CHOICES.mail, NOTIFICATION_TYPES),
    digest: pick("digest", DEFAULT_CHOICES.digest, CHOICE_TYPES),
  };
}

/** A form's ticks as rows: one for every type and channel there is, so that a default changed later changes nobody's choice. */
export function rowsOfChoices({ inApp, mail, digest }: ChooseChannelsInput): Chosen[] {
  const rows = (channel: Chosen["channel"], offered: readonly ChoiceType[], on: readonly ChoiceType[]) =>
    offered.map((type) => ({
      channel,
      type,
      isOn: on.includes(type) || (channel === "in_app" && isAlwaysUrgent(type)),
    }));
  return [
    ...rows("in_app", NOTIFICATION_TYPES, inApp),
    ...rows("mail", NOTIFICATION_TYPES, mail),
    ...rows("digest", CHOICE_TYPES, digest),
  ];
}

/** The end of the ten minutes in which an instant lies: everything on one case until then goes in one e-mail. */
export function windowEnd(at: Date): Date {
  return new Date((Math.floor(at.getTime() / WINDOW_MS) + 1) * WINDOW_MS);
}

export function nextWindow(end: Date): Date {
  return new Date(end.getTime() + WINDOW_MS);
}

// After each try that failed: thirty-five hours in all, so that a mail server that is down for a day loses nothing.
const WAITS_IN_MINUTES = [1, 5, 15, 60, 120, 240, 360, 480, 840] as const;

/** When to try again after so many tries, or null when that was the last. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const minutes = WAITS_IN_MINUTES[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE_MS);
}

/**
 * The day "yyyy-mm-dd" whose digest is due in a zone at `now`: from 07:00 by its clocks, whatever they were put to that night, and until
 * noon, so that one that could not be made in the morning does not come at night. Null at any other time.
 */
export function digestDay(now: Date, zone: string): string | null {
  const [day = "", clock = ""] = localTimeOf(now, zone).split("T");
  return clock >= DIGEST_FROM && clock < DIGEST_UNTIL ? day : null;
}
