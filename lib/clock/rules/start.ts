import type { Channel } from "@/lib/case/schema";
import { aKindOf, basisOf } from "@/lib/regulation/labels";
import { isMadeByChannel, type Limited, limitsOf } from "@/lib/regulation/rules";
import type { Pack, PackLimit } from "@/lib/regulation/schema";
import type { ClockKind, Extension, Pause } from "../schema";
import type { Clock } from "../types";

/** What is known of a case that its clocks go by. Instants as ISO strings. */
export type ClockFacts = Limited & {
  /** The rule by which it is of this kind; null where a person decided. */
  ruleId: string | null;
  receivedAt: string;
  /** How that arrived, where it was not this case but one that was merged into it. */
  arrivedBy?: Channel;
  /** When it became of this kind; null when it was from the start. */
  becameAt: string | null;
  acknowledgedAt: string | null;
  /** When the patient heard from us, however. */
  heardAt: readonly string[];
  /** When the patient had the answer. */
  answeredAt: string | null;
  /** Those of the case: a clock takes the ones whose reason its limit allows. */
  pauses: readonly Pause[];
  /** By the id of the limit that was extended. */
  extensions: Readonly<Record<string, readonly Extension[]>>;
};

const ARRIVED: Record<Channel, string> = {
  phone: "when they rang",
  in_person: "when they came to us",
  email: "when the e-mail arrived",
  letter: "when the letter arrived",
  portal: "when the message arrived through the portal",
  survey: "when the survey arrived",
};

/**
 * The clocks of a case by the pack it was opened under: of each of acknowledge, update and resolve at most one. One that begins with the
 * acknowledgement is not there before it. A case that is raised keeps its day of receipt, except where the pack begins anew.
 */
export function startClocks(pack: Pack, facts: ClockFacts): Clock[] {
  return limitsOf(pack, facts).flatMap((limit) => {
    const start = startOf(pack, limit, facts);
    return start === null ? [] : [clockOf(pack, limit, start, facts)];
  });
}

type Start = { startedAt: string; startedBecause: string };

function startOf(pack: Pack, { startsAt }: PackLimit, facts: ClockFacts): Start | null {
  const arrived = ARRIVED[facts.arrivedBy ?? facts.channel];
  switch (startsAt) {
    case "received": {
      const made = isMadeByChannel(pack, facts.ruleId) ? `, which makes it ${aKindOf(pack, facts.kind)}` : "";
      return { startedAt: facts.receivedAt, startedBecause: `${arrived}${made}` };
    }
    case "acknowledged":
      return facts.acknowledgedAt === null
        ? null
        : { startedAt: facts.acknowledgedAt, startedBecause: "when it was acknowledged" };
    case "became":
      return facts.becameAt === null
        ? { startedAt: facts.receivedAt, startedBecause: arrived }
        : { startedAt: facts.becameAt, startedBecause: `when it became ${aKindOf(pack, facts.kind)}` };
    default:
      return startsAt satisfies never;
  }
}

function clockOf(pack: Pack, packLimit: PackLimit, start: Start, facts: ClockFacts): Clock {
  const { kinds: _kinds, when: _when, ...limit } = packLimit;
  return {
    ...start,
    limit,
    basis: basisOf(pack, limit),
    metAt: metAt(limit.clock, facts),
    heardAt: facts.heardAt,
    endedAt: facts.answeredAt,
    pauses: facts.pauses.filter(({ reasonId }) => limit.pauses.includes(reasonId)),
    extensions: facts.extensions[limit.id] ?? [],
    pauseReasons: pack.pauseReasons.map(({ id, label }) => ({ id, label })),
  };
}

function metAt(clock: ClockKind, { acknowledgedAt, answeredAt }: ClockFacts): string | null {
  switch (clock) {
    case "acknowledge":
      return acknowledgedAt;
    case "resolve":
      return answeredAt;
    case "update":
      return null;
    default:
      return clock satisfies never;
  }
}
