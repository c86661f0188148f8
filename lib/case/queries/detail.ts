import "server-only";
import { canSeePrivileged } from "@/lib/contact/policy";
import { compareToAgreed, digestOfList } from "@/lib/issue/rules/agreement";
import type { Harm } from "@/lib/issue/schema";
import { readLetterStanding } from "@/lib/letter/queries/gate";
import { findPatient } from "@/lib/patient/queries";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import {
  canAddNote,
  canAnswerEscalation,
  canAssignCase,
  canEscalateCase,
  canTakeCase,
  canWithdrawEscalation,
  canWorkCase,
  movesOf,
} from "../policy";
import { readReference } from "../rules";
import type { Channel, Severity, WaitingFor } from "../schema";
import { casesVisibleTo } from "../scope";
import type { CaseDetail, CaseIssue } from "../types";
import { ESCALATION, ROW, STANDS, toEscalation, toRow } from "./rows";

/** The reference itself when the viewer may open its case, else null. */
export async function findCaseReference(viewer: Viewer, reference: string): Promise<string | null> {
  const where = { AND: [{ reference }, casesVisibleTo(viewer)] };
  return (await dbFor(viewer).case.findFirst({ where, select: { reference: true } }))?.reference ?? null;
}

export async function getCase(viewer: Viewer, reference: string, now: Date): Promise<CaseDetail> {
  const reading = readReference(reference);
  if (reading.kind !== "reference") throw new NotFound("This case");
  const db = dbFor(viewer);
  const row = await db.case.findFirst({
    where: { AND: [{ reference: reading.reference }, casesVisibleTo(viewer)] },
    select: {
      ...ROW,
      channel: true,
      reporterContact: true,
      words: true,
      wanted: true,
      unitId: true,
      namesStaff: true,
      ownerId: true,
      patientId: true,
      mergedIntoId: true,
      ...{ packId: true, packVersion: true, kindSince: true },
      loggedAt: true,
      version: true,
      loggedBy: { select: { id: true, name: true } },
      answeredAt: true,
      answeredVia: true,
      _count: {
        select: { requests: { where: { state: "open" } }, promises: { where: { state: "open", outlivesCase: false } } },
      },
      issues: { select: ISSUE, orderBy: { position: "asc" }, take: 100 },
      agreements: {
        select: AGREEMENT,
        orderBy: [{ agreedAt: "desc" }, { recordedAt: "desc" }, { id: "desc" }],
        take: 1,
      },
      waits: {
        where: { endedAt: null },
        select: { for: true, reason: true, since: true, until: true },
        orderBy: { since: "desc" },
        take: 1,
      },
      closings: {
        where: { reopenedAt: null },
        select: CLOSING,
        orderBy: { closedAt: "desc" },
        take: 1,
      },
      escalations: { where: { answeredAt: null }, select: ESCALATION, take: 1 },
    },
  });
  if (!row) throw new NotFound("This case");
  const listed = row.issues.filter(({ voidedAt }) => voidedAt === null);
  const [patient, letter, others] = await Promise.all([
    findPatient(viewer, row.patientId ?? undefined, now),
    readLetterStanding(db, viewer, { ...row, siteId: row.site.id, issues: listed }),
    row.patientId
      ? db.case.findMany({
          where: { AND: [{ patientId: row.patientId, id: { not: row.id } }, STANDS, casesVisibleTo(viewer)] },
          select: { reference: true, about: true, kind: true, state: true, receivedAt: true },
          orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
          take: 8,
        })
      : [],
  ]);
  const open = row.escalations[0] ?? null;
  const isMerged = row.mergedIntoId !== null;
  const facts = { siteId: row.site.id, state: row.state, ownerId: row.ownerId, escalation: open };
  return {
    ...toRow(row, now),
    channel: row.channel,
    reporterContact: row.reporterContact,
    words: row.words,
    wanted: row.wanted,
    unitId: row.unitId,
    namesStaff: row.namesStaff,
    isMerged,
    loggedAt: row.loggedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    loggedBy: row.loggedBy,
    version: row.version,
    patient,
    issues: row.issues.map(toIssue),
    ...standing(row),
    workflow: {
      ...{ kind: row.kind, reporterKind: row.reporterKind, ownerId: row.ownerId },
      isTold: row.answeredAt !== null,
      isEscalated: open !== null,
      openRequests: row._count.requests,
      openPromises: row._count.promises,
      letter: letter.owed,
      issues: listed.map(({ id, finding, answer }) => ({
        ...{ id, hasFinding: finding !== null, hasAnswer: answer !== null },
      })),
    },
    given: letter.given,
    moves: isMerged ? [] : movesOf(viewer, facts),
    escalation: open && toEscalation(open),
    otherCases: others.map(({ receivedAt, ...other }) => ({ ...other, receivedAt: receivedAt.toISOString() })),
    may: isMerged
      ? NOTHING
      : {
          work: canWorkCase(viewer, facts),
          assign: canAssignCase(viewer, facts),
          take: canTakeCase(viewer, facts),
          note: canAddNote(viewer, facts),
          answerEscalation: canAnswerEscalation(viewer, facts),
          withdrawEscalation: canWithdrawEscalation(viewer, facts),
          escalate: canEscalateCase(viewer, facts),
          seePrivileged: canSeePrivileged(viewer, facts),
        },
  };
}

const NOTHING: CaseDetail["may"] = {
  ...{ work: false, assign: false, take: false, note: false },
  ...{ answerEscalation: false, withdrawEscalation: false, escalate: false, seePrivileged: false },
};

const ISSUE = {
  id: true,
  position: true,
  summary: true,
  category: true,
  severity: true,
  stage: true,
  staffGroup: true,
  unitId: true,
  unit: { select: { name: true } },
  allegedHarm: true,
  foundHarm: true,
  finding: true,
  answer: true,
  whatChanged: true,
  voidedAt: true,
  voidReason: true,
} satisfies Prisma.IssueSelect;

const AGREEMENT = {
  agreedAt: true,
  channel: true,
  remark: true,
  issueIds: true,
  wordings: true,
  digest: true,
  by: { select: { name: true } },
} satisfies Prisma.IssueAgreementSelect;

const CLOSING = {
  outcome: true,
  summary: true,
  hasChanged: true,
  lesson: true,
  openRequestsReason: true,
  closedAt: true,
  closedBy: { select: { name: true } },
} satisfies Prisma.ClosingSelect;

type IssueRow = Prisma.IssueGetPayload<{ select: typeof ISSUE }>;

function toIssue({ unit, severity, allegedHarm, foundHarm, voidedAt: _, ...issue }: IssueRow): CaseIssue {
  return {
    ...issue,
    severity: severity as Severity,
    allegedHarm: allegedHarm as Harm | null,
    foundHarm: foundHarm as Harm | null,
    unit: unit?.name ?? null,
  };
}

type StandingRow = {
  answeredAt: Date | null;
  answeredVia: Channel | null;
  issues: IssueRow[];
  agreements: Prisma.IssueAgreementGetPayload<{ select: typeof AGREEMENT }>[];
  waits: { for: WaitingFor; reason: string; since: Date; until: Date | null }[];
  closings: Prisma.ClosingGetPayload<{ select: typeof CLOSING }>[];
};

/** What a case's state rests on: the agreed list, the answer, whom it waits for, how it was closed. */
function standing({ answeredAt, answeredVia, issues, agreements, waits, closings }: StandingRow) {
  const [agreement] = agreements;
  const [wait] = waits;
  const [closing] = closings;
  const listed = issues.filter(({ voidedAt }) => voidedAt === null);
  return {
    answeredAt: answeredAt?.toISOString() ?? null,
    answeredVia,
    agreement: agreement
      ? {
          at: agreement.agreedAt.toISOString(),
          channel: agreement.channel,
          by: agreement.by.name,
          remark: agreement.remark,
          ...compareToAgreed(agreement, listed),
        }
      : null,
    listDigest: digestOfList(listed),
    wait: wait
      ? { ...wait, since: wait.since.toISOString(), until: wait.until?.toISOString().slice(0, 10) ?? null }
      : null,
    closing: closing
      ? (({ closedAt, closedBy, ...rest }) => ({ ...rest, at: closedAt.toISOString(), by: closedBy.name }))(closing)
      : null,
  };
}
