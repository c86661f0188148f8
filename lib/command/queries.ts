import "server-only";
import { STATE_LABELS } from "@/lib/case/labels";
import { canAddNote, canAssignCase, canEscalateCase, canTakeCase, canWorkCase, movesOf } from "@/lib/case/policy";
import { listCasesByReference, listCasesOfPatients } from "@/lib/case/queries/lists";
import { guessReferences, readReference } from "@/lib/case/rules";
import { casesVisibleTo } from "@/lib/case/scope";
import type { CaseRow } from "@/lib/case/types";
import { CATEGORY_LABELS } from "@/lib/knowledge/labels";
import { languageName } from "@/lib/patient/labels";
import { searchPatients } from "@/lib/patient/queries";
import { readPatientQuery } from "@/lib/patient/rules/find";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { findArticlesByWords } from "@/lib/search/queries/articles";
import { findCasesByWords } from "@/lib/search/queries/cases";
import { wordsNotInNames } from "@/lib/search/rules/names";
import type { ArticleFound } from "@/lib/search/types";
import { formatDay } from "@/lib/shared/dates";
import { KEY_MAP, KEYS_AS_GIVEN, type KeyChoice, type LetterKey } from "@/lib/shared/keys";
import { searchable } from "@/lib/shared/text";
import { type FindToOpenInput, ownKeysSchema } from "./schema";
import type { ArticleToOpen, CaseToOpen, ToOpen } from "./types";

const MOST = 6;
/** With fewer letters nearly every case has such a word. */
const LEAST_WORD = 3;

/** Cases, patients and articles that fit what was typed, by the same reads as the search: reference, patient, then what is written; with nothing typed, the cases opened last that may still be. */
export async function findToOpen(viewer: Viewer, { q, recent, row }: FindToOpenInput, now: Date): Promise<ToOpen> {
  const text = q.trim();
  const deeds = row ? await listDeeds(viewer, row) : [];
  if (!text) {
    const rows = await listCasesByReference(viewer, recent, now);
    const inOrder = recent.flatMap((reference) => rows.filter((row) => row.reference === reference));
    return { recent: inOrder.map(toOpen), cases: [], people: [], articles: [], deeds };
  }
  const reading = readReference(text);
  const references = reading.kind === "reference" ? [reading.reference] : guessReferences(text, now);
  const isWord = reading.kind === "other" && text.length >= LEAST_WORD;
  const [byReference, people, written, articles] = await Promise.all([
    listCasesByReference(viewer, references, now),
    text.length < 2 ? [] : searchPatients(viewer, text, now),
    isWord ? findCasesByWords(viewer, searchable(text), now, MOST) : [],
    isWord ? findArticlesByWords(viewer, searchable(text), now, MOST) : [],
  ]);
  const shown = people.slice(0, MOST);
  const ofPeople = await listCasesOfPatients(
    viewer,
    shown.map(({ id }) => id),
    now,
  );
  // Who was found without one of the words is less likely to be meant than what has them all.
  const found =
    wordsNotInNames(readPatientQuery(text).names, shown).length > 0
      ? [...written, ...ofPeople]
      : [...ofPeople, ...written];
  const cases = new Map([...byReference, ...found].map((row) => [row.id, row]));
  return {
    ...{ recent: [], cases: [...cases.values()].slice(0, MOST).map(toOpen), people: shown },
    ...{ articles: articles.map((article) => asArticle(viewer, article)), deeds },
  };
}

/** What the viewer may do with a case, by the key that does it on its page; the page itself says what stands in the way. */
async function listDeeds(viewer: Viewer, reference: string): Promise<LetterKey[]> {
  const row = await dbFor(viewer).case.findFirst({
    where: { AND: [{ reference, mergedIntoId: null }, casesVisibleTo(viewer)] },
    select: {
      ...{ siteId: true, state: true, ownerId: true },
      escalations: { where: { answeredAt: null }, select: { toPersonId: true }, take: 1 },
    },
  });
  if (!row) return [];
  const facts = { ...row, escalation: row.escalations[0] ?? null };
  const may: Partial<Record<LetterKey, boolean>> = {
    a: canAssignCase(viewer, facts),
    i: canTakeCase(viewer, facts),
    s: movesOf(viewer, facts).length > 1,
    r: canAddNote(viewer, facts),
    n: canAddNote(viewer, facts),
    f: canAddNote(viewer, facts),
    e: canEscalateCase(viewer, facts),
    t: canWorkCase(viewer, facts),
  };
  return KEY_MAP.flatMap(({ key }) => (may[key] ? [key] : []));
}

/** The viewer's own keys; as given where they chose none. */
export async function getKeyChoice(viewer: Viewer): Promise<KeyChoice> {
  const row = await dbFor(viewer).keyChoice.findUnique({
    where: { personId: viewer.personId },
    select: { lettersOff: true, own: true },
  });
  return row ? { lettersOff: row.lettersOff, own: ownKeysSchema.parse(row.own) } : KEYS_AS_GIVEN;
}

function toOpen({ reference, about, patient, reporterName, state }: CaseRow): CaseToOpen {
  return { reference, about, who: patient?.name ?? reporterName, state: STATE_LABELS[state] };
}

function asArticle(viewer: Viewer, { id, title, category, language, reviewOn, ...row }: ArticleFound): ArticleToOpen {
  const review = row.isReviewDue ? `Review was due on ${formatDay(new Date(reviewOn))}` : null;
  const site = viewer.sites.length > 1 ? row.site : null;
  const aside = [CATEGORY_LABELS[category], languageName(language), review, site].filter(Boolean).join(" · ");
  return { id, title, language, aside };
}
