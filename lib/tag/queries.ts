import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { TagChoice } from "./types";

/** More than a case takes, and than anybody reads through in a list. */
const MOST_ON_CASE = 50;
const MOST_OFFERED = 300;

/** The tags of a case, in the order in which they came. */
export async function listCaseTags(viewer: Viewer, caseId: string): Promise<TagChoice[]> {
  const rows = await dbFor(viewer).caseTag.findMany({
    where: { caseId, removedAt: null, case: casesVisibleTo(viewer) },
    select: { tag: { select: { id: true, label: true, siteId: true } } },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
    take: MOST_ON_CASE,
  });
  return rows.map(({ tag }) => toChoice(tag));
}

/** The tags in use at the sites whose cases the viewer sees, or at one of them, by their words. One that is on no case is not offered. */
export async function listTagChoices(viewer: Viewer, siteId?: string): Promise<TagChoice[]> {
  const rows = await dbFor(viewer).tag.findMany({
    where: {
      AND: [{ siteId: { in: sitesFor(viewer, "case.see") } }, { siteId }],
      retiredAt: null,
      cases: { some: { removedAt: null } },
    },
    select: { id: true, label: true, siteId: true },
    orderBy: [{ key: "asc" }, { id: "asc" }],
    take: MOST_OFFERED,
  });
  return rows.map(toChoice);
}

function toChoice({ id, label, siteId }: { id: string; label: string; siteId: string }): TagChoice {
  return { id, name: label, siteId };
}
