import "server-only";
import { sitesManagedBy } from "@/lib/access/scope";
import { dbFor, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { PACKS } from "@/lib/regulation/rules";
import {
  DEFAULT_MATRIX,
  DEFAULT_QUIET_HOURS,
  DEFAULT_VERSION,
  defaultMatrixFor,
  matrixFactsOf,
} from "../rules/default-matrix";
import { type Matrix, type MatrixFact, matrixSchema } from "../rules/matrix";
import type { Quiet } from "../rules/quiet";
import type { MatrixView } from "../types";
import { answerersAt } from "./around";

export type StandingMatrix = { matrix: Matrix; version: number };

/** The matrix that holds at a site: the newest that was saved, or the default. The caller has found the site through a scope. */
export async function matrixOf(db: Tx, siteId: string, version?: number): Promise<StandingMatrix> {
  const row = await db.escalationMatrix.findFirst({
    where: { siteId, version },
    select: { version: true, rules: true },
    orderBy: { version: "desc" },
  });
  return row
    ? { matrix: matrixSchema.parse(row.rules), version: row.version }
    : {
        // What was raised by the default is looked up in all of it, whatever rules hold by now.
        matrix: version === undefined ? defaultMatrixFor(await factsAskedAt(db, siteId)) : DEFAULT_MATRIX,
        version: DEFAULT_VERSION,
      };
}

/** What the policy pack of a site asks that a row may go by, in any version of it. */
async function factsAskedAt(db: Tx, siteId: string): Promise<MatrixFact[]> {
  const { packId } = await db.site.findUniqueOrThrow({ where: { id: siteId }, select: { packId: true } });
  return matrixFactsOf(PACKS.filter(({ id }) => id === packId).flatMap(({ asks }) => asks));
}

/** The quiet hours of a site, or null where it has none. */
export async function quietHoursOf(db: Tx, siteId: string): Promise<Quiet> {
  const row = await db.quietHours.findUnique({ where: { siteId }, select: { from: true, until: true } });
  if (!row) return DEFAULT_QUIET_HOURS;
  return row.from && row.until ? { from: row.from, until: row.until } : null;
}

/** What an administrator set for a site. */
export async function getMatrixView(viewer: Viewer, siteId: string, now: Date): Promise<MatrixView> {
  const db = dbFor(viewer);
  const site = await db.site.findFirst({
    where: { AND: [{ id: siteId }, sitesManagedBy(viewer)] },
    select: { id: true, name: true, timeZone: true },
  });
  if (!site) throw new NotFound("This site");
  const [standing, saved, quiet, people, asked, duties] = await Promise.all([
    matrixOf(db, siteId),
    db.escalationMatrix.findFirst({
      where: { siteId },
      select: { validFrom: true, createdBy: { select: { name: true } } },
      orderBy: { version: "desc" },
    }),
    quietHoursOf(db, siteId),
    answerersAt(db, siteId),
    factsAskedAt(db, siteId),
    db.duty.findMany({
      where: { siteId, endedAt: null, until: { gt: now } },
      select: { id: true, from: true, until: true, person: { select: { id: true, name: true } } },
      orderBy: [{ from: "asc" }, { id: "asc" }],
      take: 200,
    }),
  ]);
  return {
    ...{ siteId, site: site.name, zone: site.timeZone, quiet, people, asked, ...standing },
    savedBy: saved?.createdBy.name ?? null,
    savedAt: saved?.validFrom.toISOString() ?? null,
    duties: duties.map(({ from, until, ...row }) => ({ ...row, from: from.toISOString(), until: until.toISOString() })),
  };
}
