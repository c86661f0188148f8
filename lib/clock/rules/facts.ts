import type { ContactChannel } from "@/lib/contact/schema";
import type { CaseKind, Channel, ReporterKind, WaitingFor } from "@/lib/platform/generated/enums";
import { givenOf, isAcknowledgedInWriting } from "@/lib/regulation/rules";
import type { Facts, Pack } from "@/lib/regulation/schema";
import type { Extension } from "../schema";
import type { Clock } from "../types";
import { type ClockFacts, startClocks } from "./start";
import { ANSWERED, CLOSED, isRest, type Story, storyOf } from "./story";

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
  /** The case that it was split from, and when; without its rows where they are told already. */
  splitFrom: { at: Date; rows: CaseFactRows | null } | null;
  /** The cases that are merged into it. */
  merged: readonly { at: Date; rows: CaseFactRows }[];
};

/** What a case's clocks are computed from, and when the case was over without an answer, if it was. */
export type KnownCase = { clocks: Clock[]; overAt: Date | null };

/**
 * The clocks of a case as its rows say. A wait is a pause where the pack allows its reason. From the answer, or the closing, until a
 * reopening or another look nothing was owed, so that time is taken out: what is left goes on, and closing and reopening wins nothing.
 */
export function clocksOf(pack: Pack, rows: CaseFactRows): KnownCase {
  const story = storyOf(pack, rows);
  const rests = story.pauses.filter(isRest);
  const clocks = startClocks(pack, factsOf(pack, rows, story)).map((clock) => ({
    ...clock,
    pauses: [...clock.pauses, ...rests],
    pauseReasons: [...clock.pauseReasons, CLOSED, ANSWERED],
  }));
  return { clocks, overAt: rows.mergedAt ?? (rows.answeredAt ? null : rows.closedAt) };
}

/** Any word from us tells that it arrived, unless the pack wants that in writing: then what somebody marked as that. */
function factsOf(pack: Pack, rows: CaseFactRows, { heard, told, kindSince, ...story }: Story): ClockFacts {
  const inWriting = isAcknowledgedInWriting(pack, story.channel);
  const acknowledged = heard.filter(({ isAcknowledgement }) => isAcknowledgement || !inWriting).map(({ at }) => at);
  return {
    ...givenOf(rows, rows.facts),
    kind: rows.kind,
    severity: rows.severity,
    ruleId: rows.kindRuleId,
    receivedAt: iso(story.receivedAt),
    arrivedBy: story.channel,
    becameAt: kindSince && iso(kindSince),
    acknowledgedAt: earliest([...acknowledged, ...told]),
    heardAt: [...heard.map(({ at }) => at), ...told].map(iso),
    answeredAt: rows.answeredAt && iso(rows.answeredAt),
    pauses: story.pauses.filter((pause) => !isRest(pause)),
    extensions: byLimit(story.extensions),
  };
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
