import "server-only";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn } from "@/lib/shared/dates";
import { followUpsVisibleTo, promisesVisibleTo } from "../scope";

const DAY_MS = 86_400_000;
const REFERENCE = { case: { select: { reference: true } } } as const;
const ORDER = [{ dueOn: "asc" as const }, { id: "asc" as const }];

type Whose = { ownerIds: string[]; now: Date; most: number };
type Owed = { broken: string[]; promises: string[]; calls: string[] };

/** The references of what these people owe: promises that are broken or due by tomorrow, and what they are to call or write by today. */
export async function listOwed(viewer: Viewer, { ownerIds, now, most: take }: Whose): Promise<Owed> {
  const db = dbFor(viewer);
  const open = { ownerId: { in: ownerIds }, state: "open" as const, case: { mergedIntoId: null } };
  // What still needs approval was not promised to anybody yet.
  const told: Prisma.PatientPromiseWhereInput = { OR: [{ approval: null }, { approval: "approved" }] };
  const promisesDue = (due: Prisma.PatientPromiseWhereInput) =>
    db.patientPromise.findMany({
      where: { AND: [promisesVisibleTo(viewer), open, told, due] },
      ...{ select: REFERENCE, orderBy: ORDER, take },
    });
  const [broken, promises, calls] = await Promise.all([
    promisesDue(dueWithin(viewer, now, { until: -1 })),
    promisesDue(dueWithin(viewer, now, { from: 0, until: 1 })),
    db.followUp.findMany({
      where: { AND: [followUpsVisibleTo(viewer), open, dueWithin(viewer, now, { until: 0 })] },
      ...{ select: REFERENCE, orderBy: ORDER, take },
    }),
  ]);
  return { broken: referencesOf(broken), promises: referencesOf(promises), calls: referencesOf(calls) };
}

// In days from today, as each site counts them.
function dueWithin(viewer: Viewer, now: Date, { from, until }: { from?: number; until: number }) {
  const day = (zone: string, ahead: number) => new Date(dayIn(now, zone).getTime() + ahead * DAY_MS);
  return {
    OR: viewer.sites.map(({ id, timeZone }) => ({
      siteId: id,
      dueOn: { lte: day(timeZone, until), ...(from === undefined ? {} : { gte: day(timeZone, from) }) },
    })),
  };
}

function referencesOf(rows: { case: { reference: string } }[]): string[] {
  return rows.map((row) => row.case.reference);
}
