import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { wilson } from "@/lib/insight/rules/interval";
import { dbFor, Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { describeWorry } from "../labels";
import { canManageSurveys } from "../policy";
import { type Counts, INSTRUMENTS, scoreFft } from "../rules/score";
import { oneScore, scoreOf } from "../rules/scores";
import { definitionSchema, type Instrument, itemAnswersSchema, worriesSchema } from "../schema";
import { surveySites } from "../scope";
import type { LateAnswer, SettingView, SurveyFigures } from "../types";

export const FIGURE_DAYS = 90;
const DAY_MS = 86_400_000;
const MOST = 50;
const DEFAULT_DAYS = 3;

type Asked = { site?: string; now: Date };

/** How surveys come out at the viewer's sites, of those sent in the last 90 days. Whatever is not answered yet counts as not answered. */
export async function getSurveyFigures(viewer: Viewer, { site, now }: Asked): Promise<SurveyFigures> {
  const siteIds = surveySites(viewer, site);
  const since = new Date(now.getTime() - FIGURE_DAYS * DAY_MS);
  if (siteIds.length === 0) return { sent: 0, answered: 0, response: null, instruments: [], issues: null };
  const sites = Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`));
  const db = dbFor(viewer);
  const of = Prisma.sql`"SurveyInvitation" i LEFT JOIN "SurveyAnswer" a ON a."invitationId" = i."id"
    LEFT JOIN "SurveyVersion" v ON v."id" = a."versionId"
    WHERE i."siteId" IN (${sites}) AND i."sentAt" >= ${since}::timestamptz`;
  const [totals, answers, counts, issues] = await Promise.all([
    db.$queryRaw<{ sent: number; answered: number }[]>`
      SELECT count(*)::int AS "sent", count(a."id")::int AS "answered" FROM ${of}`,
    db.$queryRaw<{ instrument: Instrument; answers: number }[]>`
      SELECT v."instrument", count(*)::int AS "answers" FROM ${of} AND a."id" IS NOT NULL GROUP BY 1`,
    db.$queryRaw<{ instrument: Instrument; item: string; value: string; count: number }[]>`
      SELECT x."instrument", e."key" AS "item", e."value", count(*)::int AS "count"
      FROM (SELECT v."instrument", a."items" FROM ${of} AND a."id" IS NOT NULL) x
      CROSS JOIN LATERAL jsonb_each_text(x."items") e GROUP BY 1, 2, 3`,
    db.$queryRaw<{ yes: number; all: number }[]>`
      SELECT count(*) FILTER (WHERE (s.each->>'isAnswered')::boolean)::int AS "yes", count(*)::int AS "all"
      FROM (SELECT a."issues" FROM ${of} AND a."id" IS NOT NULL) x CROSS JOIN LATERAL jsonb_array_elements(x."issues") s(each)`,
  ]);
  const [{ sent, answered } = { sent: 0, answered: 0 }] = totals;
  const [{ yes, all } = { yes: 0, all: 0 }] = issues;
  return {
    ...{ sent, answered, response: wilson(answered, sent), issues: wilson(yes, all) },
    instruments: INSTRUMENTS.flatMap((instrument) => {
      const found = answers.find((row) => row.instrument === instrument);
      if (!found) return [];
      return [{ instrument, answers: found.answers, score: scoreOf(instrument, countsOf(counts, instrument)) }];
    }),
  };
}

type CountRow = { instrument: Instrument; item: string; value: string; count: number };

function countsOf(rows: CountRow[], instrument: Instrument): Record<string, Counts> {
  const counts: Record<string, Counts> = {};
  for (const row of rows) {
    if (row.instrument !== instrument) continue;
    counts[row.item] = { ...counts[row.item], [row.value]: row.count };
  }
  return counts;
}

/** The sites that answered the Friends and Family Test often enough in the time of the figures for its answers to be listed. */
async function sitesShowingFft(viewer: Viewer, siteIds: string[], since: Date): Promise<string[]> {
  if (siteIds.length === 0) return [];
  const sites = Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`));
  const rows = await dbFor(viewer).$queryRaw<{ siteId: string; value: string; count: number }[]>`
    SELECT i."siteId", a."items"->>'experience' AS "value", count(*)::int AS "count"
    FROM "SurveyInvitation" i JOIN "SurveyAnswer" a ON a."invitationId" = i."id"
    JOIN "SurveyVersion" v ON v."id" = a."versionId"
    WHERE i."siteId" IN (${sites}) AND i."sentAt" >= ${since}::timestamptz AND v."instrument" = 'fft'
      AND a."items" ? 'experience' GROUP BY 1, 2`;
  return siteIds.filter((id) => {
    const counts = Object.fromEntries(
      rows.filter(({ siteId }) => siteId === id).map(({ value, count }) => [value, count]),
    );
    return scoreFft(counts)?.showsComments ?? false;
  });
}

/**
 * The last answers, the newest first; at most 50. As each names its case, those to the Friends and Family Test are left out where so few of a
 * site answered it that they would tell who said what.
 */
export async function listLateAnswers(viewer: Viewer, { site, now }: Asked): Promise<LateAnswer[]> {
  const siteIds = surveySites(viewer, site);
  const since = new Date(now.getTime() - FIGURE_DAYS * DAY_MS);
  const shown = await sitesShowingFft(viewer, siteIds, since);
  const rows = await dbFor(viewer).surveyAnswer.findMany({
    where: {
      ...{ siteId: { in: siteIds }, case: casesVisibleTo(viewer) },
      OR: [
        { version: { instrument: { not: "fft" } } },
        { siteId: { in: shown }, invitation: { sentAt: { gte: since } } },
      ],
    },
    select: {
      ...{ id: true, answeredAt: true, language: true, items: true, comment: true, worries: true },
      version: { select: { definition: true } },
      concern: { select: { reference: true } },
      case: { select: { reference: true, about: true, site: { select: { name: true, timeZone: true } } } },
    },
    orderBy: [{ answeredAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map((row) => {
    const definition = definitionSchema.parse(row.version.definition);
    const { reference, about, site: place } = row.case;
    return {
      ...{
        id: row.id,
        at: row.answeredAt.toISOString(),
        reference,
        about,
        language: row.language,
        comment: row.comment,
      },
      site: { name: place.name, zone: place.timeZone },
      instrument: definition.instrument,
      score: oneScore(definition, itemAnswersSchema.parse(row.items)),
      worries: worriesSchema.parse(row.worries).map((worry) => describeWorry(worry, definition)),
      concern: row.concern?.reference ?? null,
    };
  });
}

/** Whether and with what each of the viewer's sites asks. */
export async function listSurveySettings(viewer: Viewer): Promise<SettingView[]> {
  const siteIds = sitesFor(viewer, "survey.see");
  const rows = await dbFor(viewer).surveySetting.findMany({ where: { siteId: { in: siteIds } }, take: siteIds.length });
  return viewer.sites
    .filter(({ id }) => siteIds.includes(id))
    .map(({ id, name }) => {
      const row = rows.find(({ siteId }) => siteId === id);
      return {
        ...{ siteId: id, site: name, isOn: row?.isOn ?? false, afterDays: row?.afterDays ?? DEFAULT_DAYS },
        instrument: INSTRUMENTS.find((each) => each === row?.instrument) ?? "service_recovery",
        mayChange: canManageSurveys(viewer, id),
      };
    });
}
