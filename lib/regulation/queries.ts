import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { canAnswerKindChange, canWorkCase } from "@/lib/case/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { givenOf, packOf, reasonOf } from "./rules";
import type { CaseClassification, DecidedKind, ProposedKind, ProposedKindRow } from "./types";

const PERSON = { select: { id: true, name: true } } as const;

const CHANGE = {
  id: true,
  from: true,
  to: true,
  reason: true,
  outcome: true,
  proposedAt: true,
  proposedBy: PERSON,
  answeredBy: PERSON,
} satisfies Prisma.KindChangeSelect;

type ChangeData = Prisma.KindChangeGetPayload<{ select: typeof CHANGE }>;

const CASE_FACTS = { siteId: true, state: true, ownerId: true } as const;

/** What kind a case is, and why: by which rule of the pack it was opened under, or by whose decision. */
export async function getClassification(viewer: Viewer, caseId: string): Promise<CaseClassification> {
  const row = await dbFor(viewer).case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: {
      ...CASE_FACTS,
      id: true,
      mergedIntoId: true,
      kind: true,
      channel: true,
      reporterKind: true,
      packId: true,
      packVersion: true,
      kindRuleId: true,
      setAsideRuleIds: true,
      facts: true,
      loggedBy: PERSON,
      kindChanges: {
        where: { OR: [{ outcome: null }, { outcome: { in: ["made", "confirmed"] } }] },
        select: CHANGE,
        orderBy: [{ proposedAt: "desc" }, { id: "desc" }],
        take: 20,
      },
    },
  });
  if (!row) throw new NotFound("This case");
  const given = givenOf(row, row.facts);
  const standing = { kind: row.kind, ruleId: row.kindRuleId, setAside: row.setAsideRuleIds };
  const open = row.kindChanges.find(({ outcome }) => outcome === null);
  const decided = row.kindChanges.find(({ outcome }) => outcome !== null);
  const reason = reasonOf(packOf(row), given, standing);
  return {
    caseId: row.id,
    packId: row.packId,
    packVersion: row.packVersion,
    given,
    standing,
    reason,
    decision: !reason && decided?.to === row.kind ? toDecision(decided) : null,
    loggedBy: row.loggedBy,
    proposal: open ? toProposal(viewer, row, open) : null,
    mayWork: row.mergedIntoId === null && canWorkCase(viewer, { ...row, escalation: null }),
  };
}

/** Lower kinds that wait for a second person at the sites where the viewer decides, oldest first, at most 50. */
export async function listProposedKinds(viewer: Viewer): Promise<ProposedKindRow[]> {
  const rows = await dbFor(viewer).kindChange.findMany({
    where: {
      outcome: null,
      siteId: { in: sitesFor(viewer, "case.assign") },
      case: { AND: [casesVisibleTo(viewer), { closedAt: null, mergedIntoId: null }] },
    },
    select: {
      ...CHANGE,
      case: { select: { ...CASE_FACTS, reference: true, about: true, site: { select: { timeZone: true } } } },
    },
    orderBy: [{ proposedAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  return rows.map((row) => ({
    ...toProposal(viewer, row.case, row),
    case: { reference: row.case.reference, about: row.case.about, zone: row.case.site.timeZone },
  }));
}

type CaseFacts = Pick<Parameters<typeof canWorkCase>[1], "siteId" | "state" | "ownerId">;

function toProposal(viewer: Viewer, on: CaseFacts, change: ChangeData): ProposedKind {
  return {
    id: change.id,
    from: change.from,
    to: change.to,
    reason: change.reason ?? "",
    proposedBy: change.proposedBy,
    proposedAt: change.proposedAt.toISOString(),
    mayAnswer: canAnswerKindChange(viewer, { ...on, escalation: null }, change.proposedBy.id),
  };
}

function toDecision({ proposedBy, reason, answeredBy }: ChangeData): DecidedKind {
  return { by: proposedBy, reason, confirmedBy: answeredBy };
}
