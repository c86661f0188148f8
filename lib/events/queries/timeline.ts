import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { patientsEverVisibleTo, patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { cursorInstant, decodeCursor, encodeCursor } from "@/lib/shared/page";
import { describeEvent, describeUnowned } from "../labels";
import {
  chainOf,
  type EventType,
  type HeardEvent,
  type PatientTimeline,
  readEvent,
  type Timeline,
  type TimelineEntry,
  type TimelineShow,
} from "../schema";
import { loadTexts, TIMELINE_PAGE, textId } from "./texts";

export const TOLD = {
  id: true,
  type: true,
  at: true,
  actorId: true,
  actorName: true,
  data: true,
  detail: { select: { salt: true, values: true, redactedAt: true } },
} satisfies Prisma.EventSelect;

/** What somebody outside is told of an event, null: nothing. */
type ForOutside = (event: HeardEvent) => string | null;
type CaseTimelineAsked = { before?: number | null; show?: TimelineShow; forOutside?: ForOutside };

/**
 * One page of a case's timeline, newest first: at most 50 entries that stand before the chain position `before`, or the newest. `older`
 * is what to ask for next, or null at the beginning.
 */
export async function listCaseTimeline(
  viewer: Viewer,
  caseId: string,
  { before = null, show = "all", forOutside }: CaseTimelineAsked = {},
): Promise<Timeline> {
  const db = dbFor(viewer);
  const visible = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: { id: true },
  });
  if (!visible) return { entries: [], older: null };
  const rows = await db.event.findMany({
    where: {
      chain: chainOf({ noun: "case", id: caseId }),
      position: before === null ? undefined : { lt: before },
      type: TYPES_SHOWN[show],
    },
    select: { ...TOLD, position: true },
    orderBy: { position: "desc" },
    take: TIMELINE_PAGE + 1,
  });
  const shown = rows.slice(0, TIMELINE_PAGE);
  const entries = await tell(viewer, [caseId], shown, forOutside);
  return { entries, older: rows.length > shown.length ? (shown.at(-1)?.position ?? null) : null };
}

/**
 * One page of everything that happened to one person: to their record, to those merged into it, and in each of their cases that the
 * viewer may see. Newest first, at most 50 entries after `page`.
 */
export async function listPatientTimeline(
  viewer: Viewer,
  patientId: string,
  page: string | undefined,
): Promise<PatientTimeline> {
  const db = dbFor(viewer);
  const [patient, merged, cases] = await Promise.all([
    db.patient.findFirst({ where: { AND: [{ id: patientId }, patientsVisibleTo(viewer)] }, select: { id: true } }),
    db.patient.findMany({
      where: { AND: [{ mergedIntoId: patientId }, patientsEverVisibleTo(viewer)] },
      select: { id: true },
      take: 50,
    }),
    db.case.findMany({
      where: { AND: [{ patientId }, casesVisibleTo(viewer)] },
      select: { id: true, reference: true, about: true },
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      take: 500,
    }),
  ]);
  if (!patient) return { entries: [], older: null };
  const caseOf = new Map(cases.map(({ id, ...named }) => [chainOf({ noun: "case", id }), named]));
  const [ownChain, ...others] = [patientId, ...merged.map(({ id }) => id)].map((id) =>
    chainOf({ noun: "patient", id }),
  );
  const chains = [ownChain, ...others, ...caseOf.keys()];
  const cursor = decodeCursor(page);
  const at = cursor && cursorInstant(cursor);
  const seek = cursor && at ? Prisma.sql`("at", "id") < (${at}::timestamptz, ${cursor.id}::uuid)` : Prisma.sql`true`;
  // A merge is told in both chains and in those of the cases that went over; one is enough here. The chains first: by time alone the whole trail would be searched for the few that belong to one person.
  const found = await db.$queryRaw<{ id: string }[]>`
    WITH own AS MATERIALIZED (
      SELECT "id", "at" FROM "Event"
      WHERE "chain" = ANY(${chains}::text[])
        AND ("chain" = ${ownChain} OR "type" NOT IN ('patient.merged', 'patient.unmerged', 'record.merged', 'record.unmerged')))
    SELECT "id" FROM own WHERE ${seek} ORDER BY "at" DESC, "id" DESC LIMIT ${TIMELINE_PAGE + 1}`;
  const rows = await db.event.findMany({
    where: { id: { in: found.slice(0, TIMELINE_PAGE).map(({ id }) => id) } },
    select: { ...TOLD, chain: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: TIMELINE_PAGE,
  });
  const told = await tell(
    viewer,
    cases.map(({ id }) => id),
    rows,
  );
  const chainById = new Map(rows.map(({ id, chain }) => [id, chain]));
  const last = rows.at(-1);
  return {
    entries: told.map((entry) => ({ ...entry, inCase: caseOf.get(chainById.get(entry.id) ?? "") })),
    older:
      found.length > TIMELINE_PAGE && last
        ? encodeCursor({ direction: "after", value: last.at.toISOString(), id: last.id })
        : null,
  };
}

type Told = Prisma.EventGetPayload<{ select: typeof TOLD }>;

/** These events as entries, with what people wrote in them; those of cases that are not among these stay without. */
async function tell(
  viewer: Viewer,
  caseIds: string[],
  rows: Told[],
  forOutside?: ForOutside,
): Promise<TimelineEntry[]> {
  const read = rows.flatMap((row) => {
    const event = readEvent(row);
    return event ? [{ ...row, event }] : [];
  });
  const told = read.map(({ event }) => event);
  const textOf = await loadTexts(dbFor(viewer), caseIds, told);
  return read.map(({ id, at, actorId, actorName, event }) => {
    const unowned = describeUnowned(event);
    return {
      ...{ id, type: event.type, at: at.toISOString(), actor: unowned === null ? actorName : null },
      ...{ sentence: unowned ?? describeEvent(event, actorId), text: textOf(event), rowId: textId(event) },
      ...(forOutside ? { outside: forOutside(event) } : {}),
    };
  });
}

const CONTACTS: EventType[] = ["contact.logged", "contact.voided"];
const NOTES: EventType[] = ["note.added"];
const TYPES_SHOWN: Record<TimelineShow, Prisma.StringFilter<"Event"> | undefined> = {
  all: undefined,
  contacts: { in: CONTACTS },
  notes: { in: NOTES },
  changes: { notIn: [...CONTACTS, ...NOTES] },
};
