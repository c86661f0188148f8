import type { CaseKind, Channel, WaitingFor } from "@/lib/platform/generated/enums";
import type { Pack } from "@/lib/regulation/schema";
import type { Pause } from "../schema";
import type { CaseFactRows } from "./facts";

export const CLOSED = { id: "closed", label: "while it was closed" };
export const ANSWERED = { id: "answered", label: "while their answer stood" };

/** What was done about a matter, by whichever of its cases. */
export type Story = {
  kind: CaseKind;
  receivedAt: Date;
  /** How that came which arrived first. */
  channel: Channel;
  /** From when it owed anything. */
  beganAt: Date;
  kindSince: Date | null;
  heard: CaseFactRows["heard"];
  /** When they were given an answer. */
  told: readonly Date[];
  /** Those whose reason is a pack's, and when nothing was owed whatever the pack allows. */
  pauses: readonly Pause[];
  extensions: CaseFactRows["extensions"];
};

/**
 * What was done about a case, with what was done before it was split off, and on the cases that were merged into it. Merging wins no
 * time: it counts from the first receipt, and until then it stood still only while all of them did.
 */
export function storyOf(pack: Pack, rows: CaseFactRows): Story {
  return upTo(pack, rows, null);
}

function upTo(pack: Pack, rows: CaseFactRows, until: Date | null): Story {
  let story = ownStory(pack, rows);
  const { splitFrom } = rows;
  if (splitFrom?.rows) story = continued(upTo(pack, splitFrom.rows, splitFrom.at), story);
  for (const { at, rows: other } of rows.merged) {
    if (until === null || at <= until) story = joined(story, upTo(pack, other, at), at);
  }
  return until === null ? story : cut(story, rows.answeredAt, until);
}

function ownStory(pack: Pack, rows: CaseFactRows): Story {
  const { kind, receivedAt, channel, kindSince, heard, extensions, splitFrom } = rows;
  const answers = [...rows.closings, ...rows.pastAnswers].map(({ answeredAt }) => answeredAt);
  return {
    ...{ kind, receivedAt, channel, kindSince, heard, extensions },
    // Where what it was split from is told already, the rest begins with the split.
    beganAt: splitFrom && splitFrom.rows === null ? splitFrom.at : receivedAt,
    told: [rows.toldAt, rows.answeredAt, ...answers].flatMap((at) => at ?? []),
    pauses: [...rows.pauses.map(toPause), ...rows.waits.flatMap((wait) => pauseOfWait(pack, wait)), ...restsOf(rows)],
  };
}

/** Whom a case waits for, as a reason of the packs; the others pause nothing. */
const REASON_OF_WAIT: Partial<Record<WaitingFor, string>> = { consent: "consent", patient: "their-answer" };
export const PAUSING_WAITS = Object.keys(REASON_OF_WAIT) as WaitingFor[];

function pauseOfWait(pack: Pack, wait: CaseFactRows["waits"][number]): Pause[] {
  const reasonId = REASON_OF_WAIT[wait.for];
  if (!reasonId || !pack.pauseReasons.some(({ id }) => id === reasonId)) return [];
  return [toPause({ from: wait.since, until: wait.endedAt, reasonId })];
}

/** When nothing was owed, whatever the pack allows. */
function restsOf({ closings, pastAnswers }: CaseFactRows): Pause[] {
  const closed = closings.flatMap(({ closedAt, answeredAt, reopenedAt }) =>
    reopenedAt ? [toPause({ from: answeredAt ?? closedAt, until: reopenedAt, reasonId: CLOSED.id })] : [],
  );
  const answered = pastAnswers.map(({ answeredAt, lookedAgainAt }) =>
    toPause({ from: answeredAt, until: lookedAgainAt, reasonId: ANSWERED.id }),
  );
  return [...closed, ...answered];
}

export function isRest({ reasonId }: Pause): boolean {
  return reasonId === CLOSED.id || reasonId === ANSWERED.id;
}

function toPause({ from, until, reasonId }: { from: Date; until: Date | null; reasonId: string }): Pause {
  return { from: from.toISOString(), until: until?.toISOString() ?? null, reasonId };
}

/** A story as it stood at a moment: what came later is another case's. */
function cut(story: Story, answeredAt: Date | null, until: Date): Story {
  const answered = answeredAt ? [toPause({ from: answeredAt, until: null, reasonId: ANSWERED.id })] : [];
  return {
    ...story,
    heard: story.heard.filter(({ at }) => at <= until),
    told: story.told.filter((at) => at <= until),
    extensions: story.extensions.filter(({ at }) => at <= until),
    pauses: meet([...story.pauses, ...answered].map(toSpan), [
      { from: Number.NEGATIVE_INFINITY, until: until.getTime(), pause: null },
    ]),
  };
}

/** What was done before a split, and after it. */
function continued(before: Story, after: Story): Story {
  return {
    ...after,
    ...firstOf(before, after),
    heard: [...before.heard, ...after.heard],
    told: [...before.told, ...after.told],
    pauses: [...before.pauses, ...after.pauses],
    extensions: [...before.extensions, ...after.extensions],
  };
}

function joined(own: Story, other: Story, at: Date): Story {
  const isOwnFirst = own.receivedAt <= other.receivedAt;
  const later = own.extensions.filter((extension) => extension.at >= at);
  const first = firstOf(own, other);
  return {
    ...first,
    kind: own.kind,
    kindSince: kindSinceOf(own, other, first.receivedAt),
    beganAt: new Date(Math.min(own.beganAt.getTime(), other.beganAt.getTime())),
    heard: [...own.heard, ...other.heard],
    told: [...own.told, ...other.told],
    pauses: meet(
      [untilBegun(own), ...own.pauses.map(toSpan)],
      [untilBegun(other), ...other.pauses.map(toSpan), onceMerged(at)],
    ),
    extensions: isOwnFirst ? own.extensions : [...other.extensions, ...later],
  };
}

function firstOf(one: Story, other: Story): Pick<Story, "receivedAt" | "channel"> {
  const { receivedAt, channel } = other.receivedAt < one.receivedAt ? other : one;
  return { receivedAt, channel };
}

/** Since when it is of its kind: with the first that was, and never before it because a lesser one came earlier. */
function kindSinceOf(own: Story, other: Story, receivedAt: Date): Date | null {
  const since = own.kindSince ?? own.receivedAt;
  const theirs = other.kindSince ?? other.receivedAt;
  const first = own.kind === other.kind && theirs < since ? theirs : since;
  return first > receivedAt ? first : null;
}

type Span = { from: number; until: number; pause: Pause | null };

function toSpan(pause: Pause): Span {
  const until = pause.until === null ? Number.POSITIVE_INFINITY : Date.parse(pause.until);
  return { from: Date.parse(pause.from), until, pause };
}

const untilBegun = ({ beganAt }: Story): Span => ({
  from: Number.NEGATIVE_INFINITY,
  until: beganAt.getTime(),
  pause: null,
});
const onceMerged = (at: Date): Span => ({ from: at.getTime(), until: Number.POSITIVE_INFINITY, pause: null });

/** Where both stand still. A reason that not every limit allows outweighs one that all do. */
function meet(some: readonly Span[], others: readonly Span[]): Pause[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const [from, until] = [Math.max(one.from, other.from), Math.min(one.until, other.until)];
      const reasons = [one.pause, other.pause].flatMap((pause) => pause ?? []);
      const pause = reasons.find((each) => !isRest(each)) ?? reasons[0];
      if (!pause || from >= until) return [];
      const ends = until === Number.POSITIVE_INFINITY ? null : new Date(until).toISOString();
      return [{ from: new Date(from).toISOString(), until: ends, reasonId: pause.reasonId }];
    }),
  );
}
