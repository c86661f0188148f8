import { DEFAULT_WEEK } from "@/lib/calendar/rules/week";
import { storedIntervals, storedWeek } from "@/lib/calendar/schema";
import type { BusinessCalendar } from "@/lib/calendar/types";
import { type CaseFactRows, clocksOf } from "@/lib/clock/rules/facts";
import { keepClock, nextDue, nextSweep } from "@/lib/clock/rules/kept";
import { endOfWait } from "@/lib/clock/rules/waits";
import { hasHeardFromUs } from "@/lib/contact/rules/heard";
import { firstDraftAt } from "@/lib/letter/rules/drafting";
import type { Case, Person } from "@/lib/platform/generated/client";
import { packOf } from "@/lib/regulation/rules";
import type { Chronicle } from "./events";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { HOUR, plus } from "./times";
import { keepInTouch } from "./updates";

type Work = { random: Random; chronicle: Chronicle; data: DemoData; now: Date };

const REASON = "The records of two units are still being compared.";
const PAUSED = 4;
const EXTENDED = 4;

/** Gives every case its clocks by the rules that the application goes by; some stand still, and some were given more time. */
export function startAllClocks(work: Work): void {
  const { random, data, now } = work;
  const calendars = new Map(data.sites.map(({ id }) => [id, calendarOf(data, id)]));
  const version = new Map(data.siteCalendars.map(({ siteId, version: counted }) => [siteId, counted]));
  const before = openRows(data, now);
  for (const [siteId, calendar] of calendars) keepInTouch(work, { siteId, calendar, lookUp: before });
  const lookUp = openRows(data, now);
  for (const [siteId, calendar] of calendars) vary(work, siteId, lookUp, calendar);
  const again = openRows(data, now);
  for (const row of data.cases) {
    const calendar = calendars.get(row.siteId);
    if (!calendar) continue;
    const pack = packOf(row);
    const { clocks, overAt } = clocksOf(pack, again(row));
    const kept = clocks.map((clock) => ({ clock, is: keepClock(clock, { overAt }, { calendar, now }) }));
    row.nextDueAt = nextDue(kept.map(({ is }) => is));
    row.clocksAt = now;
    for (const { clock, is } of kept) {
      const { id: limitId, clock: kind, startsAt: startedFrom } = clock.limit;
      data.clocks.push({
        ...{ id: idAt(random, row.loggedAt), caseId: row.id, siteId: row.siteId, clock: kind, limitId },
        ...{ packId: pack.id, packVersion: pack.version, startedFrom, ruleId: row.kindRuleId, droppedAt: null },
        ...is,
        // What ran out before the demonstration began is not told as news.
        sweepAt: is.isOpen && is.dueAt <= now ? null : nextSweep(is, now),
        // A letter is drafted by the worker, as soon as the demonstration runs.
        draftAt: is.isOpen && is.dueAt <= now ? null : firstDraftAt(pack, { ...is, clock: kind }, now),
        ...{ calendarVersion: version.get(row.siteId) ?? 0, computedAt: now },
      });
    }
  }
}

/** Pauses a few open cases of a site and extends a few, each by whoever owns it. */
function vary(
  { random, chronicle, data, now }: Work,
  siteId: string,
  lookUp: LookUp,
  calendar: BusinessCalendar,
): void {
  const people = new Map(data.people.map((person) => [person.id, person]));
  const waiting = new Set(data.caseWaits.filter(({ endedAt }) => endedAt === null).map(({ caseId }) => caseId));
  const open = data.cases.filter(
    (row) => row.siteId === siteId && row.closedAt === null && row.mergedIntoId === null && row.ownerId !== null,
  );
  let [paused, extended] = [0, 0];
  for (const row of open) {
    const by = people.get(row.ownerId ?? "");
    const resolve = clocksOf(packOf(row), lookUp(row)).clocks.find(({ limit }) => limit.clock === "resolve");
    const at = plus(chronicle.lastOf({ noun: "case", id: row.id }), HOUR);
    if (!by || !resolve || waiting.has(row.id) || at > plus(now, -HOUR)) continue;
    const is = keepClock(resolve, { overAt: null }, { calendar, now: at });
    if (!is.isOpen || is.isPaused || is.dueAt <= at) continue;
    const told = { random, chronicle, data, row, by, at };
    if (paused < PAUSED && resolve.limit.pauses.includes("their-answer")) {
      pause(told, resolve.pauseReasons.find(({ id }) => id === "their-answer")?.label ?? "their-answer");
      paused += 1;
    } else if (extended < EXTENDED && resolve.limit.extension) {
      const { most, unit } = resolve.limit.extension;
      extend(told, { limitId: resolve.limit.id, amount: Math.min(most ?? 10, 10), unit: unit.replaceAll("_", " ") });
      extended += 1;
    }
  }
}

type Told = {
  random: Random;
  chronicle: Chronicle;
  data: DemoData;
  row: Case;
  by: Pick<Person, "id" | "name">;
  at: Date;
};

function pause({ random, chronicle, data, row, by, at }: Told, reason: string): void {
  const id = idAt(random, at);
  data.clockPauses.push({
    ...{ id, caseId: row.id, siteId: row.siteId, reasonId: "their-answer", from: at, until: null },
    ...{ byId: by.id, endedById: null },
  });
  const event = { type: "clock.paused", data: { pauseId: id, reasonId: "their-answer", reason } } as const;
  chronicle.tell({ subject: { noun: "case", id: row.id }, siteId: row.siteId, at, actor: by, event });
}

type More = { limitId: string; amount: number; unit: string };

function extend({ random, chronicle, data, row, by, at }: Told, { limitId, amount, unit }: More): void {
  const id = idAt(random, at);
  data.clockExtensions.push({
    ...{ id, caseId: row.id, siteId: row.siteId, limitId, amount, reason: REASON, at, byId: by.id },
    ...{ toldAt: at, toldVia: "letter" },
  });
  const data_ = { clockId: id, clock: "resolve", extensionId: id, by: `${amount} ${unit}` } as const;
  const event = { type: "clock.extended", data: data_ } as const;
  chronicle.tell({ subject: { noun: "case", id: row.id }, siteId: row.siteId, at, actor: by, event });
}

type LookUp = (row: Case) => CaseFactRows;

/** What the rules ask of a case, found by its id. */
function openRows(data: DemoData, now: Date): LookUp {
  const of = <T extends { caseId: string }>(rows: T[]) => Map.groupBy(rows, ({ caseId }) => caseId);
  const [contacts, waits, closings] = [of(data.contacts), of(data.caseWaits), of(data.closings)];
  const [pauses, extensions] = [of(data.clockPauses), of(data.clockExtensions)];
  const facts = new Map(data.caseFacts.map((row) => [row.caseId, row]));
  const standing = data.caseMerges.filter(({ undoneAt }) => undoneAt === null);
  const merges = new Map(standing.map((row) => [row.mergedId, row.mergedAt]));
  const cases = new Map(data.cases.map((row) => [row.id, row]));
  const splits = new Map(data.caseLinks.filter(({ type }) => type === "split").map((link) => [link.fromId, link]));
  const zones = new Map(data.sites.map(({ id, timeZone }) => [id, timeZone]));
  const replies = of(data.requests.filter(({ state }) => state === "answered" || state === "returned"));
  const known = ({ id, siteId }: Case) => ({
    arrivals: [
      ...(contacts.get(id) ?? [])
        .filter(({ direction, voidedAt }) => direction === "incoming" && !voidedAt)
        .map(({ createdAt }) => createdAt),
      ...(replies.get(id) ?? []).flatMap(({ settledAt }) => settledAt ?? []),
    ],
    zone: zones.get(siteId) ?? "UTC",
    now,
  });
  const read = (row: Case, path: string[]): CaseFactRows => ({
    ...row,
    mergedAt: merges.get(row.id) ?? null,
    facts: facts.get(row.id) ?? null,
    heard: (contacts.get(row.id) ?? []).filter(hasHeardFromUs),
    waits: (waits.get(row.id) ?? []).map((wait) => ({ ...wait, endedAt: endOfWait(wait, known(row)) })),
    closings: closings.get(row.id) ?? [],
    pastAnswers: [],
    pauses: pauses.get(row.id) ?? [],
    extensions: extensions.get(row.id) ?? [],
    ...kinOf(row, path),
  });
  const kinOf = ({ id }: Case, path: string[]): Pick<CaseFactRows, "splitFrom" | "merged"> => {
    const find = (other: string) => {
      const row = path.includes(other) ? undefined : cases.get(other);
      return row ? read(row, [...path, other]) : null;
    };
    const link = splits.get(id);
    const merged = standing.filter(({ survivorId }) => survivorId === id);
    return {
      splitFrom: link ? { at: link.createdAt, rows: find(link.toId) } : null,
      merged: merged.flatMap(({ mergedId, mergedAt: at }) => {
        const rows = find(mergedId);
        return rows ? [{ at, rows }] : [];
      }),
    };
  };
  return (row) => read(row, [row.id]);
}

function calendarOf(data: DemoData, siteId: string): BusinessCalendar {
  const zone = data.sites.find(({ id }) => id === siteId)?.timeZone ?? "UTC";
  const kept = data.siteCalendars.find((row) => row.siteId === siteId);
  const days = data.calendarDays.filter((row) => row.siteId === siteId && row.voidedAt === null);
  const openings = days.filter(({ kind }) => kind === "opening");
  return {
    zone,
    hours: kept?.hours ? storedWeek.parse(kept.hours) : DEFAULT_WEEK,
    closed: days.filter(({ kind }) => kind !== "opening").map(({ date }) => dayText(date)),
    openings: Object.fromEntries(
      openings.map(({ date, intervals }) => [dayText(date), storedIntervals.parse(intervals)]),
    ),
  };
}

function dayText(date: Date | string): string {
  return new Date(date).toISOString().slice(0, 10);
}
