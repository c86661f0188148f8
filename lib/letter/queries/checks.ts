import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma, Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { LetterKind } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { packOf } from "@/lib/regulation/rules";
import { checkLetter, type ForbiddenWords, type LetterFinding } from "../rules/check";
import type { CheckSetting } from "../rules/check-setting";
import { elementsOf } from "../rules/demands";
import { wordsFor } from "../rules/site-words";
import type { LetterLanguage } from "../schema";
import { readLetterFacts } from "./facts";
import { readSiteWords } from "./words";

const MOST_PATIENTS = 300;
const MOST_NOTES = 100;

type Asked = { caseId: string; kind: LetterKind; language: LetterLanguage; now: Date };

const NOTHING: ForbiddenWords = { privileged: [], otherPatients: [], staffNames: [] };

/** What a letter is checked against while it is written: what the pack asks for and what the case says, and nothing the writer may not see. */
export async function readCheckSetting(
  db: Tx,
  viewer: Viewer,
  { caseId, kind, language, now }: Asked,
): Promise<CheckSetting> {
  const [row, { today, ...facts }] = await Promise.all([
    db.case.findFirst({
      where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
      select: { kind: true, siteId: true, packId: true, packVersion: true },
    }),
    readLetterFacts(db, viewer, { caseId, language, now }),
  ]);
  if (!row) throw new NotFound("This case");
  const pack = packOf(row);
  return {
    ...{ letterKind: kind, language, writtenOn: today, facts },
    elements: elementsOf(pack, kind, row.kind),
    blocking: pack.letterBlocks,
    forbidden: NOTHING,
    siteWords: await readSiteWords(db, { siteId: row.siteId, language }),
  };
}

/**
 * What the checks find in a letter, also what must never be in it: words of privileged notes, and other patients of whoever
 * has the case, from whose letters something may have been copied. Nothing of that leaves this function but that it was found.
 */
export async function checkWhole(
  db: Tx,
  viewer: Viewer,
  { text, ...asked }: Asked & { text: string },
): Promise<LetterFinding[]> {
  const [setting, forbidden] = [await readCheckSetting(db, viewer, asked), await readForbidden(db, viewer, asked)];
  const words = wordsFor(asked.language, setting.siteWords);
  return checkLetter({ ...setting, text, words, forbidden });
}

const OWN = {
  ...{ siteId: true, ownerId: true, patientId: true, reporterName: true },
  privilegedNotes: { select: { body: true }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST_NOTES },
} satisfies Prisma.CaseSelect;

async function readForbidden(db: Tx, viewer: Viewer, { caseId }: Asked): Promise<ForbiddenWords> {
  const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] }, select: OWN });
  if (!row) throw new NotFound("This case");
  const others = await db.case.findMany({
    where: {
      AND: [
        casesVisibleTo(viewer),
        { siteId: row.siteId, ownerId: row.ownerId ?? viewer.personId, id: { not: caseId } },
        { patientId: { not: null } },
        row.patientId ? { patientId: { not: row.patientId } } : {},
      ],
    },
    select: { patient: { select: { name: true, recordNumber: true } } },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: MOST_PATIENTS,
  });
  return {
    privileged: row.privilegedNotes.map(({ body }) => body),
    otherPatients: others.flatMap(({ patient }) =>
      patient && patient.name !== row.reporterName
        ? [{ name: patient.name, numbers: patient.recordNumber ? [patient.recordNumber] : [] }]
        : [],
    ),
    staffNames: [],
  };
}
