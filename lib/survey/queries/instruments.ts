import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { canManageSurveys } from "../policy";
import { languagesOf } from "../rules/answer";
import { draftOf } from "../rules/draft";
import { definitionSchema, draftSchema } from "../schema";
import { instrumentsVisibleTo } from "../scope";
import type { InstrumentDetail, InstrumentRow } from "../types";

const MOST = 200;
const MOST_VERSIONS = 50;

/** The surveys that the viewer's sites made themselves, those in use first; of one site where it is given. */
export async function listInstruments(viewer: Viewer, site?: string): Promise<InstrumentRow[]> {
  const siteIds = sitesFor(viewer, "survey.see");
  const rows = await dbFor(viewer).surveyInstrument.findMany({
    where: { AND: [instrumentsVisibleTo(viewer), site && siteIds.includes(site) ? { siteId: site } : {}] },
    select: {
      ...{ id: true, siteId: true, name: true, draft: true, retiredAt: true },
      site: { select: { name: true, surveySetting: { select: { isOn: true, instrument: true } } } },
    },
    orderBy: [{ retiredAt: { sort: "asc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const versions = await dbFor(viewer).surveyVersion.findMany({
    where: { instrument: { in: rows.map(({ id }) => id) } },
    select: { instrument: true, version: true, definition: true },
    orderBy: [{ instrument: "asc" }, { version: "desc" }],
    distinct: ["instrument"],
    take: MOST,
  });
  return rows.map(({ id, siteId, name, draft, retiredAt, site: place }) => {
    const newest = versions.find(({ instrument }) => instrument === id);
    return {
      ...{ id, siteId, site: place.name, name, isRetired: retiredAt !== null, hasDraft: draft !== null },
      published: newest
        ? { version: newest.version, languages: languagesOf(definitionSchema.parse(newest.definition)) }
        : null,
      isSent: place.surveySetting?.isOn === true && place.surveySetting.instrument === id,
    };
  });
}

/** One survey of a site's own: its draft, or what its newest version says, and what may be done with it. */
export async function getInstrument(viewer: Viewer, id: string): Promise<InstrumentDetail> {
  const row = await dbFor(viewer).surveyInstrument.findFirst({
    where: { AND: [{ id }, instrumentsVisibleTo(viewer)] },
    select: {
      ...{ id: true, siteId: true, name: true, draft: true, revision: true, retiredAt: true, changedAt: true },
      site: { select: { name: true, timeZone: true, surveySetting: { select: { instrument: true } } } },
      changedBy: { select: { name: true } },
    },
  });
  if (!row) throw new NotFound("This survey");
  const versions = await dbFor(viewer).surveyVersion.findMany({
    where: { instrument: id },
    select: { id: true, version: true, definition: true, createdAt: true, _count: { select: { answers: true } } },
    orderBy: { version: "desc" },
    take: MOST_VERSIONS,
  });
  const newest = versions[0] && definitionSchema.parse(versions[0].definition);
  const mayChange = row.retiredAt === null && canManageSurveys(viewer, row.siteId);
  return {
    ...{ id: row.id, siteId: row.siteId, name: row.name, revision: row.revision },
    site: { name: row.site.name, zone: row.site.timeZone },
    changed: { by: row.changedBy.name, at: row.changedAt.toISOString() },
    isRetired: row.retiredAt !== null,
    isSent: row.site.surveySetting?.instrument === id,
    hasDraft: row.draft !== null,
    shown: row.draft === null ? draftOf(definitionSchema.parse(newest)) : draftSchema.parse(row.draft),
    versions: versions.map((version) => {
      const definition = definitionSchema.parse(version.definition);
      return {
        ...{ version: version.version, at: version.createdAt.toISOString(), answers: version._count.answers },
        languages: languagesOf(definition),
      };
    }),
    mayChange,
  };
}
