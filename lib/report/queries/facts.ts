import "server-only";
import { reportsFor, type Tx } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { MOST_CASES } from "../schema";
import { type AnswerFact, type CaseFact, type Facts, type IssueFact, type Line, WHATS } from "../types";
import { readAnswers } from "./answers";
import { readLines } from "./lines";

/** `answersFrom`: the first day of what people answered, which may lie before; null where none of it is told. */
type Asked = { from: string; to: string; answersFrom: string | null; now: Date };

const CHUNK = 5_000;
const MOST_MINUTES = 10;

/** All that a report counts of the viewer's sites, as it stood at one moment, read by index over the connections of reports. */
export async function readFacts(
  viewer: Viewer,
  asked: Asked,
  onSite: (done: number) => void = () => {},
): Promise<Facts> {
  const options = { isolationLevel: "RepeatableRead", maxWait: 30_000, timeout: MOST_MINUTES * 60_000 } as const;
  return reportsFor(viewer).$transaction(async (tx) => {
    const lines = Object.fromEntries(WHATS.map((what) => [what, [] as Line[]])) as Facts["lines"];
    const ids = new Set<string>();
    const answers: AnswerFact[] = [];
    for (const [index, { id, timeZone }] of viewer.sites.entries()) {
      const today = isoDay(dayIn(asked.now, timeZone));
      const ofSite = { site: { id, timeZone, today }, ...asked };
      for (const { what, ...line } of await readLines(tx, ofSite)) {
        lines[what].push(line);
        ids.add(line.caseId);
      }
      const said = asked.answersFrom === null ? [] : await readAnswers(tx, { ...ofSite, from: asked.answersFrom });
      for (const answer of said) {
        answers.push(answer);
        ids.add(answer.caseId);
      }
      if (ids.size > MOST_CASES) throw tooMany();
      onSite(index + 1);
    }
    const all = [...ids];
    const cases = new Map((await inChunks(all, (some) => readCases(tx, some))).map((fact) => [fact.id, fact]));
    const issues = await inChunks(all, (some) => readIssues(tx, some));
    return { cases, lines, issues, answers };
  }, options);
}

function tooMany() {
  const most = MOST_CASES.toLocaleString("en");
  return new Invalid({ to: `This is about more than ${most} cases. Choose fewer days or fewer sites.` });
}

async function inChunks<T>(ids: string[], read: (some: string[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const row of await read(ids.slice(from, from + CHUNK))) rows.push(row);
  }
  return rows;
}

function readCases(tx: Tx, ids: string[]): Promise<CaseFact[]> {
  return tx.$queryRaw<CaseFact[]>`
    SELECT c."id", c."siteId", c."unitId", u."name" AS "unit", c."kind"::text AS "kind", c."reporterKind"::text AS "reporterKind",
           date_part('year', age(heard_local_day(c."receivedAt", s."timeZone"), p."bornOn"))::int AS "age"
    FROM "Case" c JOIN "Site" s ON s."id" = c."siteId" LEFT JOIN "Unit" u ON u."id" = c."unitId" LEFT JOIN "Patient" p ON p."id" = c."patientId"
    WHERE c."id" = ANY (${ids}::uuid[])`;
}

function readIssues(tx: Tx, ids: string[]): Promise<IssueFact[]> {
  return tx.$queryRaw<IssueFact[]>`
    SELECT i."id", i."caseId", coalesce(i."unitId", c."unitId") AS "unitId", u."name" AS "unit", i."category"::text AS "category",
           i."stage"::text AS "stage", i."staffGroup"::text AS "staffGroup", i."finding"::text AS "finding"
    FROM "Issue" i JOIN "Case" c ON c."id" = i."caseId" LEFT JOIN "Unit" u ON u."id" = coalesce(i."unitId", c."unitId")
    WHERE i."caseId" = ANY (${ids}::uuid[]) AND i."voidedAt" IS NULL
    ORDER BY i."caseId", i."position", i."id"`;
}
