import "server-only";
import { isStopped } from "@/lib/platform/context";
import { sitesFor } from "@/lib/access/policy";
import { listCasesById } from "@/lib/case/queries/lists";
import type { CaseRow } from "@/lib/case/types";
import type { Viewer } from "@/lib/platform/viewer";
import { joinQueries, readSearch } from "../rules/query";
import { snippetOf } from "../rules/snippet";
import type { CaseSearch, FoundPart } from "../types";
import { countEachTerm, findHits, type Hit, MOST_APART, MOST_HITS } from "./hits";
import { findParts, type PartRow } from "./parts";
import { type Asked, ask } from "./terms";
import { inTime, SHORT, WHOLE, within } from "./timing";

/**
 * Cases in which everything that was typed occurs, wherever it was written, newest first and at most 50. One scope holds for what is
 * found, counted and quoted: the sites at which the viewer sees cases. What was found in a merged case leads to its survivor.
 */
export async function searchCases(viewer: Viewer, typed: string, now: Date): Promise<CaseSearch> {
  const siteIds = sitesFor(viewer, "case.see");
  try {
    const asked = await ask(viewer, readSearch(typed).terms);
    const query = joinQueries(asked);
    if (query === null) return { outcome: "nothing_to_look_for" };
    if (siteIds.length === 0) return { outcome: "found", hits: [], isCapped: false, isPartial: false };
    const { found, isPartial } = await readHits(viewer, siteIds, { query, asked });
    const hits = found.slice(0, MOST_HITS);
    const [rows, parts] = await Promise.all([
      listCasesById(viewer, [...new Set(hits.map(({ survivorId }) => survivorId))], now),
      hits.length > 0 ? within<PartRow>(viewer, findParts(siteIds, hits, asked), WHOLE).catch(withoutSnippets) : [],
    ]);
    return {
      outcome: "found",
      hits: hits.flatMap(({ caseId, survivorId, mergedFrom }) => {
        const row = rows.find(({ id }) => id === survivorId);
        if (!row) return [];
        const own = parts.filter((part) => part.caseId === caseId);
        return [{ case: row, mergedFrom, parts: own.filter(isNews).map((part) => toPart(part, asked)) }];
      }),
      isCapped: found.length > MOST_HITS,
      isPartial,
    };
  } catch (error) {
    if (isStopped(error)) return { outcome: "too_slow" };
    throw error;
  }
}

/** Cases in which everything that was typed is written, without where: for a list that follows the typing. */
export async function findCasesByWords(viewer: Viewer, typed: string, now: Date, most: number): Promise<CaseRow[]> {
  const siteIds = sitesFor(viewer, "case.see");
  if (siteIds.length === 0) return [];
  try {
    const asked = await ask(viewer, readSearch(typed).terms);
    const query = joinQueries(asked);
    if (query === null) return [];
    const { found } = await readHits(viewer, siteIds, { query, asked });
    const ids = [...new Set(found.map(({ survivorId }) => survivorId))].slice(0, most);
    const rows = await listCasesById(viewer, ids, now);
    return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  } catch (error) {
    if (isStopped(error)) return [];
    throw error;
  }
}

type Sought = { query: string; asked: Asked[] };

/** What is found, and whether words that stand apart, some in a case and some in its files, were looked for in its newest cases alone. */
async function readHits(
  viewer: Viewer,
  siteIds: string[],
  { query, asked }: Sought,
): Promise<{ found: Hit[]; isPartial: boolean }> {
  const wanted = asked.filter(({ isLeftOut }) => !isLeftOut);
  if (wanted.length < 2) return { found: await inTime<Hit>(viewer, findHits(siteIds, query, asked)), isPartial: false };
  const [row] = await inTime<{ counts: number[] }>(viewer, countEachTerm(wanted), SHORT);
  const counts = row?.counts ?? [];
  const fewest = Math.min(...counts);
  if (fewest === 0) return { found: [], isPartial: false };
  const rarest = wanted[counts.indexOf(fewest)] ?? null;
  return {
    found: await inTime<Hit>(viewer, findHits(siteIds, query, asked, rarest)),
    isPartial: fewest > MOST_APART,
  };
}

// What a case is about stands above its parts anyway, and is one of them only where there is no other.
function isNews({ kind }: PartRow, _at: number, parts: PartRow[]): boolean {
  return kind !== "about" || parts.length === 1;
}

function toPart({ kind, sourceId, at, text, file }: PartRow, asked: Asked[]): FoundPart {
  return { kind, sourceId, at: at.toISOString(), snippet: snippetOf(text ?? "", asked), file };
}

// What was found is worth more than the words around it.
function withoutSnippets(error: unknown): PartRow[] {
  if (isStopped(error)) return [];
  throw error;
}
