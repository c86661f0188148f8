import "server-only";
import { dbFor, type Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { isDrafted } from "../rules/drafting";
import { lettersVisibleTo } from "../scope";
import type { Drafted, DraftedLetter } from "../types";
import { UNSENT } from "../workflow";

const MOST = 50;
/** Which of them are still needed shows only once they are read. */
const MOST_READ = 1_000;
const PERSON = { select: { id: true, name: true } } as const;

/** For which time each of these letters was drafted by Heard, by the letter's id; a letter that a person began has none. */
export async function readDrafted(db: Tx, letterIds: string[]): Promise<Map<string, Drafted>> {
  if (letterIds.length === 0) return new Map();
  const rows = await db.letterDrafting.findMany({
    where: { letterId: { in: letterIds } },
    select: {
      ...{ letterId: true, caseId: true, limitId: true, dueAt: true, clock: true, version: true },
      letter: { select: { version: true, submittedAt: true } },
      site: { select: { timeZone: true } },
    },
    orderBy: [{ at: "asc" }, { dueAt: "asc" }],
    take: MOST_READ,
  });
  const clocks = await db.clock.findMany({
    where: { caseId: { in: rows.map(({ caseId }) => caseId) }, isOpen: true },
    select: { caseId: true, limitId: true, dueAt: true },
    take: MOST_READ,
  });
  const stands = (row: (typeof rows)[number]) =>
    clocks.some(
      ({ caseId, limitId, dueAt }) =>
        caseId === row.caseId && limitId === row.limitId && dueAt.getTime() === row.dueAt.getTime(),
    );
  // Of several the last counts: it was drafted anew since.
  return new Map(
    rows.flatMap((row): [string, Drafted][] =>
      isDrafted(row.clock)
        ? [
            [
              row.letterId,
              {
                ...{ clock: row.clock, sendBy: isoDay(dayIn(row.dueAt, row.site.timeZone)), isNeeded: stands(row) },
                isUntouched: row.letter.version === row.version && row.letter.submittedAt === null,
                version: row.version,
              },
            ],
          ]
        : [],
    ),
  );
}

/** Letters that were drafted for these people and have not gone out, as far as the viewer sees them; those first that are to be sent first. */
export async function listDraftedFor(viewer: Viewer, now: Date, whose: string[]): Promise<DraftedLetter[]> {
  const db = dbFor(viewer);
  const rows = await db.letter.findMany({
    where: {
      AND: [
        lettersVisibleTo(viewer),
        { state: { in: UNSENT }, draftings: { some: {} }, case: { closedAt: null, mergedIntoId: null } },
        { OR: [{ case: { ownerId: { in: whose } } }, { case: { ownerId: null }, authorId: { in: whose } }] },
      ],
    },
    select: {
      ...{ id: true, state: true },
      case: { select: { reference: true, about: true, owner: PERSON } },
      site: { select: { timeZone: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_READ,
  });
  const drafted = await readDrafted(
    db,
    rows.map(({ id }) => id),
  );
  return rows
    .flatMap(({ id, state, case: { reference, about, owner }, site }) => {
      const one = drafted.get(id);
      if (!one?.isNeeded) return [];
      const isLate = one.sendBy < isoDay(dayIn(now, site.timeZone));
      const coveredFor = owner && owner.id !== viewer.personId ? owner : null;
      return [{ id, state, reference, about, drafted: one, isLate, coveredFor }];
    })
    .toSorted((a, b) => (a.drafted.sendBy < b.drafted.sendBy ? -1 : 1))
    .slice(0, MOST);
}
