import "server-only";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import { canChangeLetter, canWriteLetter } from "../policy";
import { compareTexts } from "../rules/compare";
import { HOUSE_LANGUAGE, LETTER_LANGUAGES, type LetterLanguage } from "../schema";
import { lettersVisibleTo } from "../scope";
import type { Comparison, LetterDetail, LetterRow } from "../types";

const MOST = 200;
const PERSON = { select: { id: true, name: true } } as const;

const ROW = {
  ...{ id: true, kind: true, language: true, state: true, savedAt: true },
  author: PERSON,
} satisfies Prisma.LetterSelect;

const DETAIL = {
  ...ROW,
  ...{ siteId: true, text: true, version: true, template: true, voidReason: true },
  savedBy: PERSON,
  site: { select: { id: true, name: true, timeZone: true } },
  case: { select: { id: true, reference: true, about: true, mergedIntoId: true } },
  versions: {
    select: { number: true, at: true, author: PERSON },
    orderBy: { number: "desc" },
    take: MOST,
  },
  comments: {
    select: { id: true, quote: true, body: true, at: true, author: PERSON, resolvedBy: PERSON },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST,
  },
} satisfies Prisma.LetterSelect;

/** The letters of a case, the newest first. */
export async function listLettersOfCase(viewer: Viewer, caseId: string): Promise<LetterRow[]> {
  const rows = await dbFor(viewer).letter.findMany({
    where: { AND: [{ caseId }, lettersVisibleTo(viewer)] },
    select: ROW,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  return rows.map(toRow);
}

/** A letter by its id and the reference of its case, as its address says both. */
export async function getLetter(viewer: Viewer, { reference, id }: { reference: string; id: string }) {
  const row = idSchema.safeParse(id).success
    ? await dbFor(viewer).letter.findFirst({
        where: { AND: [{ id, case: { reference: reference.toUpperCase() } }, lettersVisibleTo(viewer)] },
        select: DETAIL,
      })
    : null;
  if (!row) throw new NotFound("This letter");
  return toDetail(viewer, row);
}

function toDetail(viewer: Viewer, row: Prisma.LetterGetPayload<{ select: typeof DETAIL }>): LetterDetail {
  const { site, version, savedBy, savedAt, versions } = row;
  const isMerged = row.case.mergedIntoId !== null;
  const kept = versions.map(({ number, at, author }) => ({ number, at: at.toISOString(), author }));
  const isKept = kept[0]?.number === version;
  return {
    ...toRow(row),
    case: { id: row.case.id, reference: row.case.reference, about: row.case.about },
    site: { id: site.id, name: site.name, zone: site.timeZone },
    ...{ text: row.text, version, savedBy, template: row.template, voidReason: row.voidReason },
    versions: isKept ? kept : [{ number: version, at: savedAt.toISOString(), author: savedBy }, ...kept],
    comments: row.comments.map((comment) => ({ ...comment, at: comment.at.toISOString() })),
    may: {
      save: !isMerged && canChangeLetter(viewer, row, "save"),
      comment: !isMerged && row.state !== "void" && canWriteLetter(viewer, row),
      void: !isMerged && canChangeLetter(viewer, row, "void"),
    },
  };
}

/** What changed in a letter since an earlier version of it; null where it has no such version. */
export async function compareWithVersion(
  viewer: Viewer,
  { id, text }: Pick<LetterDetail, "id" | "text">,
  number: number,
): Promise<Comparison | null> {
  const earlier = await dbFor(viewer).letterVersion.findFirst({
    where: { letterId: id, number, letter: lettersVisibleTo(viewer) },
    select: { number: true, at: true, text: true, author: PERSON },
  });
  if (!earlier) return null;
  const { at, author } = earlier;
  return { number, at: at.toISOString(), author, changes: compareTexts(earlier.text, text) };
}

function toRow({
  id,
  kind,
  language,
  state,
  author,
  savedAt,
}: Prisma.LetterGetPayload<{ select: typeof ROW }>): LetterRow {
  return { id, kind, language: languageOf(language), state, author, savedAt: savedAt.toISOString() };
}

/** The language of a letter, as far as Heard knows how to begin one in it. */
export function languageOf(tag: string): LetterLanguage {
  return LETTER_LANGUAGES.find((language) => language === tag) ?? HOUSE_LANGUAGE;
}
