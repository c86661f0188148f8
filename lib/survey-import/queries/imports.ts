import "server-only";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { worriesSchema } from "@/lib/survey/schema";
import { describeImportedWorry } from "../labels";
import {
  columnsSchema,
  IMPORTED_INSTRUMENTS,
  itemsSchema,
  type Mapping,
  mappingSchema,
  unknownUnitsSchema,
} from "../schema";
import { importsVisibleTo, profilesVisibleTo } from "../scope";
import type { ImportDetail, ImportProgress, ImportRow, ProfileView, RejectedLine, WorryingAnswer } from "../types";

const MOST = 50;
const MOST_PROFILES = 100;
const MOST_SHOWN = 50;

const ROW = {
  ...{ id: true, name: true, receivedAt: true, state: true, source: true, added: true, same: true, rejected: true },
  site: { select: { name: true, timeZone: true } },
  by: { select: { name: true } },
} satisfies Prisma.SurveyImportSelect;

function rowOf(row: Prisma.SurveyImportGetPayload<{ select: typeof ROW }>): ImportRow {
  const { site, by, receivedAt, ...rest } = row;
  return { ...rest, site: { name: site.name, zone: site.timeZone }, by: by.name, receivedAt: receivedAt.toISOString() };
}

/** The last files of the viewer's sites, the newest first; at most 50. */
export async function listImports(viewer: Viewer): Promise<ImportRow[]> {
  const rows = await dbFor(viewer).surveyImport.findMany({
    where: importsVisibleTo(viewer),
    select: ROW,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map(rowOf);
}

/** How the columns of earlier files of a site were read, the one used last first. */
export async function listProfiles(viewer: Viewer, siteId: string): Promise<ProfileView[]> {
  const rows = await dbFor(viewer).surveyImportProfile.findMany({
    where: { AND: [{ siteId }, profilesVisibleTo(viewer)] },
    select: { id: true, name: true, mapping: true },
    orderBy: [{ changedAt: "desc" }, { id: "desc" }],
    take: MOST_PROFILES,
  });
  return rows.map(({ id, name, mapping }) => ({ id, name, mapping: mappingSchema.parse(mapping) }));
}

/** How far a file is. */
export async function getProgress(viewer: Viewer, importId: string): Promise<ImportProgress> {
  const row = await dbFor(viewer).surveyImport.findFirst({
    where: { AND: [{ id: importId }, importsVisibleTo(viewer)] },
    select: { id: true, state: true, done: true },
  });
  if (!row) throw new NotFound("This file");
  return row;
}

/** One file: what it is, what its columns are, what was found in it, and what came of it. */
export async function getImport(viewer: Viewer, importId: string): Promise<ImportDetail> {
  const db = dbFor(viewer);
  const row = idSchema.safeParse(importId).success
    ? await db.surveyImport.findFirst({
        where: { AND: [{ id: importId }, importsVisibleTo(viewer)] },
        select: {
          ...ROW,
          ...{ siteId: true, bytes: true, encoding: true, delimiter: true, columns: true, mapping: true },
          ...{ instrument: true, done: true, fresh: true, unknownUnits: true, note: true, key: true, endedAt: true },
        },
      })
    : null;
  if (!row) throw new NotFound("This file");
  const mapping = row.mapping === null ? null : mappingSchema.parse(row.mapping);
  const [rejects, worrying, concerns] = await Promise.all([
    listRejects(viewer, row.id),
    mapping ? listWorrying(viewer, { importId: row.id, mapping }) : [],
    db.importedResponse.count({ where: { importId: row.id, concernId: { not: null } } }),
  ]);
  return {
    ...rowOf(row),
    ...{ siteId: row.siteId, bytes: row.bytes, encoding: row.encoding, delimiter: row.delimiter, mapping },
    ...{ columns: columnsSchema.parse(row.columns), done: row.done, fresh: row.fresh, note: row.note },
    instrument: IMPORTED_INSTRUMENTS.find((each) => each === row.instrument) ?? null,
    ...{ unknownUnits: unknownUnitsSchema.parse(row.unknownUnits), hasFile: row.key !== null },
    ...{ endedAt: row.endedAt?.toISOString() ?? null, rejects, worrying, concerns },
  };
}

function listRejects(viewer: Viewer, importId: string): Promise<RejectedLine[]> {
  return dbFor(viewer).surveyImportReject.findMany({
    where: { importId, import: importsVisibleTo(viewer) },
    select: { line: true, column: true, value: true, reason: true },
    orderBy: [{ line: "asc" }, { position: "asc" }],
    take: MOST_SHOWN,
  });
}

/** The answers of a file that ask for a person, the newest first; at most 50. */
async function listWorrying(
  viewer: Viewer,
  { importId, mapping }: { importId: string; mapping: Mapping },
): Promise<WorryingAnswer[]> {
  const rows = await dbFor(viewer).importedResponse.findMany({
    where: { importId, worries: { not: [] }, import: importsVisibleTo(viewer) },
    select: {
      ...{ id: true, line: true, answeredOn: true, items: true, comment: true, language: true, worries: true },
      unit: { select: { name: true } },
      concern: { select: { reference: true } },
    },
    orderBy: [{ answeredOn: "desc" }, { id: "asc" }],
    take: MOST_SHOWN,
  });
  return rows.map(({ id, line, answeredOn, items, comment, language, worries, unit, concern }) => ({
    ...{
      id,
      line,
      on: isoDay(answeredOn),
      unit: unit?.name ?? null,
      comment,
      language,
      concern: concern?.reference ?? null,
    },
    worries: worriesSchema
      .parse(worries)
      .map((worry) => describeImportedWorry(mapping, itemsSchema.parse(items), worry)),
  }));
}
