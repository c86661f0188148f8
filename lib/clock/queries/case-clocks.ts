import "server-only";
import { CHANNEL_PHRASES } from "@/lib/case/labels";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { isAcknowledgedInWriting, packOf } from "@/lib/regulation/rules";
import type { Pack } from "@/lib/regulation/schema";
import { localTimeOf } from "@/lib/shared/local-time";
import { CLOCK_PHRASES, describeAmount, tellClock } from "../labels";
import { canChangeClocks } from "../policy";
import { keepClock, readAt, soonBefore } from "../rules/kept";
import { extensionLeft } from "../rules/later";
import { pausable } from "../rules/verbs";
import type { CaseClock, CaseClocks, Clock } from "../types";
import { CLOCK_FACTS, calendarOf, readKnownCase } from "./facts";

const PERSON = { select: { name: true } } as const;

const SHOWN = {
  ...CLOCK_FACTS,
  state: true,
  ownerId: true,
  mergedIntoId: true,
  clockPauses: {
    ...CLOCK_FACTS.clockPauses,
    select: { id: true, from: true, until: true, reasonId: true, by: PERSON },
  },
  clockExtensions: {
    ...CLOCK_FACTS.clockExtensions,
    select: { id: true, limitId: true, at: true, amount: true, reason: true, toldAt: true, toldVia: true, by: PERSON },
  },
} satisfies Prisma.CaseSelect;

type Shown = Prisma.CaseGetPayload<{ select: typeof SHOWN }>;

/** The clocks of a case as they stand at `now`: read from its facts, never from what is kept of them. */
export async function getCaseClocks(viewer: Viewer, caseId: string, now: Date): Promise<CaseClocks> {
  const db = dbFor(viewer);
  const row = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: SHOWN,
  });
  if (!row) throw new NotFound("This case");
  const [{ calendar }, pack] = [await calendarOf(db, row.siteId), packOf(row)];
  const known = await readKnownCase(db, row, now);
  const { zone } = calendar;
  const clocks = known.clocks.map((clock): CaseClock => {
    const reading = readAt(clock, known.overAt, { calendar, now });
    const kept = keepClock(clock, known, { calendar, now });
    const dueAt = reading.dueAt;
    const dueSoonAt = soonBefore(new Date(reading.startedAt), new Date(dueAt)).toISOString();
    const { isOpen, isPaused } = kept;
    return {
      ...{ limitId: clock.limit.id, clock: clock.limit.clock, state: reading.state },
      told: tellClock(clock, reading, zone),
      chip: isOpen ? { clock: clock.limit.clock, dueAt, dueSoonAt, isPaused } : null,
      isOver: !isOpen && !reading.isMet,
      extension: isOpen ? extensionLeft(clock) : null,
      extensions: extensionsOf(row, clock),
    };
  });
  const mayChange = row.mergedIntoId === null && canChangeClocks(viewer, row);
  const acknowledged = known.clocks.every(({ limit, metAt }) => limit.clock !== "acknowledge" || metAt !== null);
  return {
    ...{ caseId, zone, clocks, mayChange },
    pauses: row.clockPauses.map(({ id, reasonId, from, until, by }) => ({
      ...{ id, reason: labelOf(pack, reasonId), by: by.name },
      ...{ from: from.toISOString(), until: until?.toISOString() ?? null },
    })),
    isPausedByHand: row.clockPauses.some(({ until }) => until === null),
    reasons: known.overAt
      ? []
      : pack.pauseReasons.flatMap(({ id, label }) => {
          const stops = pausable(known, { reasonId: id, calendar, now });
          const names = stops.map(({ limit }) => CLOCK_PHRASES[limit.clock]);
          return names.length === 0
            ? []
            : [{ id, label, stops: `The time to ${names.join(", and to ")} stands still.` }];
        }),
    today: localTimeOf(now, zone).slice(0, 10),
    needsWrittenAcknowledgement: isAcknowledgedInWriting(pack, row.channel) && !acknowledged,
  };
}

function labelOf({ pauseReasons }: Pack, reasonId: string): string {
  return pauseReasons.find(({ id }) => id === reasonId)?.label ?? reasonId;
}

function extensionsOf({ clockExtensions }: Shown, { limit }: Clock): CaseClock["extensions"] {
  const unit = limit.extension?.unit ?? limit.unit;
  return clockExtensions
    .filter(({ limitId }) => limitId === limit.id)
    .map(({ id, amount, reason, by, at, toldAt, toldVia }) => ({
      ...{ id, reason, by: by.name, at: at.toISOString(), amount: describeAmount({ amount, unit }) },
      toldAt: toldAt?.toISOString() ?? null,
      toldVia: toldVia && CHANNEL_PHRASES[toldVia].toLowerCase(),
    }));
}
