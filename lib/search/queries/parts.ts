import "server-only";
import { Prisma } from "@/lib/platform/db";
import type { PartKind } from "../schema";
import type { Hit } from "./hits";
import type { Asked } from "./terms";

const PARTS_EACH = 2;

export type PartRow = {
  caseId: string;
  kind: PartKind;
  sourceId: string;
  at: Date;
  text: string | null;
  file: string | null;
};

/**
 * Of each case the parts in which most of it was found, what people wrote before what files hold, the newest first. Read from where they
 * were written, so never stale; of a file the first piece that holds any of it.
 */
export function findParts(siteIds: string[], hits: Hit[], asked: Asked[]): Prisma.Sql {
  const wanted = asked.filter(({ isLeftOut }) => !isLeftOut);
  const found = wanted.map(({ query }) => Prisma.sql`(p."vector" @@ ${query}::tsquery)::int`);
  const any = wanted.map(
    ({ query, pattern }) =>
      Prisma.sql`(heard_search_vector(u.piece) @@ ${query}::tsquery ${pattern === null ? Prisma.empty : Prisma.sql`AND heard_search_text(u.piece) LIKE ${pattern}`})`,
  );
  const of = Prisma.sql`
    "caseId" IN (${Prisma.join(hits.map(({ caseId }) => Prisma.sql`${caseId}::uuid`))})
    AND "siteId" IN (${Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`))})`;
  return Prisma.sql`
    SELECT r."caseId", r."kind", r."sourceId", coalesce(r."at", a."uploadedAt") AS "at", a."name" AS "file",
           CASE WHEN r."kind" <> 'file_text' THEN r."text" ELSE coalesce(
             (SELECT u.piece FROM "FileText" f, unnest(f."pieces") u(piece)
              WHERE f."attachmentId" = r."sourceId" AND (${Prisma.join(any, " OR ")}) LIMIT 1),
             (SELECT f."pieces"[1] FROM "FileText" f WHERE f."attachmentId" = r."sourceId")) END AS "text"
    FROM (
      SELECT *, row_number() OVER (
        PARTITION BY "caseId" ORDER BY "found" DESC, "kind" = 'file_text', "at" DESC, "kind", "sourceId") AS "rank"
      FROM (
        SELECT p.*, ${Prisma.join(found, " + ")} AS "found" FROM (
          SELECT *, heard_search_vector("text") AS "vector" FROM "SearchPart" WHERE ${of}
          UNION ALL SELECT "caseId", "siteId", 'file_text', "attachmentId", NULL, NULL, "words" FROM "FileText"
            WHERE ${of} AND "words" IS NOT NULL
          OFFSET 0
        ) p
      ) counted WHERE "found" > 0
    ) r LEFT JOIN "Attachment" a ON r."kind" = 'file_text' AND a."id" = r."sourceId"
    WHERE r."rank" <= ${PARTS_EACH} ORDER BY r."caseId", r."rank"`;
}
