import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { listCasesById } from "@/lib/case/queries/lists";
import type { CaseRow } from "@/lib/case/types";
import { plainText, readLetter } from "@/lib/letter/rules/document";
import { isStopped } from "@/lib/platform/context";
import type { Viewer } from "@/lib/platform/viewer";
import { cursorInstant, decodeCursor, encodeCursor } from "@/lib/shared/page";
import { joinQueries, readSearch } from "../rules/query";
import { snippetOf } from "../rules/snippet";
import type { CaseSearch, FoundPart } from "../types";
import { countEachTerm, findHits, type Hit, type Last, MOST_APART, MOST_HITS } from "./hits";
import { findParts, type PartRow } from "./parts";
import { type Asked, ask, type Wanted } from "./terms";
import { inTime, inTimeOr, SHORT, WHOLE, within } from "./timing";

/**
 * Cases in which everything that was typed occurs, wherever it was written, newest first and at most 50, from a cursor on the next. One scope holds for what is
 * found, counted and quoted: the sites at which the viewer sees cases. What was found in a merged case leads to its survivor.
 */
export async function searchCases(viewer: Viewer, typed: string, now: Date, page?: string): Promise<CaseSearch> {
  const last = readLast(page);
  const isLost = Boolean(page) && last === null;
  const siteIds = sitesFor(viewer, "case.see");
  try {
    const asked = await ask(viewer, readSearch(typed).terms);
    const query = joinQueries(asked);
    if (query === null) return { outcome: "nothing_to_look_for" };
    if (siteIds.length === 0)
      return { outcome: "found", hits: [], older: null, isLost, isPartial: false, isBounded: false };
    const { found, isPartial, isBounded } = await readHits(viewer, siteIds, { query, asked, last });
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
      older: found.length > MOST_HITS ? cursorOf(hits.at(-1)) : null,
      isLost,
      isPartial,
      isBounded,
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

const OF = "search";

function cursorOf(hit: Hit | undefined): string | null {
  return hit ? encodeCursor({ direction: "after", value: hit.receivedAt.toISOString(), id: hit.caseId, of: OF }) : null;
}

function readLast(page: string | undefined): Last | null {
  const cursor = decodeCursor(page);
  const receivedAt = cursor?.of === OF ? cursorInstant(cursor) : null;
  return cursor && receivedAt ? { receivedAt, caseId: cursor.id } : null;
}

/** Whether a page is one of older cases. */
export function isOlder(page: string | undefined): boolean {
  return readLast(page) !== null;
}

type Sought = { query: string; asked: Asked[]; last?: Last | null };

type Read = {
  found: Hit[];
  /** Words that stand apart, some in a case and some in its files, were looked for in the newest cases alone. */
  isPartial: boolean;
  /** Words beside each other were looked for in the newest cases alone that have them all. */
  isBounded: boolean;
};

async function readHits(viewer: Viewer, siteIds: string[], { query, asked, last = null }: Sought): Promise<Read> {
  const wanted = asked.filter(({ isLeftOut }) => !isLeftOut);
  const read = async (rarest: Wanted | null) => {
    const whole = findHits(siteIds, query, asked, { rarest, last });
    if (wanted.every(({ pattern }) => pattern === null)) {
      return { found: await inTime<Hit>(viewer, whole), isBounded: false };
    }
    const bounded = findHits(siteIds, query, asked, { rarest, last, isBounded: true });
    const { rows: found, isBounded } = await inTimeOr<Hit>(viewer, { whole, bounded });
    return { found, isBounded };
  };
  if (wanted.length < 2) return { ...(await read(null)), isPartial: false };
  const [row] = await inTime<{ counts: number[] }>(viewer, countEachTerm(wanted), SHORT);
  const counts = row?.counts ?? [];
  const fewest = Math.min(...counts);
  if (fewest === 0) return { found: [], isPartial: false, isBounded: false };
  const rarest = wanted[counts.indexOf(fewest)] ?? null;
  return { ...(await read(rarest)), isPartial: fewest > MOST_APART };
}

// What a case is about stands above its parts anyway, and is one of them only where there is no other.
function isNews({ kind }: PartRow, _at: number, parts: PartRow[]): boolean {
  return kind !== "about" || parts.length === 1;
}

function toPart({ kind, sourceId, at, text, file }: PartRow, asked: Asked[]): FoundPart {
  const words = kind === "letter" ? plainText(readLetter(text ?? "")) : (text ?? "");
  return { kind, sourceId, at: at.toISOString(), snippet: snippetOf(words, asked), file };
}

// What was found is worth more than the words around it.
function withoutSnippets(error: unknown): PartRow[] {
  if (isStopped(error)) return [];
  throw error;
}
