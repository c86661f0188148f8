import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Harm } from "@/lib/issue/schema";
import { findMailTarget } from "@/lib/letter/queries/mail-target";
import { findTold } from "@/lib/letter/queries/told";
import type { Prisma, Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { keyedHashOf } from "@/lib/platform/secret-link";
import type { Viewer } from "@/lib/platform/viewer";
import type { AskFacts } from "../rules/exclusion";

const OF = {
  ...{ id: true, siteId: true, state: true, kind: true, mergedIntoId: true, reporterKind: true, reporterContact: true },
  patient: { select: { id: true, isDeceased: true, language: true } },
  facts: { select: { allegesAbuse: true, allegesNeglect: true } },
  issues: { where: { voidedAt: null }, select: { allegedHarm: true, foundHarm: true }, take: 200 },
  closings: { where: { reopenedAt: null }, select: { outcome: true, closedAt: true, closedById: true }, take: 1 },
  surveyInvitation: { select: { excluded: true, state: true } },
  site: { select: { surveySetting: { select: { isOn: true, quietDays: true } } } },
} satisfies Prisma.CaseSelect;

export type Askable = {
  facts: AskFacts;
  siteId: string;
  patientId: string | null;
  language: string | null;
  closing: { closedAt: Date; closedById: string } | null;
};

type AskedOf = { caseId: string; now: Date; isAfterContact?: boolean };

/** What decides whether whoever raised a case is asked, as it stands now. An answer would go to whoever a letter with the answer goes to. */
export async function readAskable(
  viewer: Viewer,
  db: Tx,
  { caseId, now, isAfterContact = false }: AskedOf,
): Promise<Askable> {
  const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] }, select: OF });
  if (!row) throw new NotFound("This case");
  const letter = { caseId, kind: "resolution" } as const;
  const told = await findTold(viewer, letter, { now, db });
  const { address, refusal } = await findMailTarget(viewer, letter, { now, db });
  const { patient, facts, issues } = row;
  const isOther = row.reporterKind !== "patient" && patient !== null;
  const harms = issues.flatMap(({ allegedHarm, foundHarm }) => [allegedHarm ?? 0, foundHarm ?? 0]);
  return {
    facts: {
      isAfterContact,
      ...{ isClosed: row.state === "closed", isMerged: row.mergedIntoId !== null, kind: row.kind },
      isOff: row.site.surveySetting?.isOn !== true,
      outcome: row.closings[0]?.outcome ?? null,
      reporterKind: row.reporterKind,
      isWithheld: row.surveyInvitation?.excluded === "withheld",
      allegesAbuse: facts?.allegesAbuse === "yes" || facts?.allegesNeglect === "yes",
      gravestHarm: Math.max(0, ...harms) as Harm,
      isDeceased: patient?.isDeceased ?? false,
      mayBeTold: !isOther || (told !== null && "because" in told),
      hasOptedOut: await hasOptedOut(db, { patientId: patient?.id ?? null, address }),
      wasAskedLately: await wasAskedLately(db, {
        ...{ caseId, address, now, quietDays: row.site.surveySetting?.quietDays ?? 0 },
        patientId: isOther ? null : (patient?.id ?? null),
        isWaiting: row.surveyInvitation?.state === "waiting",
      }),
      forbidsMail: address !== null && refusal !== null,
      address,
    },
    siteId: row.siteId,
    patientId: patient?.id ?? null,
    language: patient?.language ?? null,
    closing: row.closings[0] ?? null,
  };
}

/** By the patient, also under a record that was merged into theirs since, and by the address. */
async function hasOptedOut(
  db: Tx,
  { patientId, address }: { patientId: string | null; address: string | null },
): Promise<boolean> {
  const known: Prisma.SurveyOptOutWhereInput[] = [
    ...(patientId ? [{ patientId }, { patient: { mergedIntoId: patientId } }] : []),
    ...(address ? [{ addressHash: hashOfAddress(address) }] : []),
  ];
  if (known.length === 0) return false;
  return (await db.surveyOptOut.findFirst({ where: { OR: known }, select: { id: true } })) !== null;
}

type Person = {
  caseId: string;
  /** Where the patient themselves is asked. */
  patientId: string | null;
  address: string | null;
  quietDays: number;
  now: Date;
  /** This case's own e-mail is on its way: only one that has gone counts against it, so that of two neither stops the other. */
  isWaiting: boolean;
};

/** Whether the same person was asked about another case in the days that the site leaves between, at any site. */
async function wasAskedLately(db: Tx, of: Person): Promise<boolean> {
  const { caseId, patientId, address, quietDays, now, isWaiting } = of;
  const known: Prisma.SurveyInvitationWhereInput[] = [
    ...(address ? [{ addressHash: hashOfAddress(address) }] : []),
    ...(patientId ? [{ case: { patientId, reporterKind: "patient" as const } }] : []),
  ];
  if (quietDays === 0 || known.length === 0) return false;
  const since = new Date(now.getTime() - quietDays * 86_400_000);
  const found = await db.surveyInvitation.findFirst({
    where: {
      ...{ caseId: { not: caseId }, createdAt: { gt: since } },
      state: { in: isWaiting ? ["sent"] : ["sent", "waiting"] },
      OR: known,
    },
    select: { id: true },
  });
  return found !== null;
}

export function hashOfAddress(address: string): string {
  return keyedHashOf("survey-opt-out", address.trim().toLowerCase());
}
