import "server-only";
import { dbFor, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { canKeepTemplates } from "../policy";
import { phraseKey, type SiteWords, shippedList, type WordKind } from "../rules/site-words";
import { namingKeptBy, wordsKeptBy } from "../scope";
import type { KeptWord, NamingView, WordListView } from "../types";

/** So many words of its own, and so many switched off, a site can have in a language: every letter is checked for all of them. */
export const MOST_WORDS = 500;
const MOST_VOIDED = 30;
const PAGE = 40;
const PERSON = { select: { id: true, name: true } } as const;

/** What a site changes in the word lists of a language. The caller has found the site, or a case of it, through a scope. */
export async function readSiteWords(
  db: Tx,
  { siteId, language }: { siteId: string; language: string },
): Promise<SiteWords> {
  const rows = await db.letterWord.findMany({
    where: { siteId, language, voidedAt: null },
    select: { kind: true, isOff: true, phrase: true, offer: true, why: true, fault: true },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
    take: 2 * MOST_WORDS,
  });
  return {
    own: rows
      .filter(({ isOff }) => !isOff)
      .map(({ kind, phrase, offer, why, fault }) => ({ kind, phrase, offer, why, fault })),
    off: rows.filter(({ isOff }) => isOff).map(({ kind, phrase }) => ({ kind, phrase })),
  };
}

/** Whether letters of a site name staff beside the contact person: they do until somebody says otherwise. */
export async function readNamesStaff(db: Tx, siteId: string): Promise<boolean> {
  const row = await db.letterNaming.findUnique({ where: { siteId }, select: { namesStaff: true } });
  return row?.namesStaff ?? true;
}

/** Whether letters of a site name staff, and who decided so; nobody where it is as it comes. */
export async function getNaming(viewer: Viewer, siteId: string): Promise<NamingView> {
  if (!canKeepTemplates(viewer, siteId)) throw new NotFound("This site");
  const row = await dbFor(viewer).letterNaming.findFirst({
    where: { AND: [{ siteId }, namingKeptBy(viewer)] },
    select: { namesStaff: true, changedAt: true, changedBy: PERSON },
  });
  return {
    siteId,
    namesStaff: row?.namesStaff ?? true,
    changed: row && { by: row.changedBy, at: row.changedAt.toISOString() },
  };
}

type Asked = { siteId: string; language: string; kind: WordKind; q: string; page: number };

const KEPT = {
  ...{ id: true, phrase: true, key: true, isOff: true, offer: true, why: true, fault: true, addedAt: true },
  ...{ voidedAt: true, voidReason: true },
  addedBy: PERSON,
  voidedBy: PERSON,
} as const;

/** A word list of a site: what it added, then what comes with Heard and whether that is switched off; what was removed beside it. */
export async function getWordList(viewer: Viewer, { siteId, language, kind, q, page }: Asked): Promise<WordListView> {
  if (!canKeepTemplates(viewer, siteId)) throw new NotFound("This site");
  const db = dbFor(viewer);
  const list = { AND: [{ siteId, language, kind }, wordsKeptBy(viewer)] };
  const [kept, voided, words, site] = await Promise.all([
    db.letterWord.findMany({
      where: { ...list, voidedAt: null },
      select: KEPT,
      orderBy: [{ addedAt: "desc" }, { id: "desc" }],
      take: 2 * MOST_WORDS,
    }),
    db.letterWord.findMany({
      where: { ...list, voidedAt: { not: null } },
      select: KEPT,
      orderBy: [{ voidedAt: "desc" }, { id: "desc" }],
      take: MOST_VOIDED,
    }),
    readSiteWords(db, { siteId, language }),
    db.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } }),
  ]);
  const off = new Map(kept.filter(({ isOff }) => isOff).map((row) => [row.key, toKept(row)]));
  const rows = [
    ...kept.filter(({ isOff }) => !isOff).map((row) => ({ ...wordOf(row), own: toKept(row), off: null })),
    ...shippedList(language, kind).map((word) => ({
      ...word,
      own: null,
      off: off.get(phraseKey(word.phrase)) ?? null,
    })),
  ];
  const found = rows.filter(({ phrase, offer }) => holds(phrase, q) || holds(offer ?? "", q));
  const last = Math.max(1, Math.ceil(found.length / PAGE));
  const shown = Math.min(page, last);
  return {
    ...{ siteId, language, kind, zone: site.timeZone, words, total: rows.length, found: found.length },
    rows: found.slice((shown - 1) * PAGE, shown * PAGE),
    pages: { shown, last },
    voided: voided.map((row) => ({ ...wordOf(row), isOff: row.isOff, own: toKept(row), void: toVoid(row) })),
  };
}

function holds(text: string, q: string): boolean {
  return phraseKey(text).toLowerCase().includes(phraseKey(q).toLowerCase());
}

type Row = {
  id: string;
  phrase: string;
  offer: string | null;
  why: string | null;
  fault: KeptWord["fault"];
  addedAt: Date;
  addedBy: { id: string; name: string };
  voidedAt: Date | null;
  voidReason: string | null;
  voidedBy: { id: string; name: string } | null;
};

function wordOf({ phrase, offer, why, fault }: Row): KeptWord {
  return { phrase, offer, why, fault };
}

function toKept({ id, why, addedBy, addedAt }: Row) {
  return { id, why, by: addedBy, at: addedAt.toISOString() };
}

function toVoid({ voidedBy, voidedAt, voidReason }: Row) {
  return { by: voidedBy, at: voidedAt?.toISOString() ?? null, reason: voidReason };
}
