import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { wilson } from "@/lib/insight/rules/interval";
import { dbFor, Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { describeWorry, INSTRUMENT_LABELS, isReady, surveyName } from "../labels";
import { canManageSurveys } from "../policy";
import { scoreOwn } from "../rules/own-score";
import { type Counts, INSTRUMENTS, scoreFft } from "../rules/score";
import { oneScore, scoreOf } from "../rules/scores";
import { definitionSchema, itemAnswersSchema, worriesSchema } from "../schema";
import { surveySites } from "../scope";
import type { LateAnswer, SettingView, SurveyFigures } from "../types";
import { listInstruments } from "./instruments";

export const FIGURE_DAYS = 90;
const DAY_MS = 86_400_000;
const MOST = 50;
const DEFAULT_DAYS = 3;
const DEFAULT_QUIET_DAYS = 90;

type Asked = { site?: string; now: Date };

/** How surveys come out at the viewer's sites, of those sent in the last 90 days. Whatever is not answered yet counts as not answered. */
export async function getSurveyFigures(viewer: Viewer, { site, now }: Asked): Promise<SurveyFigures> {
  const siteIds = surveySites(viewer, site);
  const since = new Date(now.getTime() - FIGURE_DAYS * DAY_MS);
  if (siteIds.length === 0) return { sent: 0, answered: 0, response: null, instruments: [], issues: null };
  const sites = Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`));
  const db = reportsFor(viewer);
  const of = Prisma.sql`"SurveyInvitation" i LEFT JOIN "SurveyAnswer" a ON a."invitationId" = i."id"
    LEFT JOIN "SurveyVersion" v ON v."id" = a."versionId"
    WHERE i."siteId" IN (${sites}) AND i."sentAt" >= ${since}::timestamptz`;
  const [totals, answers, counts, issues] = await Promise.all([
    db.$queryRaw<{ sent: number; answered: number }[]>`
      SELECT count(*)::int AS "sent", count(a."id")::int AS "answered" FROM ${of}`,
    db.$queryRaw<AnswersRow[]>`
      SELECT x."key", x."instrument", count(*)::int AS "answers", (array_agg(x."versionId"))[1] AS "versionId"
      FROM (SELECT ${KEY} AS "key", v."instrument", v."id" AS "versionId" FROM ${of} AND a."id" IS NOT NULL) x
      GROUP BY 1, 2 ORDER BY 1 LIMIT ${MOST}`,
    db.$queryRaw<CountRow[]>`
      SELECT x."key", e."key" AS "item", e."value", count(*)::int AS "count"
      FROM (SELECT ${KEY} AS "key", a."items" FROM ${of} AND a."id" IS NOT NULL) x
      CROSS JOIN LATERAL jsonb_each_text(x."items") e GROUP BY 1, 2, 3`,
    db.$queryRaw<{ yes: number; all: number }[]>`
      SELECT count(*) FILTER (WHERE (s.each->>'isAnswered')::boolean)::int AS "yes", count(*)::int AS "all"
      FROM (SELECT a."issues" FROM ${of} AND a."id" IS NOT NULL) x CROSS JOIN LATERAL jsonb_array_elements(x."issues") s(each)`,
  ]);
  const [{ sent, answered } = { sent: 0, answered: 0 }] = totals;
  const [{ yes, all } = { yes: 0, all: 0 }] = issues;
  return {
    ...{ sent, answered, response: wilson(answered, sent), issues: wilson(yes, all) },
    instruments: [...readyScores(answers, counts), ...(await ownScores(viewer, answers, counts))],
  };
}

// A ready survey by its name: its figures go on over versions of the same questions. One's own by version.
const KEY = Prisma.sql`CASE WHEN v."instrument" IN (${Prisma.join([...INSTRUMENTS])}) THEN v."instrument" ELSE v."id"::text END`;

type AnswersRow = { key: string; instrument: string; answers: number; versionId: string };
type CountRow = { key: string; item: string; value: string; count: number };
type Figures = SurveyFigures["instruments"];

function readyScores(answers: AnswersRow[], counts: CountRow[]): Figures {
  return INSTRUMENTS.flatMap((instrument) => {
    const found = answers.find(({ key }) => key === instrument);
    if (!found) return [];
    const score = scoreOf(instrument, countsOf(counts, instrument));
    return [{ key: instrument, name: INSTRUMENT_LABELS[instrument], instrument, answers: found.answers, score }];
  });
}

async function ownScores(viewer: Viewer, answers: AnswersRow[], counts: CountRow[]): Promise<Figures> {
  const own = answers.filter(({ instrument }) => !isReady(instrument));
  if (own.length === 0) return [];
  const versions = await reportsFor(viewer).surveyVersion.findMany({
    where: { id: { in: own.map(({ versionId }) => versionId) } },
    select: { id: true, definition: true },
    orderBy: [{ instrument: "asc" }, { version: "desc" }],
    take: MOST,
  });
  return versions.flatMap(({ id, definition: stored }) => {
    const definition = definitionSchema.parse(stored);
    const found = own.find(({ versionId }) => versionId === id);
    if (!found) return [];
    const name = `${surveyName(definition)}, version ${definition.version}`;
    const { instrument } = definition;
    return [{ key: id, name, instrument, answers: found.answers, score: scoreOwn(definition, countsOf(counts, id)) }];
  });
}

function countsOf(rows: CountRow[], key: string): Record<string, Counts> {
  const counts: Record<string, Counts> = {};
  for (const row of rows) {
    if (row.key !== key) continue;
    counts[row.item] = { ...counts[row.item], [row.value]: row.count };
  }
  return counts;
}

/** The sites that answered the Friends and Family Test often enough in the time of the figures for its answers to be listed. */
async function sitesShowingFft(viewer: Viewer, siteIds: string[], since: Date): Promise<string[]> {
  if (siteIds.length === 0) return [];
  const sites = Prisma.join(siteIds.map((id) => Prisma.sql`${id}::uuid`));
  const rows = await reportsFor(viewer).$queryRaw<{ siteId: string; value: string; count: number }[]>`
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
      survey: surveyName(definition),
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
  const instruments = await listInstruments(viewer);
  return viewer.sites
    .filter(({ id }) => siteIds.includes(id))
    .map(({ id, name }) => {
      const row = rows.find(({ siteId }) => siteId === id);
      const own = instruments.filter((one) => one.siteId === id && !one.isRetired && one.published);
      const instrument = row?.instrument ?? "service_recovery";
      return {
        ...{ siteId: id, site: name, isOn: row?.isOn ?? false, afterDays: row?.afterDays ?? DEFAULT_DAYS },
        ...{ moment: row?.moment ?? "after_closure", quietDays: row?.quietDays ?? DEFAULT_QUIET_DAYS, instrument },
        survey: isReady(instrument)
          ? INSTRUMENT_LABELS[instrument]
          : (own.find((one) => one.id === instrument)?.name ?? "A survey of the site"),
        own: own.map((one) => ({ id: one.id, name: one.name })),
        mayChange: canManageSurveys(viewer, id),
      };
    });
}
