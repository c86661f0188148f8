import "server-only";
import { dbFor } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { AREA_CODES } from "../labels";
import { canSeeReports } from "../policy";
import { ReportList } from "../schema";
import type { AreaRow } from "../types";

/** Which area each of what is recorded belongs to, list by list. */
export async function listAreas(viewer: Viewer): Promise<Record<ReportList, AreaRow[]>> {
  if (!canSeeReports(viewer)) throw new NotFound("This list");
  const kept = await dbFor(viewer).reportArea.findMany({ orderBy: [{ list: "asc" }, { code: "asc" }], take: 1_000 });
  const of = (list: ReportList) =>
    AREA_CODES[list].map(({ code, label }) => ({
      ...{ code, label },
      area: kept.find((row) => row.list === list && row.code === code)?.area ?? "",
    }));
  return { [ReportList.subject]: of("subject"), [ReportList.profession]: of("profession") };
}
