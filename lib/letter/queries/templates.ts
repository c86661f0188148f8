import "server-only";
import { dbFor, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { CaseKind, LetterKind } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay, nextDay } from "@/lib/shared/dates";
import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "../labels";
import { canKeepTemplates, canSignOff } from "../policy";
import { STARTERS } from "../rules/starters";
import { HOUSE_LANGUAGE, type LetterLanguage } from "../schema";
import { keepersAt, templatesKeptBy } from "../scope";
import type { TemplateRow, TemplateView } from "../types";
import { languageOf } from "./letters";

/** What a letter begins from. */
export type UsableTemplate = { body: string; label: string; versionId: string | null };

type Asked = { siteId: string; kind: LetterKind; language: LetterLanguage; caseKind: CaseKind };

/**
 * The template for a letter: the site's own for this kind of case, then its own for every kind, then in the language of the house the one that
 * comes with Heard. Of a translation the newest version that somebody signed off; null where there is none.
 */
export async function findUsableTemplate(
  db: Tx,
  { siteId, kind, language, caseKind }: Asked,
): Promise<UsableTemplate | null> {
  const needsSignOff = language !== HOUSE_LANGUAGE;
  const rows = await db.letterTemplate.findMany({
    where: { siteId, kind, language, OR: [{ caseKind }, { caseKind: null }] },
    select: {
      caseKind: true,
      versions: {
        where: needsSignOff ? { signedOffAt: { not: null } } : {},
        select: { id: true, number: true, body: true },
        orderBy: { number: "desc" },
        take: 1,
      },
    },
    orderBy: { id: "asc" },
    take: 2,
  });
  const usable = rows.filter(({ versions }) => versions.length > 0);
  const [version] = (usable.find((row) => row.caseKind !== null) ?? usable[0])?.versions ?? [];
  const name = `${LETTER_KIND_LABELS[kind]}, ${LETTER_LANGUAGE_LABELS[language]}`;
  if (version) return { body: version.body, label: `${name}, version ${version.number}`, versionId: version.id };
  if (needsSignOff) return null;
  return { body: STARTERS[language][kind], label: `${name}, as it comes with Heard`, versionId: null };
}

const PERSON = { select: { id: true, name: true } } as const;

/** The templates that a site has saved, those first that somebody should look at. */
export async function listTemplates(viewer: Viewer, siteId: string, now: Date): Promise<TemplateRow[]> {
  const rows = await dbFor(viewer).letterTemplate.findMany({
    where: { AND: [{ siteId }, templatesKeptBy(viewer)] },
    select: {
      ...{ id: true, kind: true, language: true, caseKind: true, version: true, reviewOn: true },
      owner: PERSON,
      site: { select: { timeZone: true } },
      versions: { select: { signedOffAt: true }, orderBy: { number: "desc" }, take: 1 },
    },
    orderBy: [{ reviewOn: "asc" }, { id: "asc" }],
    take: 200,
  });
  return rows.map(({ site, versions, reviewOn, language, ...row }) => ({
    ...row,
    language: languageOf(language),
    reviewOn: isoDay(reviewOn),
    isReviewDue: reviewOn <= dayIn(now, site.timeZone),
    waitsForSignOff: language !== HOUSE_LANGUAGE && versions[0]?.signedOffAt === null,
  }));
}

type Chosen = { siteId: string; kind: LetterKind; language: LetterLanguage; caseKind: CaseKind | null };

/** A template of a site as it is edited. What the site has not saved begins with what comes with Heard. */
export async function getTemplate(viewer: Viewer, chosen: Chosen, now: Date): Promise<TemplateView> {
  const { siteId, kind, language, caseKind } = chosen;
  if (!canKeepTemplates(viewer, siteId)) throw new NotFound("This site");
  const db = dbFor(viewer);
  const [row, site, keepers] = await Promise.all([
    db.letterTemplate.findFirst({
      where: { AND: [{ siteId, kind, language, caseKind }, templatesKeptBy(viewer)] },
      select: {
        ...{ version: true, ownerId: true, reviewOn: true },
        versions: {
          select: { id: true, number: true, body: true, writtenAt: true, writtenBy: PERSON, signedOffBy: PERSON },
          orderBy: { number: "desc" },
          take: 50,
        },
      },
    }),
    db.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } }),
    db.person.findMany({
      where: keepersAt(siteId),
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 500,
    }),
  ]);
  const [newest] = row?.versions ?? [];
  const isTranslation = language !== HOUSE_LANGUAGE;
  const waits = isTranslation && newest && newest.signedOffBy === null;
  return {
    ...chosen,
    version: row?.version ?? 0,
    body: newest?.body ?? STARTERS[language][kind],
    ownerId: row?.ownerId ?? null,
    reviewOn: row ? isoDay(row.reviewOn) : null,
    versions: (row?.versions ?? []).map(({ id, number, writtenAt, writtenBy, signedOffBy }) => ({
      ...{ id, number, by: writtenBy, signedOffBy },
      at: writtenAt.toISOString(),
    })),
    isTranslation,
    toSignOff: waits
      ? { versionId: newest.id, may: canSignOff(viewer, { siteId, writtenById: newest.writtenBy.id }) }
      : null,
    keepers,
    earliestReview: nextDay(isoDay(dayIn(now, site.timeZone))),
    zone: site.timeZone,
  };
}
