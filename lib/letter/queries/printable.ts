import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { docxLetter } from "../print/docx";
import type { PrintableLetter } from "../print/letterhead";
import { paperOf } from "../print/paper";
import { printLetter } from "../print/pdf";
import { readLetter } from "../rules/document";
import { dayInWords } from "../rules/sentences";
import { headOf } from "../rules/site-head";
import { type LetterFormat, type LetterState, type SentHead, sentHeadSchema } from "../schema";
import { lettersVisibleTo } from "../scope";
import { addresseeOf } from "./facts";
import { languageOf } from "./letters";

const HEAD = { name: true, address: true, phone: true, email: true, web: true } as const;

export const SIGNED = {
  author: { select: { name: true } },
  submittedBy: { select: { name: true } },
  draftings: { select: { at: true }, take: 1 },
} satisfies Prisma.LetterSelect;

/** Who signs a letter: its author, or whoever finished one that Heard drafted for somebody. */
export function signerOf({
  author,
  submittedBy,
  draftings,
}: Prisma.LetterGetPayload<{ select: typeof SIGNED }>): string {
  return (draftings.length > 0 && submittedBy ? submittedBy : author).name;
}

const PRINTED = {
  ...{ caseId: true, language: true, state: true, text: true, savedAt: true },
  ...SIGNED,
  site: { select: { country: true, timeZone: true, ...HEAD } },
  case: { select: { reference: true } },
  sendings: {
    where: { returnedAt: null },
    select: { text: true, sentOn: true, addressLines: true, at: true, letterhead: true },
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
  const lines = sending?.addressLines ?? (await readAddressLines(db, viewer, row));
  const { document, letterhead, options } = printableOf(row, lines, now);
  const bytes = await (format === "pdf" ? printLetter : docxLetter)(document, letterhead, options);
  return { name: `${row.case.reference} ${language}.${format}`, bytes };
}

function printableOf({ sendings: [sending], site, ...row }: Row, addressee: string[], now: Date): PrintableLetter {
  const head: SentHead = sentHeadSchema.nullable().parse(sending?.letterhead ?? null) ?? headOf(site);
  return toPrintable({
    ...{ head, addressee, language: row.language, text: sending?.text ?? row.text, country: site.country },
    ...{ reference: row.case.reference, author: signerOf(row), printedAt: sending?.at ?? row.savedAt },
    day: head.dated ?? isoDay(sending?.sentOn ?? dayIn(now, site.timeZone)),
  });
}

type Parts = {
  head: SentHead;
  addressee: string[];
  language: string;
  text: string;
  /** By which the paper is chosen. */
  country: string;
  reference: string;
  author: string;
  /** The day that it bears. */
  day: string;
  printedAt: Date;
};

/** A letter as it is laid out on paper. */
export function toPrintable(parts: Parts): PrintableLetter {
  const { head, addressee, language, text, country, reference, author, day, printedAt } = parts;
  const { siteName, addressLines, phone, footer } = head;
  const date = dayInWords(day, languageOf(language));
  return {
    document: readLetter(text),
    letterhead: { siteName, addressLines, phone, footer, reference, date, addressee, signedBy: [author] },
    options: { language, direction: directionIn(language), paper: paperOf(country), printedAt },
  };
}

const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)(?:-|$)/i;

function directionIn(language: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
}

export const ADDRESSED = {
  ...{ reporterKind: true, reporterName: true },
  patient: { select: { name: true, address: true } },
} as const;
type Addressed = Prisma.CaseGetPayload<{ select: typeof ADDRESSED }>;

/** To whom a letter of a case goes, and where they live, as far as that is on record: of somebody else than the patient only the name. */
export async function readAddressLines(db: Tx, viewer: Viewer, { caseId }: { caseId: string }): Promise<string[]> {
  const row = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: ADDRESSED,
  });
  if (!row) throw new NotFound("This case");
  return addressLinesOf(row);
}

/** The address of a patient is theirs alone: a daughter of the same name does not live there because she has the name. */
export function addressLinesOf({ reporterKind, reporterName, patient }: Addressed): string[] {
  const addressee = addresseeOf({ reporterKind, reporterName, patient });
  const isPatient = patient !== null && (reporterKind === "patient" || reporterName === null);
  const lines = isPatient ? (patient.address ?? "").split("\n") : [];
  return [addressee ?? "", ...lines].map((line) => line.trim()).filter((line) => line !== "");
}

/** What a letter of a site bears above and below it now, as it is kept with what is sent. */
export async function readHead(db: Tx, siteId: string): Promise<SentHead> {
  return headOf(await db.site.findUniqueOrThrow({ where: { id: siteId }, select: HEAD }));
}
