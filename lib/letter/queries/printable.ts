import "server-only";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { docxLetter } from "../print/docx";
import type { Letterhead, PrintableLetter } from "../print/letterhead";
import { paperOf } from "../print/paper";
import { printLetter } from "../print/pdf";
import { readLetter } from "../rules/document";
import { dayInWords } from "../rules/sentences";
import type { LetterFormat, LetterState } from "../schema";
import { lettersVisibleTo } from "../scope";
import { readLetterFacts } from "./facts";
import { languageOf } from "./letters";

const PRINTED = {
  ...{ caseId: true, language: true, state: true, text: true, savedAt: true },
  author: { select: { name: true } },
  site: { select: { name: true, country: true, timeZone: true } },
  case: { select: { reference: true } },
  sendings: {
    where: { returnedAt: null },
    select: { text: true, sentOn: true, addressLines: true, at: true },
    orderBy: { at: "desc" },
    take: 1,
  },
} satisfies Prisma.LetterSelect;

type Row = Prisma.LetterGetPayload<{ select: typeof PRINTED }>;
type Asked = { letterId: string; format: LetterFormat };

const PRINTED_STATES: readonly LetterState[] = ["approved", "sending", "sent"];

/** An approved or sent letter as a file. What was sent is printed as it was then; words that no font can draw are refused. */
export async function openLetter(viewer: Viewer, { letterId, format }: Asked, now: Date) {
  const db = dbFor(viewer);
  const row = idSchema.safeParse(letterId).success
    ? await db.letter.findFirst({ where: { AND: [{ id: letterId }, lettersVisibleTo(viewer)] }, select: PRINTED })
    : null;
  if (!row) throw new NotFound("This letter");
  if (!PRINTED_STATES.includes(row.state)) {
    throw new Conflict("This letter is not approved, so there is no file of it yet.");
  }
  const { language } = row;
  const [sending] = row.sendings;
  const lines = sending?.addressLines ?? (await readAddressLines(db, viewer, { ...row, now }));
  const { document, letterhead, options } = printableOf(row, lines, now);
  const bytes = await (format === "pdf" ? printLetter : docxLetter)(document, letterhead, options);
  return { name: `${row.case.reference} ${language}.${format}`, bytes };
}

function printableOf({ sendings: [sending], ...row }: Row, addressee: string[], now: Date): PrintableLetter {
  const { site, language } = row;
  const day = sending?.sentOn ?? dayIn(now, site.timeZone);
  const letterhead: Letterhead = {
    ...{ siteName: site.name, addressLines: [], phone: "", reference: row.case.reference, addressee },
    date: dayInWords(day.toISOString().slice(0, 10), languageOf(language)),
    ...{ signedBy: [row.author.name], footer: "" },
  };
  const options = {
    ...{ language, direction: directionIn(language), paper: paperOf(site.country) },
    printedAt: sending?.at ?? row.savedAt,
  };
  return { document: readLetter(sending?.text ?? row.text), letterhead, options };
}

const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)(?:-|$)/i;

function directionIn(language: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
}

type Of = { caseId: string; language: string; now: Date };

/** To whom a letter of a case goes, and where they live, as far as that is on record: of somebody else than the patient only the name. */
export async function readAddressLines(db: Tx, viewer: Viewer, { caseId, language, now }: Of): Promise<string[]> {
  const { addressee } = await readLetterFacts(db, viewer, { caseId, language: languageOf(language), now });
  const row = await db.case.findUniqueOrThrow({
    where: { id: caseId },
    select: { patient: { select: { name: true, address: true } } },
  });
  const isPatient = row.patient !== null && row.patient.name === addressee;
  const lines = isPatient ? (row.patient?.address ?? "").split("\n") : [];
  return [addressee ?? "", ...lines].map((line) => line.trim()).filter((line) => line !== "");
}
