import "server-only";
import { z } from "zod";
import { ROLE_LABELS } from "@/lib/access/labels";
import { listMergedInto } from "@/lib/case-join/queries/merged";
import type { Prisma, Tx } from "@/lib/platform/db";
import { type CaseKind, Finding } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { packOf } from "@/lib/regulation/rules";
import { isoDay } from "@/lib/shared/dates";
import { approvalOf } from "../rules/approval";
import { elementsOf, letterNeededFor } from "../rules/demands";
import { type Answered, type AnsweringLetter, answeringLetter, type GateFacts, letterGap } from "../rules/gate";
import { channelOf } from "../rules/way";
import { keptFactsSchema } from "../schema";
import { lettersVisibleTo } from "../scope";
import type { LetterStanding } from "../types";
import { checkWhole } from "./checks";
import { languageOf } from "./letters";

const MOST = 50;

/** What the gate asks of a case beside its letters. */
export type GatedCase = {
  id: string;
  siteId: string;
  kind: CaseKind;
  severity: number;
  packId: string;
  packVersion: string;
  kindSince: Date | null;
  issues: readonly { id: string; position: number; finding: Finding | null; answer: string | null }[];
};

/** How far the letter with the answer to a case is, by its pack and the letters that stand. */
export async function readLetterStanding(db: Tx, viewer: Viewer, row: GatedCase): Promise<LetterStanding> {
  const need = letterNeededFor(packOf(row), row.kind, "closed") ?? letterNeededFor(packOf(row), row.kind, "answered");
  const [reopened] = await db.closing.findMany({
    where: { caseId: row.id, reopenedAt: { not: null } },
    select: { reopenedAt: true },
    orderBy: { reopenedAt: "desc" },
    take: 1,
  });
  const { letters, sendings } = await readLetters(db, viewer, row);
  const facts: GateFacts = { need, reopenedAt: reopened?.reopenedAt ?? null, letters, issues: [...row.issues] };
  const letter = answeringLetter(facts);
  const sending = letter && sendings.get(letter.id);
  return {
    owed: need && { before: need.before, basis: need.basis, notOwed: need.notOwed, gap: letterGap(facts) },
    given: sending
      ? {
          ...{ letterId: letter.id, via: channelOf(sending) },
          ...{ on: isoDay(sending.sentOn), at: sending.contact.at.toISOString() },
        }
      : null,
  };
}

const LETTER = { id: true, state: true, language: true, decidedFacts: true } satisfies Prisma.LetterSelect;
const SENDING = {
  ...{ letterId: true, at: true, way: true, toldVia: true, sentOn: true, findings: true },
  contact: { select: { at: true } },
} satisfies Prisma.LetterSendingSelect;
type LetterRow = Prisma.LetterGetPayload<{ select: typeof LETTER }>;
type SendingRow = Prisma.LetterSendingGetPayload<{ select: typeof SENDING }>;

async function readLetters(db: Tx, viewer: Viewer, row: GatedCase) {
  const caseIds = [row.id, ...(await listMergedInto(db, row.id))];
  const rows = await db.letter.findMany({
    where: { AND: [{ caseId: { in: caseIds }, kind: "resolution", state: { not: "void" } }, lettersVisibleTo(viewer)] },
    select: LETTER,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const sendings = await readSendings(
    db,
    rows.filter(({ state }) => state === "sent").map(({ id }) => id),
  );
  const letters: AnsweringLetter[] = [];
  for (const letter of rows) {
    const { id, state } = letter;
    const sending = sendings.get(id);
    letters.push({
      ...{ id, state },
      decidedBy: state === "for_approval" ? await nameApprovers(db, row, id) : null,
      sent: sending ? await readSent(db, viewer, { row, letter, sending }) : null,
    });
  }
  return { letters, sendings };
}

/** The last sending of each letter. */
async function readSendings(db: Tx, letterIds: string[]): Promise<Map<string, SendingRow>> {
  if (letterIds.length === 0) return new Map();
  const rows = await db.letterSending.findMany({
    where: { letterId: { in: letterIds }, returnedAt: null },
    select: SENDING,
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return new Map(rows.map((row) => [row.letterId, row]));
}

type Sent = { row: GatedCase; letter: LetterRow; sending: SendingRow };

async function readSent(db: Tx, viewer: Viewer, given: Sent): Promise<NonNullable<AnsweringLetter["sent"]>> {
  const { at, way, toldVia } = given.sending;
  const lacks = await findLacking(db, viewer, given);
  return { at, way, toldVia, lacks, issues: issuesIn(given.letter.decidedFacts) };
}

/** The demanded elements that a letter went out without: by what was found when it was sent, and anew where the case became another kind since. */
async function findLacking(db: Tx, viewer: Viewer, { row, letter, sending }: Sent): Promise<string[]> {
  const demanded = elementsOf(packOf(row), "resolution", row.kind).filter(({ blocks }) => blocks);
  const isOtherKind = row.kindSince !== null && row.kindSince > sending.at;
  const found = isOtherKind ? await checkAnew(db, viewer, { row, letter, sending }) : foundThen(sending.findings);
  return demanded.filter(({ id }) => found.includes(`element-${id}`)).map(({ label }) => label.toLowerCase());
}

async function checkAnew(db: Tx, viewer: Viewer, { row, letter, sending }: Sent): Promise<string[]> {
  const { text, authorId } = await db.letter.findUniqueOrThrow({
    where: { id: letter.id },
    select: { text: true, authorId: true },
  });
  const asked = {
    caseId: row.id,
    authorId,
    kind: "resolution",
    language: languageOf(letter.language),
    now: sending.at,
  } as const;
  return (await checkWhole(db, viewer, { ...asked, text })).map(({ id }) => id);
}

function foundThen(findings: Prisma.JsonValue): string[] {
  const read = z.array(z.string()).safeParse(findings);
  return read.success ? read.data : [];
}

const keptIssues = z.array(
  z.object({
    id: z.string(),
    finding: z.enum(["partly", ...Object.values(Finding)]).nullable(),
    answer: z.string().nullable(),
  }),
);

function issuesIn(decidedFacts: Prisma.JsonValue): Answered[] | null {
  const kept = keptFactsSchema.safeParse(decidedFacts);
  const issues = keptIssues.safeParse(kept.success ? kept.data.facts.issues : null);
  return issues.success ? issues.data : null;
}

const FEW = 2;

/** Who may approve a letter: by name where they are few, else by their roles. Whoever had a hand in it is not among them. */
async function nameApprovers(db: Tx, row: GatedCase, letterId: string): Promise<string> {
  const { roles, mayApproveOwn } = approvalOf("resolution", row);
  const named = (words: string[]) => new Intl.ListFormat("en", { type: "disjunction" }).format(words);
  const role = { in: [...(roles ?? (["associate", "supervisor", "manager"] as const))] };
  const hands = mayApproveOwn ? [] : await readHands(db, letterId);
  const people = await db.person.findMany({
    where: { deactivatedAt: null, id: { notIn: hands }, roles: { some: { siteId: row.siteId, role } } },
    select: { name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: FEW + 1,
  });
  if (people.length > 0 && people.length <= FEW) return named(people.map(({ name }) => name));
  return `a ${named(role.in.map((each) => ROLE_LABELS[each].toLowerCase()))}`;
}

async function readHands(db: Tx, letterId: string): Promise<string[]> {
  const { authorId, savedById, submittedById, versions } = await db.letter.findUniqueOrThrow({
    where: { id: letterId },
    select: {
      ...{ authorId: true, savedById: true, submittedById: true },
      versions: { select: { authorId: true }, distinct: ["authorId"], orderBy: { authorId: "asc" }, take: 500 },
    },
  });
  return [authorId, savedById, submittedById, ...versions.map((version) => version.authorId)].flatMap((id) => id ?? []);
}
