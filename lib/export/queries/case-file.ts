import "server-only";
import { filesVisibleTo } from "@/lib/attachment/scope";
import { findDispute } from "@/lib/billing/queries";
import { getCase } from "@/lib/case/queries/detail";
import { ESCALATION, toEscalation } from "@/lib/case/queries/rows";
import { casesVisibleTo } from "@/lib/case/scope";
import { listMergedInto } from "@/lib/case-join/queries/merged";
import { getCaseClocks } from "@/lib/clock/queries/case-clocks";
import { listContacts } from "@/lib/contact/queries";
import type { ContactView } from "@/lib/contact/types";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import type { TimelineEntry } from "@/lib/events/schema";
import { listFollowUps, listPromises } from "@/lib/follow-up/queries";
import { lettersVisibleTo } from "@/lib/letter/scope";
import { getPatient } from "@/lib/patient/queries";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { listRepresentatives } from "@/lib/representative/queries";
import { requestsOfCasesOf } from "@/lib/request/scope";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { describeOutside } from "../rules/outside-events";
import type { CaseFile, LeftOut } from "../types";
import { readMerged } from "./merged";

/** No case has as many of anything; where one had, its file says how many it leaves out. */
const MOST = 1_000;
const BY = { select: { name: true } } as const;

/** Everything of a case that the viewer may see, and nothing of what is privileged. */
export async function readCaseFile(viewer: Viewer, reference: string, now: Date): Promise<CaseFile> {
  const detail = await getCase(viewer, reference, now);
  const { id: caseId } = detail;
  const db = dbFor(viewer);
  const mergedIds = await listMergedInto(db, caseId);
  const [patient, representatives, clocks, requests, escalations, letters, files, happened] = await Promise.all([
    detail.patient ? getPatient(viewer, detail.patient.id, now) : null,
    detail.patient ? listRepresentatives(viewer, detail.patient.id) : [],
    getCaseClocks(viewer, caseId, now),
    readRequests(viewer, caseId),
    db.escalation.findMany({
      where: { caseId, case: casesVisibleTo(viewer) },
      select: ESCALATION,
      orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
    readLetters(viewer, [caseId, ...mergedIds]),
    readFiles(viewer, caseId),
    readTimeline(viewer, caseId),
  ]);
  const [dispute, followUps, promises, joined] = await Promise.all([
    findDispute(viewer, caseId, now),
    listFollowUps(viewer, caseId, now),
    listPromises(viewer, caseId, now),
    readMerged(viewer, caseId, mergedIds),
  ]);
  return {
    ...{
      detail,
      today: isoDay(dayIn(now, detail.site.zone)),
      patient,
      representatives,
      clocks: clocks.clocks,
      requests,
    },
    ...{
      escalations: escalations.map(toEscalation),
      letters,
      files,
      dispute,
      followUps,
      promises,
      ...happened,
      ...joined,
    },
    leftOut: [
      ...(await countLeftOut(viewer, caseId, { requests, escalations, files, followUps, promises, ...detail })),
      ...tellLeftOut("letters", await countLetters(viewer, [caseId, ...mergedIds]), letters),
    ],
  };
}

async function readRequests(viewer: Viewer, caseId: string): Promise<CaseFile["requests"]> {
  const rows = await dbFor(viewer).request.findMany({
    where: { AND: [{ caseId }, requestsOfCasesOf(viewer)] },
    select: {
      ...{ unit: BY, state: true, question: true, askedAt: true, askedBy: BY, dueAt: true },
      ...{ answer: true, reason: true, settledAt: true, settledBy: BY },
    },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(({ unit, askedBy, settledBy, ...row }) => ({
    ...row,
    ...{ unit: unit.name, askedBy: askedBy.name, settledBy: settledBy?.name ?? null },
  }));
}

const LETTER = {
  ...{ id: true, kind: true, state: true, text: true, savedAt: true, author: BY, voidReason: true },
  case: { select: { reference: true } },
  sendings: {
    select: {
      ...{ id: true, way: true, sentOn: true, text: true, addressLines: true, mailedTo: true, proof: true, sentBy: BY },
      ...{ returnedOn: true, returnedReason: true, contact: { select: { party: true, otherName: true } } },
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST,
  },
} satisfies Prisma.LetterSelect;

function lettersOf(viewer: Viewer, caseIds: string[]): Prisma.LetterWhereInput {
  return { AND: [{ caseId: { in: caseIds } }, lettersVisibleTo(viewer)] };
}

function countLetters(viewer: Viewer, caseIds: string[]): Promise<number> {
  return dbFor(viewer).letter.count({ where: lettersOf(viewer, caseIds) });
}

async function readLetters(viewer: Viewer, caseIds: string[]): Promise<CaseFile["letters"]> {
  const rows = await dbFor(viewer).letter.findMany({
    where: lettersOf(viewer, caseIds),
    select: LETTER,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(({ author, case: of, sendings, ...row }) => ({
    ...row,
    ...{ author: author.name, reference: of.reference },
    sendings: sendings.map(({ sentBy, sentOn, returnedOn, contact, ...sending }) => ({
      ...{ ...sending, ...contact },
      ...{ sentBy: sentBy.name, sentOn: isoDay(sentOn), returnedOn: isoDay(returnedOn) },
    })),
  }));
}

async function readFiles(viewer: Viewer, caseId: string): Promise<CaseFile["files"]> {
  const rows = await dbFor(viewer).attachment.findMany({
    where: { AND: [{ caseId }, filesVisibleTo(viewer)] },
    select: {
      ...{ name: true, description: true, kind: true, bytes: true, uploadedAt: true, uploadedBy: BY },
      ...{ voidedAt: true, voidReason: true },
    },
    orderBy: [{ uploadedAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(({ uploadedBy, ...row }) => ({ ...row, uploadedBy: uploadedBy.name }));
}

type Happened = { timeline: TimelineEntry[]; contacts: Map<string, ContactView> };

/** Page by page to the first entry, so that nothing is missing however long the case is; told in the order in which it happened. */
async function readTimeline(viewer: Viewer, caseId: string): Promise<Happened> {
  const timeline: TimelineEntry[] = [];
  const contacts = new Map<string, ContactView>();
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCaseTimeline>> = await listCaseTimeline(viewer, caseId, {
      before,
      forOutside: describeOutside,
    });
    timeline.push(...page.entries);
    const ids = page.entries.flatMap(({ type, rowId }) => (type === "contact.logged" && rowId ? [rowId] : []));
    const views = ids.length > 0 ? await listContacts(viewer, caseId, ids) : [];
    for (const view of views) contacts.set(view.id, view);
    before = page.older;
  } while (before !== null);
  return { timeline: timeline.reverse(), contacts };
}

type Listed = Record<"requests" | "escalations" | "files" | "followUps" | "promises" | "issues", readonly unknown[]>;

/** What there are more of than their lists hold, so that the file can say so. */
async function countLeftOut(viewer: Viewer, caseId: string, listed: Listed): Promise<LeftOut[]> {
  const db = dbFor(viewer);
  const { _count: found } = await db.case.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      _count: {
        select: { requests: true, escalations: true, attachments: true, followUps: true, promises: true, issues: true },
      },
    },
  });
  const kinds = [
    ["requests", found.requests, listed.requests],
    ["escalations", found.escalations, listed.escalations],
    ["files", found.attachments, listed.files],
    ["follow-ups", found.followUps, listed.followUps],
    ["promises", found.promises, listed.promises],
    ["issues", found.issues, listed.issues],
  ] as const;
  return kinds.flatMap(([what, count, rows]) => tellLeftOut(what, count, rows));
}

function tellLeftOut(what: LeftOut["what"], count: number, rows: readonly unknown[]): LeftOut[] {
  return count > rows.length ? [{ what, told: `${what}: ${rows.length} of ${count} were read for this file.` }] : [];
}
