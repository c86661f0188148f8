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
import { readNamesStaff, readSiteWords } from "./words";

const MOST_PATIENTS = 300;
const MOST_NOTES = 100;

const MOST_STAFF = 2_000;

/** `authorId` is who signs the letter. */
type Asked = { caseId: string; kind: LetterKind; language: LetterLanguage; authorId: string | null; now: Date };

/** What a letter is checked against while it is written: what the pack asks for and what the case says, and nothing the writer may not see. */
export async function readCheckSetting(
  db: Tx,
  viewer: Viewer,
  { caseId, kind, language, authorId, now }: Asked,
): Promise<CheckSetting> {
  const [row, { today, ...facts }] = await Promise.all([
    db.case.findFirst({
      where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
      select: { kind: true, siteId: true, ownerId: true, packId: true, packVersion: true },
    }),
    readLetterFacts(db, viewer, { caseId, language, now }),
  ]);
  if (!row) throw new NotFound("This case");
  const pack = packOf(row);
  const { siteId } = row;
  const exempt = [row.ownerId, authorId].flatMap((id) => id ?? []);
  const [siteWords, staffNames] = await Promise.all([
    readSiteWords(db, { siteId, language }),
    readStaffNames(db, { siteId, exempt, addressee: facts.addressee }),
  ]);
  return {
    ...{ letterKind: kind, language, writtenOn: today, facts },
    elements: elementsOf(pack, kind, row.kind),
    blocking: pack.letterBlocks,
    forbidden: { privileged: [], otherPatients: [], staffNames },
    siteWords,
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
  const { staffNames } = setting.forbidden;
  return checkLetter({ ...setting, text, words, forbidden: { ...forbidden, staffNames } });
}

const OWN = {
  ...{ siteId: true, ownerId: true, patientId: true, reporterName: true },
  privilegedNotes: { select: { body: true }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST_NOTES },
} satisfies Prisma.CaseSelect;

async function readForbidden(db: Tx, viewer: Viewer, { caseId }: Asked): Promise<Omit<ForbiddenWords, "staffNames">> {
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
  };
}

type Naming = { siteId: string; exempt: string[]; addressee: string | null };

/**
 * Whom letters of a site do not name: everybody of the organisation, also who left it, where the site says so; but for who signs and
 * whom to turn to, and nobody who is called like them or like the one whom the letter is for.
 */
async function readStaffNames(db: Tx, { siteId, exempt, addressee }: Naming): Promise<string[]> {
  if (await readNamesStaff(db, siteId)) return [];
  const list = (where: Prisma.PersonWhereInput) =>
    db.person.findMany({
      where: { AND: [{ organisation: { sites: { some: { id: siteId } } } }, where] },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_STAFF,
    });
  // Those of the site first, so that a large organisation crowds none of them out.
  const here = { roles: { some: { siteId } } };
  const people = [...(await list(here)), ...(await list({ NOT: here }))].slice(0, MOST_STAFF);
  const free = new Set([addressee, ...people.flatMap(({ id, name }) => (exempt.includes(id) ? [name] : []))]);
  return [...new Set(people.map(({ name }) => name))].filter((name) => !free.has(name));
}
