import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import type { Person } from "@/lib/shared/person";
import { canChangeLetter, canDecideLetter, canSendLetter, canWriteLetter, mayDecideAt } from "../policy";
import { approvalOf } from "../rules/approval";
import { changedFacts } from "../rules/changed-facts";
import type { CheckSetting } from "../rules/check-setting";
import { compareTexts } from "../rules/compare";
import { writtenBasisOf } from "../rules/in-writing";
import { headOf } from "../rules/site-head";
import { HOUSE_LANGUAGE, keptFactsSchema, LETTER_LANGUAGES, type LetterLanguage, sentHeadSchema } from "../schema";
import { lettersVisibleTo } from "../scope";
import type {
  Comparison,
  FactsNow,
  LetterDetail,
  LetterMail,
  LetterRow,
  ReturnedSending,
  WaitingLetter,
} from "../types";
import { readCheckSetting } from "./checks";
import { readDrafted } from "./drafted";
import { digestOfFacts, readLetterFacts } from "./facts";
import { readToldOf } from "./told-of";

const MOST = 200;
const MOST_SENDINGS = 20;
const PERSON = { select: { id: true, name: true } } as const;

const APPROVAL_FACTS = { kind: true, severity: true, packId: true, packVersion: true } as const;

export const LETTER_ROW = {
  ...{ id: true, kind: true, language: true, state: true, savedAt: true },
  author: PERSON,
} satisfies Prisma.LetterSelect;

const DETAIL = {
  ...LETTER_ROW,
  ...{ siteId: true, text: true, version: true, template: true, voidReason: true },
  ...{ lookedVersion: true, submittedAt: true, decidedAt: true, submittedFacts: true },
  savedBy: PERSON,
  submittedBy: PERSON,
  decidedBy: PERSON,
  site: { select: { id: true, name: true, timeZone: true, address: true, phone: true, email: true, web: true } },
  case: {
    select: {
      ...{ id: true, reference: true, about: true, state: true, mergedIntoId: true, ownerId: true },
      ...APPROVAL_FACTS,
    },
  },
  sendings: {
    select: {
      ...{ id: true, way: true, toldVia: true, sentOn: true, addressLines: true, at: true, proof: true, note: true },
      ...{ digest: true, letterhead: true, mailedTo: true, returnedOn: true, returnedReason: true },
      ...{ approver: PERSON, sentBy: PERSON, returnedBy: PERSON },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST_SENDINGS,
  },
  mails: {
    select: { id: true, address: true, askedBy: PERSON, askedAt: true, state: true, reason: true, acceptedAt: true },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: 1,
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

/** A letter by its id and the reference of its case, as its address says both. */
export async function getLetter(
  viewer: Viewer,
  { reference, id }: { reference: string; id: string },
): Promise<LetterDetail> {
  const row = idSchema.safeParse(id).success
    ? await dbFor(viewer).letter.findFirst({
        where: { AND: [{ id, case: namedOrJoined(reference.toUpperCase()) }, lettersVisibleTo(viewer)] },
        select: DETAIL,
      })
    : null;
  if (!row) throw new NotFound("This letter");
  const drafted = (await readDrafted(dbFor(viewer), [row.id])).get(row.id) ?? null;
  const told = await readToldOf(viewer, [{ id: row.id, kind: row.kind, caseId: row.case.id }]);
  return { ...toDetail(viewer, row, await readMail(viewer, row)), drafted, toldOf: told.get(row.id) ?? null };
}

/** An address stays good when the letter goes over with a merge, and when it comes back. */
function namedOrJoined(reference: string): Prisma.CaseWhereInput {
  const survived = { mergesSurvived: { some: { merged: { reference } } } };
  return { OR: [{ reference }, survived, { mergesAway: { some: { survivor: { reference } } } }] };
}

type Detail = Prisma.LetterGetPayload<{ select: typeof DETAIL }>;

/** The last e-mail of a letter, and how far it is. */
async function readMail(viewer: Viewer, { mails: [mail] }: Detail): Promise<LetterMail | null> {
  if (!mail) return null;
  const delivery = await dbFor(viewer).mailDelivery.findUnique({
    where: { id: mail.id },
    select: { attempts: true, nextAttemptAt: true, lastError: true, leaseUntil: true, settledAt: true },
  });
  const { askedAt, acceptedAt, ...rest } = mail;
  const waits = delivery && !delivery.settledAt ? delivery : null;
  return {
    ...{ ...rest, askedAt: askedAt.toISOString(), attempts: delivery?.attempts ?? 0 },
    ...{ nextAttemptAt: waits?.nextAttemptAt.toISOString() ?? null, lastError: waits?.lastError ?? null },
    isPickedUp: acceptedAt !== null || (waits !== null && waits.leaseUntil !== null),
  };
}

type Kept = Detail["sendings"][number];

function toSending({
  id,
  way,
  toldVia,
  sentOn,
  addressLines,
  approver,
  sentBy,
  at,
  proof,
  note,
  digest,
  mailedTo,
}: Kept) {
  return {
    ...{ id, way, toldVia, addressLines, approver, sentBy, proof, note, digest, mailedTo },
    ...{ sentOn: isoDay(sentOn), at: at.toISOString() },
  };
}

function toReturned(kept: Kept): ReturnedSending[] {
  const { returnedOn, returnedReason, returnedBy } = kept;
  if (!returnedOn || returnedReason === null || !returnedBy) return [];
  return [{ ...toSending(kept), returnedOn: isoDay(returnedOn), returnedReason, returnedBy }];
}

/** What stands around a letter: for one that was sent as it was then. */
function headIn(site: Detail["site"], sending: Kept | undefined) {
  return sentHeadSchema.nullable().parse(sending?.letterhead ?? null) ?? headOf(site);
}

function toDetail(viewer: Viewer, row: Detail, mail: LetterMail | null): Omit<LetterDetail, "drafted" | "toldOf"> {
  const { site, version, savedBy, savedAt, versions } = row;
  const isMerged = row.case.mergedIntoId !== null;
  const kept = versions.map(({ number, at, author }) => ({ number, at: at.toISOString(), author }));
  const hands = [row.author, savedBy, row.submittedBy, ...versions.map(({ author }) => author)].flatMap(
    (person) => person?.id ?? [],
  );
  const decision = { ...row, approval: approvalOf(row.kind, row.case) };
  const isKept = kept[0]?.number === version;
  const standing = row.sendings.find(({ returnedOn }) => returnedOn === null);
  return {
    ...toLetterRow(row),
    case: { id: row.case.id, reference: row.case.reference, about: row.case.about, state: row.case.state },
    site: { id: site.id, name: site.name, zone: site.timeZone, hasAddress: site.address !== null },
    head: headIn(site, standing),
    ...{ text: row.text, version, savedBy, template: row.template, voidReason: row.voidReason },
    submitted: whoAndWhen(row.submittedBy, row.submittedAt),
    decided: whoAndWhen(row.decidedBy, row.decidedAt),
    lookedVersion: row.lookedVersion,
    sending: standing ? toSending(standing) : null,
    cameBack: row.sendings.flatMap(toReturned),
    mail,
    inWriting: writtenBasisOf(row.kind, row.case),
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
      stop: !isMerged && canSendLetter(viewer, { ...row, ownerId: row.case.ownerId }, "stop"),
      sayCameBack: !isMerged && canSendLetter(viewer, { ...row, ownerId: row.case.ownerId }, "come_back"),
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
  { id, kind, language, case: of }: Pick<LetterDetail, "id" | "kind" | "language" | "case">,
  now: Date,
): Promise<FactsNow> {
  const db = dbFor(viewer);
  const [facts, row] = await Promise.all([
    readLetterFacts(db, viewer, { caseId: of.id, language, now }),
    db.letter.findFirst({ where: { AND: [{ id }, lettersVisibleTo(viewer)] }, select: { submittedFacts: true } }),
  ]);
  const kept = keptFactsSchema.safeParse(row?.submittedFacts);
  const digest = digestOfFacts(facts, kind);
  const isSame = !kept.success || kept.data.digest === digest;
  return { digest, changed: isSame ? [] : changedFacts(kept.data.facts, facts) };
}

/** What a letter is checked against while it is read or written. */
export function getCheckSetting(
  viewer: Viewer,
  { kind, language, author, case: of }: Pick<LetterDetail, "kind" | "language" | "author" | "case">,
  now: Date,
): Promise<CheckSetting> {
  return readCheckSetting(dbFor(viewer), viewer, { caseId: of.id, kind, language, authorId: author.id, now });
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
      ...LETTER_ROW,
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
    return submitted && isMine
      ? [{ ...toLetterRow(row), case: { reference, about }, submitted, zone: site.timeZone }]
      : [];
  });
}

export function toLetterRow({
  id,
  kind,
  language,
  state,
  author,
  savedAt,
}: Prisma.LetterGetPayload<{ select: typeof LETTER_ROW }>): LetterRow {
  return { id, kind, language: languageOf(language), state, author, savedAt: savedAt.toISOString() };
}

/** The language of a letter, as far as Heard knows how to begin one in it. */
export function languageOf(tag: string): LetterLanguage {
  return LETTER_LANGUAGES.find((language) => language === tag) ?? HOUSE_LANGUAGE;
}
