import "server-only";
import { createHash } from "node:crypto";
import { casesVisibleTo } from "@/lib/case/scope";
import { contactsHeard } from "@/lib/contact/scope";
import type { Prisma, Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { packOf } from "@/lib/regulation/rules";
import { dayIn } from "@/lib/shared/dates";
import type { ComposeFacts } from "../rules/compose";
import { outsideBodiesOf } from "../rules/outside-bodies";
import { dayInWords, SENTENCES } from "../rules/sentences";
import { siteFactsOf } from "../rules/site-head";
import type { LetterKind, LetterLanguage } from "../schema";

const MOST = 100;

const FACTS = {
  reference: true,
  receivedAt: true,
  reporterKind: true,
  reporterName: true,
  packId: true,
  packVersion: true,
  patient: { select: { name: true } },
  owner: { select: { name: true } },
  site: {
    select: {
      ...{ name: true, timeZone: true, address: true, phone: true },
      outsideBodies: { select: { packId: true, bodyId: true, name: true, howToReach: true }, take: MOST },
    },
  },
  issues: {
    where: { voidedAt: null },
    select: {
      ...{ id: true, position: true, summary: true, finding: true, answer: true, whatChanged: true },
      decidedAt: true,
    },
    orderBy: { position: "asc" },
    take: MOST,
  },
  improvements: {
    where: { improvement: { state: "verified_effective", weDid: { not: null } } },
    select: { improvement: { select: { youSaid: true, weDid: true } } },
    orderBy: [{ at: "asc" }, { improvementId: "asc" }],
    take: MOST,
  },
  requests: {
    where: { state: "answered" },
    select: { settledAt: true, unit: { select: { name: true } } },
    orderBy: [{ settledAt: "asc" }, { id: "asc" }],
    take: MOST,
  },
  contacts: {
    where: { AND: [contactsHeard(), { outcome: "reached" }] },
    select: { at: true, channel: true },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST,
  },
  clocks: {
    where: { clock: "resolve", isOpen: true },
    select: { dueAt: true },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: 1,
  },
} satisfies Prisma.CaseSelect;

type Row = Prisma.CaseGetPayload<{ select: typeof FACTS }>;
type Asked = { caseId: string; language: LetterLanguage; now: Date };

/** What the case says that a letter may hold. Nothing staff wrote among themselves is read here: no note, and no privileged note. */
export function readLetterFacts(db: Tx, viewer: Viewer, asked: Asked): Promise<ComposeFacts> {
  return readFactsOf(db, casesVisibleTo(viewer), asked);
}

/** The same for the drafting alone, which nobody reads before they open the letter. */
export function readFactsToDraft(db: Tx, asked: Asked): Promise<ComposeFacts> {
  return readFactsOf(db, {}, asked);
}

async function readFactsOf(
  db: Tx,
  within: Prisma.CaseWhereInput,
  { caseId, language, now }: Asked,
): Promise<ComposeFacts> {
  const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, within] }, select: FACTS });
  if (!row) throw new NotFound("This case");
  const dayOf = (at: Date) => dayIn(at, row.site.timeZone).toISOString().slice(0, 10);
  const decided = row.issues.flatMap(({ decidedAt }) => decidedAt ?? []);
  const isDecided = row.issues.length > 0 && decided.length === row.issues.length;
  const [due] = row.clocks;
  return {
    reference: row.reference,
    patientName: row.patient?.name ?? "",
    addressee: addresseeOf(row),
    contactPerson: row.owner && { name: row.owner.name },
    steps: stepsOf(row, language, dayOf),
    completedOn: isDecided ? dayOf(new Date(Math.max(...decided.map((at) => at.getTime())))) : null,
    receivedOn: dayOf(row.receivedAt),
    today: dayOf(now),
    dueOn: due ? dayOf(due.dueAt) : null,
    issues: row.issues.map(({ id, position, summary, finding, answer }) => ({
      ...{ id, position, summary, answer },
      finding: finding === "partly_upheld" ? "partly" : finding,
    })),
    changes: [
      ...row.issues.flatMap(({ position, summary, whatChanged }) =>
        whatChanged ? [{ position, summary, whatChanged }] : [],
      ),
      ...row.improvements.flatMap(({ improvement: { youSaid, weDid } }, at) =>
        youSaid && weDid ? [{ position: row.issues.length + at + 1, summary: youSaid, whatChanged: weDid }] : [],
      ),
    ],
    outsideBodies: outsideBodiesOf({ pack: packOf(row), words: row.site.outsideBodies, day: dayOf(now) }),
    site: siteFactsOf(row.site),
  };
}

/** Whoever raised the case; the patient where nobody is named. */
export function addresseeOf({
  patient,
  reporterKind,
  reporterName,
}: Pick<Row, "patient" | "reporterKind" | "reporterName">): string | null {
  return reporterKind === "patient" ? (patient?.name ?? reporterName) : (reporterName ?? patient?.name ?? null);
}

type DayOf = (at: Date) => string;

/** Units that answered and talks with whoever raised it, in the order of time. */
function stepsOf({ requests, contacts }: Row, language: LetterLanguage, dayOf: DayOf): string[] {
  const { asked, toldThem } = SENTENCES[language];
  const day = (at: Date) => dayInWords(dayOf(at), language);
  const steps = [
    ...requests.flatMap(({ settledAt, unit }) =>
      settledAt ? [{ at: settledAt, words: asked(unit.name, day(settledAt)) }] : [],
    ),
    ...contacts.map(({ at, channel }) => ({ at, words: toldThem(channel, day(at)) })),
  ];
  return [...new Set(steps.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ words }) => words))];
}

/**
 * The mark of what a case says in a letter: another as soon as any of it is another. The day on which it is read does not count, nor, in a
 * letter that ends the matter, by when an answer is due: that is over as soon as it is given.
 */
export function digestOfFacts({ today: _, dueOn, ...facts }: ComposeFacts, kind: LetterKind): string {
  const counted = kind === "resolution" || kind === "change" ? facts : { ...facts, dueOn };
  return createHash("sha256").update(JSON.stringify(counted)).digest("hex");
}
