import type { BusinessCalendar, Interval } from "@/lib/calendar/types";
import { type ClockFacts, startClocks } from "@/lib/clock/rules/start";
import type { Limit } from "@/lib/clock/schema";
import type { Clock } from "@/lib/clock/types";
import { NOTHING_RECORDED, packOf } from "@/lib/regulation/rules";
import { instantsOf } from "@/lib/shared/local-time";

const NINE_TO_FIVE: Interval[] = [{ opensAt: "09:00", closesAt: "17:00" }];

/** A calendar that opens from nine to five, Monday to Friday, but on the days named. */
export function weekdays(zone: string, closed: string[] = [], known: Partial<BusinessCalendar> = {}): BusinessCalendar {
  const hours = {
    monday: NINE_TO_FIVE,
    tuesday: NINE_TO_FIVE,
    wednesday: NINE_TO_FIVE,
    thursday: NINE_TO_FIVE,
    friday: NINE_TO_FIVE,
    saturday: [],
    sunday: [],
  };
  return { zone, hours, closed, openings: {}, ...known };
}

/** The instant at which the clocks of a calendar's zone show "yyyy-mm-ddThh:mm", as an ISO string. */
export function at({ zone }: BusinessCalendar, local: string): string {
  const [instant] = instantsOf(local, zone) ?? [];
  if (!instant) throw new Error(`no clock in ${zone} shows ${local}`);
  return instant.toISOString();
}

export function aLimit(known: Partial<Limit> = {}): Limit {
  return {
    id: "test",
    clock: "resolve",
    amount: 7,
    unit: "calendar_days",
    firstDay: known.unit?.endsWith("hours") ? null : "day_after",
    startsAt: "received",
    repeat: null,
    isStatutory: false,
    pauses: ["consent", "their-answer"],
    extension: null,
    basis: "nothing",
    isConfirmed: true,
    ...known,
  };
}

export function aClock(
  startedAt: string,
  known: Partial<Omit<Clock, "limit">> & { limit?: Partial<Limit> } = {},
): Clock {
  return {
    basis: "Test pack 2026-1, nothing",
    startedAt,
    startedBecause: "when the letter arrived",
    metAt: null,
    heardAt: [],
    endedAt: null,
    pauses: [],
    extensions: [],
    pauseReasons: [
      { id: "consent", label: "waiting for consent" },
      { id: "their-answer", label: "waiting for their answer" },
    ],
    ...known,
    limit: aLimit(known.limit),
  };
}

export function clockFacts(receivedAt: string, known: Partial<ClockFacts> = {}): ClockFacts {
  return {
    ...NOTHING_RECORDED,
    channel: "email",
    reporterKind: "patient",
    kind: "grievance",
    severity: 2,
    ruleId: null,
    receivedAt,
    becameAt: null,
    acknowledgedAt: null,
    heardAt: [],
    answeredAt: null,
    pauses: [],
    extensions: {},
    ...known,
  };
}

/** One clock of a case by the id of its limit. */
export function clockOf(packId: string, limitId: string, facts: ClockFacts): Clock {
  const clocks = startClocks(packOf({ packId, packVersion: "2026-1" }), facts);
  const clock = clocks.find(({ limit }) => limit.id === limitId);
  if (!clock) throw new Error(`no clock ${limitId} runs, only ${clocks.map(({ limit }) => limit.id).join(", ")}`);
  return clock;
}
