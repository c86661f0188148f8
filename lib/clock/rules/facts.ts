import type { ContactChannel } from "@/lib/contact/schema";
import type { CaseKind, Channel, ReporterKind, WaitingFor } from "@/lib/platform/generated/enums";
import { givenOf } from "@/lib/regulation/rules";
import type { Facts, Pack } from "@/lib/regulation/schema";
import type { Extension, Pause } from "../schema";
import type { Clock } from "../types";
import { type ClockFacts, startClocks } from "./start";

/** The rows of a case that its clocks go by. */
export type CaseFactRows = {
  kind: CaseKind;
  severity: number;
  channel: Channel;
  reporterKind: ReporterKind;
  kindRuleId: string | null;
  kindSince: Date | null;
  receivedAt: Date;
  answeredAt: Date | null;
  toldAt: Date | null;
  closedAt: Date | null;
  mergedAt: Date | null;
  facts: Facts | null;
  /** Those by which the patient heard from us. */
  heard: readonly { at: Date; channel: ContactChannel; isAcknowledgement: boolean }[];
  waits: readonly { for: WaitingFor; since: Date; endedAt: Date | null }[];
  closings: readonly { closedAt: Date; answeredAt: Date | null; reopenedAt: Date | null }[];
  /** Answers after which it was looked into again. */
  pastAnswers: readonly { answeredAt: Date; lookedAgainAt: Date }[];
  pauses: readonly { from: Date; until: Date | null; reasonId: string }[];
  extensions: readonly { limitId: string; at: Date; amount: number; reason: string; toldAt: Date | null }[];
};

/** What a case's clocks are computed from, and when the case was over without an answer, if it was. */
export type KnownCase = { clocks: Clock[]; overAt: Date | null };

const CLOSED = { id: "closed", label: "while it was closed" };
const ANSWERED = { id: "answered", label: "while their answer stood" };

/**
 * The clocks of a case as its rows say. A wait is a pause where the pack allows its reason. From the answer, or the closing, until a
 * reopening or another look nothing was owed, so that time is taken out: what is left goes on, and closing and reopening wins nothing.
 */
export function clocksOf(pack: Pack, rows: CaseFactRows): KnownCase {
  const rests = restsOf(rows);
  const clocks = startClocks(pack, factsOf(pack, rows)).map((clock) => ({
    ...clock,
    pauses: [...clock.pauses, ...rests],
    pauseReasons: [...clock.pauseReasons, CLOSED, ANSWERED],
  }));
  return { clocks, overAt: rows.mergedAt ?? (rows.answeredAt ? null : rows.closedAt) };
}

/** When nothing was owed, whatever the pack allows. */
function restsOf({ closings, pastAnswers }: CaseFactRows): Pause[] {
  const closed = closings.flatMap(({ closedAt, answeredAt, reopenedAt }) =>
    reopenedAt ? [{ from: iso(answeredAt ?? closedAt), until: iso(reopenedAt), reasonId: CLOSED.id }] : [],
  );
  const answered = pastAnswers.map(({ answeredAt, lookedAgainAt }) => ({
    ...{ from: iso(answeredAt), until: iso(lookedAgainAt), reasonId: ANSWERED.id },
  }));
  return [...closed, ...answered];
}

function factsOf(pack: Pack, rows: CaseFactRows): ClockFacts {
  const answers = [...rows.closings, ...rows.pastAnswers].map(({ answeredAt }) => answeredAt);
  const told = [rows.toldAt, rows.answeredAt, ...answers].flatMap((at) => at ?? []);
  const acknowledged = rows.heard.filter((contact) => acknowledges(pack, contact)).map(({ at }) => at);
  return {
    ...givenOf(rows, rows.facts),
    kind: rows.kind,
    severity: rows.severity,
    ruleId: rows.kindRuleId,
    receivedAt: iso(rows.receivedAt),
    becameAt: rows.kindSince && iso(rows.kindSince),
    acknowledgedAt: earliest([...acknowledged, ...told]),
    heardAt: [...rows.heard.map(({ at }) => at), ...told].map(iso),
    answeredAt: rows.answeredAt && iso(rows.answeredAt),
    pauses: [...rows.pauses.map(toPause), ...rows.waits.flatMap((wait) => pauseOfWait(pack, wait))],
    extensions: byLimit(rows.extensions),
  };
}

/** Any word from us tells that the complaint arrived, unless the pack wants it in writing: then what somebody marked as that. */
function acknowledges(pack: Pack, { isAcknowledgement }: CaseFactRows["heard"][number]): boolean {
  return !pack.isAcknowledgedInWriting || isAcknowledgement;
}

/** Whom a case waits for, as a reason of the packs; the others pause nothing. */
const REASON_OF_WAIT: Partial<Record<WaitingFor, string>> = { consent: "consent", patient: "their-answer" };

function pauseOfWait(pack: Pack, wait: CaseFactRows["waits"][number]): Pause[] {
  const reasonId = REASON_OF_WAIT[wait.for];
  if (!reasonId || !pack.pauseReasons.some(({ id }) => id === reasonId)) return [];
  return [toPause({ from: wait.since, until: wait.endedAt, reasonId })];
}

function toPause({ from, until, reasonId }: CaseFactRows["pauses"][number]): Pause {
  return { from: iso(from), until: until && iso(until), reasonId };
}

function byLimit(extensions: CaseFactRows["extensions"]): Record<string, Extension[]> {
  const found: Record<string, Extension[]> = {};
  for (const { limitId, at, amount, reason, toldAt } of extensions) {
    found[limitId] = [...(found[limitId] ?? []), { at: iso(at), amount, reason, toldAt: toldAt && iso(toldAt) }];
  }
  return found;
}

function earliest(times: readonly Date[]): string | null {
  return times.length === 0 ? null : new Date(Math.min(...times.map((at) => at.getTime()))).toISOString();
}

function iso(at: Date): string {
  return at.toISOString();
}
