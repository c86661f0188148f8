import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { idSchema } from "@/lib/shared/ids";
import type { Person } from "@/lib/shared/person";
import { canChangeLetter, canDecideLetter, canSendLetter, canWriteLetter, mayDecideAt } from "../policy";
import { approvalOf } from "../rules/approval";
import { changedFacts } from "../rules/changed-facts";
import type { CheckSetting } from "../rules/check-setting";
import { compareTexts } from "../rules/compare";
import { headOf } from "../rules/site-head";
import { HOUSE_LANGUAGE, keptFactsSchema, LETTER_LANGUAGES, type LetterLanguage, sentHeadSchema } from "../schema";
import { lettersVisibleTo } from "../scope";
import type { Comparison, FactsNow, LetterDetail, LetterRow, WaitingLetter } from "../types";
import { readCheckSetting } from "./checks";
import { digestOfFacts, readLetterFacts } from "./facts";

const MOST = 200;
const PERSON = { select: { id: true, name: true } } as const;

const APPROVAL_FACTS = { kind: true, severity: true, packId: true, packVersion: true } as const;

const ROW = {
  ...{ id: true, kind: true, language: true, state: true, savedAt: true },
  author: PERSON,
} satisfies Prisma.LetterSelect;

const DETAIL = {
  ...ROW,
  ...{ siteId: true, text: true, version: true, template: true, voidReason: true },
  ...{ lookedVersion: true, submittedAt: true, decidedAt: true, submittedFacts: true },
  savedBy: PERSON,
  submittedBy: PERSON,
  decidedBy: PERSON,
  site: { select: { id: true, name: true, timeZone: true, address: true, phone: true, email: true, web: true } },
  case: { select: { id: true, reference: true, about: true, mergedIntoId: true, ownerId: true, ...APPROVAL_FACTS } },
  sending: {
    select: {
      ...{
        way: true,
        toldVia: true,
        sentOn: true,
        addressLines: true,
        at: true,
        proof: true,
        note: true,
        digest: true,
        letterhead: true,
      },
      approver: PERSON,
      sentBy: PERSON,
    },
  },
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

/** What stands around a letter: for one that was sent as it was then. */
function headIn({ site, sending }: Pick<Prisma.LetterGetPayload<{ select: typeof DETAIL }>, "site" | "sending">) {
  return sentHeadSchema.nullable().parse(sending?.letterhead ?? null) ?? headOf(site);
}

function toDetail(viewer: Viewer, row: Prisma.LetterGetPayload<{ select: typeof DETAIL }>): LetterDetail {
  const { site, version, savedBy, savedAt, versions } = row;
  const isMerged = row.case.mergedIntoId !== null;
  const kept = versions.map(({ number, at, author }) => ({ number, at: at.toISOString(), author }));
  const hands = [row.author, savedBy, row.submittedBy, ...versions.map(({ author }) => author)].flatMap(
    (person) => person?.id ?? [],
  );
  const decision = { ...row, approval: approvalOf(row.kind, row.case) };
  const isKept = kept[0]?.number === version;
  return {
    ...toRow(row),
    case: { id: row.case.id, reference: row.case.reference, about: row.case.about },
    site: { id: site.id, name: site.name, zone: site.timeZone, hasAddress: site.address !== null },
    head: headIn(row),
    ...{ text: row.text, version, savedBy, template: row.template, voidReason: row.voidReason },
    submitted: whoAndWhen(row.submittedBy, row.submittedAt),
    decided: whoAndWhen(row.decidedBy, row.decidedAt),
    lookedVersion: row.lookedVersion,
    sending: row.sending && {
      ...row.sending,
      ...{ sentOn: row.sending.sentOn.toISOString().slice(0, 10), at: row.sending.at.toISOString() },
    },
    isOwn: mayDecideAt(viewer, decision) && !canDecideLetter(viewer, { ...decision, hands }),
    versions: isKept ? kept : [{ number: version, at: savedAt.toISOString(), author: savedBy }, ...kept],
    comments: row.comments.map((comment) => ({ ...comment, at: comment.at.toISOString() })),
    may: {
      save: !isMerged && canChangeLetter(viewer, row, "save"),
      comment: !isMerged && row.state !== "void" && canWriteLetter(viewer, row),
      void: !isMerged && canChangeLetter(viewer, row, "void"),
      submit: !isMerged && canChangeLetter(viewer, row, "submit"),
      takeBack: !isMerged && canChangeLetter(viewer, row, "take_back"),
      decide: !isMerged && canDecideLetter(viewer, { ...decision, hands }),
      return: !isMerged && mayDecideAt(viewer, decision),
      send: !isMerged && canSendLetter(viewer, { ...row, ownerId: row.case.ownerId }),
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

function whoAndWhen(by: Person | null, at: Date | null) {
  return by && at && { by, at: at.toISOString() };
}

/** What the case of a letter says by now, against what it said when approval was asked for. */
export async function readFactsNow(
  viewer: Viewer,
  { id, language, case: of }: Pick<LetterDetail, "id" | "language" | "case">,
  now: Date,
): Promise<FactsNow> {
  const db = dbFor(viewer);
  const [facts, row] = await Promise.all([
    readLetterFacts(db, viewer, { caseId: of.id, language, now }),
    db.letter.findFirst({ where: { AND: [{ id }, lettersVisibleTo(viewer)] }, select: { submittedFacts: true } }),
  ]);
  const kept = keptFactsSchema.safeParse(row?.submittedFacts);
  const digest = digestOfFacts(facts);
  const isSame = !kept.success || kept.data.digest === digest;
  return { digest, changed: isSame ? [] : changedFacts(kept.data.facts, facts) };
}

/** What a letter is checked against while it is read or written. */
export function getCheckSetting(
  viewer: Viewer,
  { kind, language, case: of }: Pick<LetterDetail, "kind" | "language" | "case">,
  now: Date,
): Promise<CheckSetting> {
  return readCheckSetting(dbFor(viewer), viewer, { caseId: of.id, kind, language, now });
}

/** The letters that wait for a decision of the viewer's, those that wait longest first. */
export async function listLettersToDecide(viewer: Viewer): Promise<WaitingLetter[]> {
  const rows = await dbFor(viewer).letter.findMany({
    where: {
      AND: [
        lettersVisibleTo(viewer),
        { state: "for_approval", siteId: { in: sitesFor(viewer, "case.work") }, case: { mergedIntoId: null } },
      ],
    },
    select: {
      ...ROW,
      ...{ siteId: true, submittedBy: PERSON, submittedAt: true, savedById: true },
      versions: { select: { authorId: true }, orderBy: { number: "desc" }, take: MOST },
      case: { select: { reference: true, about: true, ...APPROVAL_FACTS } },
      site: { select: { timeZone: true } },
    },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  return rows.flatMap(({ submittedBy, submittedAt, case: of, site, versions, ...row }) => {
    const submitted = whoAndWhen(submittedBy, submittedAt);
    const hands = [
      row.author.id,
      row.savedById,
      submittedBy?.id ?? row.author.id,
      ...versions.map(({ authorId }) => authorId),
    ];
    const isMine = canDecideLetter(viewer, { ...row, hands, approval: approvalOf(row.kind, of) });
    const { reference, about } = of;
    return submitted && isMine ? [{ ...toRow(row), case: { reference, about }, submitted, zone: site.timeZone }] : [];
  });
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
