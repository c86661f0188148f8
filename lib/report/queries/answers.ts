import "server-only";
import { Prisma, type Tx } from "@/lib/platform/db";
import { INSTRUMENTS } from "@/lib/survey/rules/score";
import type { AnswerFact } from "../types";
import { type Asked, dayOf, within } from "./lines";

const ANSWERED = Prisma.sql`a."answeredAt"`;

/** The answers to the surveys that come ready, of the cases of a site, on the days on which they came; of a case merged into another they count nowhere, as in Fairness. */
export async function readAnswers(tx: Tx, asked: Asked): Promise<AnswerFact[]> {
  return tx.$queryRaw`
    SELECT a."caseId", v."instrument", a."items", ${dayOf(asked, ANSWERED)}
    FROM "SurveyAnswer" a JOIN "SurveyVersion" v ON v."id" = a."versionId" AND v."instrument" IN (${Prisma.join([...INSTRUMENTS])})
    JOIN "Case" c ON c."id" = a."caseId" AND c."siteId" = a."siteId"
    WHERE a."siteId" = ${asked.site.id}::uuid AND c."mergedIntoId" IS NULL AND ${within(asked, ANSWERED)}
    ORDER BY a."answeredAt", a."id"`;
}
