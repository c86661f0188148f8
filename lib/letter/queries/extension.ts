import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { canChangeClocks } from "@/lib/clock/policy";
import { CLOCK_FACTS, calendarOf, readKnownCase } from "@/lib/clock/queries/facts";
import { extensionLeft, extensionUntil } from "@/lib/clock/rules/later";
import { readClock } from "@/lib/clock/rules/read";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { instantsOf } from "@/lib/shared/local-time";
import { LIMITS } from "@/lib/shared/text";
import { reasonIn } from "../rules/drafting";
import { laterDay } from "../rules/later-day";
import { channelOf } from "../rules/way";
import type { ExtensionOffer, LetterDetail } from "../types";

type Sent = Pick<LetterDetail, "kind" | "text" | "language" | "sending" | "case">;

/**
 * What is left to record once a letter went out that names a later day than the one by which the answer is due: more time, as far as the
 * pack allows it, with what the letter says. Null where nothing is, or it has been recorded since.
 */
export async function findExtensionOffer(viewer: Viewer, letter: Sent, now: Date): Promise<ExtensionOffer | null> {
  const { kind, text, language, sending, case: of } = letter;
  if (kind !== "update" || !sending) return null;
  const db = dbFor(viewer);
  const row = await db.case.findFirst({
    where: { AND: [{ id: of.id }, casesVisibleTo(viewer)] },
    select: { ...CLOCK_FACTS, state: true, ownerId: true, mergedIntoId: true },
  });
  if (!row || row.mergedIntoId !== null || !canChangeClocks(viewer, row)) return null;
  const [{ calendar }, { clocks, overAt }] = [await calendarOf(db, row.siteId), await readKnownCase(db, row, now)];
  const clock = clocks.find(({ limit }) => limit.clock === "resolve");
  const extension = clock && extensionLeft(clock);
  if (!clock || !extension || overAt !== null) return null;
  const reading = readClock(clock, calendar, now);
  const isRecorded = clock.extensions.some(({ at }) => at >= sending.at);
  const dueOn = reading.dueOn ?? isoDay(dayIn(new Date(reading.dueAt), calendar.zone));
  const newDay = laterDay(text, language, { than: dueOn, saidOn: sending.sentOn });
  const [until] = newDay ? (instantsOf(`${newDay}T12:00`, calendar.zone) ?? []) : [];
  if (reading.isMet || isRecorded || !newDay || !until) return null;
  const amount = extensionUntil(clock, until, { calendar, now });
  if (amount === null) return null;
  const toldVia = channelOf(sending);
  return {
    ...{
      caseId: of.id,
      limitId: clock.limit.id,
      clock: clock.limit.clock,
      extension,
      today: isoDay(dayIn(now, calendar.zone)),
    },
    ...{ dueOn, newDay },
    given: {
      amount,
      reason: (reasonIn(text, language) ?? "").slice(0, LIMITS.reason),
      toldVia,
      toldOn: sending.sentOn,
    },
  };
}
