import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "@/lib/letter/labels";
import { composeLetter } from "@/lib/letter/rules/compose";
import { STARTERS } from "@/lib/letter/rules/starters";
import { LETTER_LANGUAGES, LetterKind, type LetterLanguage } from "@/lib/letter/schema";
import type { Case, Letter, LetterVersion } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import { factsForLetter, keptOf } from "./letter-facts";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { DemoData, LetterTemplateRow } from "./rows";
import { DAY, HOUR, MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; data: DemoData; now: Date };
type Person = { id: string; name: string };
type Versions = DemoData["letterTemplateVersions"];

const REVIEW_DAYS = 300;
const ANSWERS = 6;
const ACKNOWLEDGEMENTS = 3;
const MOST_ASKED = 2;

/** The templates of a site in each language, written by its manager and, where they are translations, signed off by somebody else. */
export function keepTemplates({ random, chronicle, staff, site, now }: Work): {
  templates: LetterTemplateRow[];
  versions: Versions;
} {
  const [manager] = workersAt(staff, { site, roles: ["manager"], at: now });
  const templates: LetterTemplateRow[] = [];
  const versions: Versions = [];
  if (!manager) return { templates, versions };
  const { id: siteId } = site.row;
  const start = plus(now, -60 * DAY);
  for (const [index, language] of LETTER_LANGUAGES.entries()) {
    for (const [turn, kind] of Object.values(LetterKind).entries()) {
      const at = plus(start, (index * 10 + turn) * HOUR);
      const [templateId, versionId] = [idAt(random, at), idAt(random, at)];
      const isTranslation = index > 0;
      const signedOffAt = isTranslation ? plus(at, 20 * MINUTE) : null;
      const row = { id: templateId, siteId, kind, language, caseKind: null, version: 1, createdAt: at };
      const reviewOn = plus(at, REVIEW_DAYS * DAY)
        .toISOString()
        .slice(0, 10);
      templates.push({ ...row, ownerId: manager.row.id, reviewOn });
      versions.push({
        ...{ id: versionId, templateId, siteId, number: 1, body: STARTERS[language][kind] },
        ...{ writtenById: manager.row.id, writtenAt: at, signedOffAt },
        signedOffById: isTranslation ? staff.administrator.row.id : null,
      });
      const named = { kind: LETTER_KIND_LABELS[kind], language: LETTER_LANGUAGE_LABELS[language] };
      const event = { templateId, versionId, version: 1, ...named };
      const subject = { noun: "site", id: siteId } as const;
      chronicle.tell({
        subject,
        siteId,
        at,
        actor: manager.row,
        event: { type: "letter_template.saved", data: event },
      });
      if (signedOffAt) {
        const actor = staff.administrator.row;
        const signed = { type: "letter_template.signed_off", data: event } as const;
        chronicle.tell({ subject, siteId, at: signedOffAt, actor, event: signed });
      }
    }
  }
  return { templates, versions };
}

/** Answers to cases that were answered in person, and acknowledgements: some wait for approval, the others are being written. */
export function writeLetters(work: Work): { letters: Letter[]; versions: LetterVersion[] } {
  const letters: Letter[] = [];
  const versions: LetterVersion[] = [];
  const drafted = placesFor(work, "answered").slice(-ANSWERS);
  const begun = placesFor(work, "triaged").slice(-ACKNOWLEDGEMENTS);
  for (const [index, place] of [...drafted, ...begun].entries()) {
    const isAnswer = index < drafted.length;
    const letter = beginLetter(work, place, isAnswer ? "resolution" : "acknowledgement");
    const { id: letterId, siteId, text, authorId, createdAt: at } = letter;
    versions.push({ id: idAt(work.random, at), letterId, siteId, number: 1, text, authorId, at });
    const asked = letters.filter(({ state }) => state === "for_approval").length;
    const isAsked = isAnswer && asked < MOST_ASKED && !text.includes("{{");
    letters.push(isAsked ? askApproval(work, place, letter) : letter);
  }
  return { letters, versions };
}

/** What the cases of approved letters say by now, so that these can be sent as they are. */
export function keepDecidedFacts({ staff, site, data, now }: Work): void {
  for (const letter of data.letters) {
    const row = data.cases.find(({ id }) => id === letter.caseId);
    const owner = staff.workers.find((worker) => worker.row.id === row?.ownerId)?.row;
    if (letter.state !== "approved" || letter.siteId !== site.row.id || !row || !owner) continue;
    const patient = data.patients.find(({ id }) => id === row.patientId)?.name ?? "";
    letter.decidedFacts = keptOf(factsForLetter({ site, data }, { row, owner, patient, at: now }));
  }
}

type Placed = { row: Case; owner: Person; at: Date };

function placesFor({ random, chronicle, staff, site, data, now }: Work, state: Case["state"]): Placed[] {
  const written = new Set(data.letters.map(({ caseId }) => caseId));
  return data.cases
    .filter((row) => row.siteId === site.row.id && row.state === state && !row.mergedIntoId && !written.has(row.id))
    .flatMap((row) => {
      const owner = staff.workers.find((worker) => worker.row.id === row.ownerId)?.row;
      const at = plus(chronicle.lastOf({ noun: "case", id: row.id }), random.int(2, 20) * MINUTE);
      return owner && at <= plus(now, -HOUR) ? [{ row, owner, at }] : [];
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function beginLetter(
  { random, chronicle, site, data, now }: Work,
  { row, owner, at }: Placed,
  kind: LetterKind,
): Letter {
  const language: LetterLanguage = "en";
  const { id: caseId, siteId } = row;
  const id = idAt(random, at);
  const patient = data.patients.find((each) => each.id === row.patientId)?.name ?? "";
  const facts = factsForLetter({ site, data }, { row, owner, patient, at: now });
  const text = composeLetter(STARTERS[language][kind], facts, language);
  const named = `${LETTER_KIND_LABELS[kind]}, ${LETTER_LANGUAGE_LABELS[language]}`;
  const event = { type: "letter.begun", data: { letterId: id, kind: LETTER_KIND_LABELS[kind] } } as const;
  chronicle.tell({ subject: { noun: "case", id: caseId }, siteId, at, actor: owner, event });
  row.updatedAt = at;
  return {
    ...{ id, caseId, siteId, kind, language, state: "draft", text, version: 1, template: `${named}, version 1` },
    ...{ savedById: owner.id, savedAt: at, authorId: owner.id, createdAt: at, templateVersionId: null },
    ...{ submittedById: null, submittedAt: null, submittedFacts: null, lookedVersion: null },
    ...{ decidedById: null, decidedAt: null, decidedFacts: null, voidReason: null, voidedById: null, voidedAt: null },
    idempotencyKey: idAt(random, at),
  };
}

function askApproval({ chronicle }: Work, { row, owner, at }: Placed, letter: Letter): Letter {
  const submittedAt = plus(at, 10 * MINUTE);
  const event = { letterId: letter.id, kind: LETTER_KIND_LABELS[letter.kind] };
  const told = { subject: { noun: "case", id: row.id } as const, siteId: row.siteId, at: submittedAt, actor: owner };
  chronicle.tell({ ...told, event: { type: "letter.submitted", data: event } });
  row.updatedAt = submittedAt;
  return { ...letter, state: "for_approval", submittedById: owner.id, submittedAt, submittedFacts: {} };
}
