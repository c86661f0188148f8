import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { BASIS_LABELS } from "@/lib/representative/labels";
import { listRepresentatives } from "@/lib/representative/queries";
import { mayBeTold } from "@/lib/representative/rules";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { saysNothingOfCare } from "../rules/disclosure";
import type { LetterKind } from "../schema";

type Of = { caseId: string; kind: LetterKind };

/** To whom a letter goes: the patient, or somebody else, with why they may be told what it says or what speaks against it. */
export type Told = { name: string; because: string } | { name: string; doubt: string };

/** Null: the patient. Of somebody else the authorities on record decide, as before any other disclosure. */
export async function findTold(
  viewer: Viewer,
  { caseId, kind }: Of,
  { now, db = dbFor(viewer) }: { now: Date; db?: Tx },
): Promise<Told | null> {
  const row = await db.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(viewer)] },
    select: {
      ...{ reporterKind: true, reporterName: true },
      patient: { select: { id: true, isDeceased: true, bornOn: true } },
      site: { select: { timeZone: true } },
    },
  });
  if (!row) throw new NotFound("This case");
  const { reporterKind, reporterName, patient, site } = row;
  if (reporterKind === "patient" || !patient || !reporterName) return null;
  if (saysNothingOfCare(kind)) {
    return { name: reporterName, because: "This kind of letter says nothing about the patient's care." };
  }
  const told = mayBeTold(await listRepresentatives(viewer, patient.id, db), {
    ...{ person: reporterName, caseId, day: isoDay(dayIn(now, site.timeZone)) },
    patient: { isDeceased: patient.isDeceased, bornOn: patient.bornOn && isoDay(patient.bornOn) },
  });
  if (told.answer === "yes" && told.basis) {
    return { name: reporterName, because: `On record: ${BASIS_LABELS[told.basis].toLowerCase()}.` };
  }
  return { name: reporterName, doubt: told.sentence };
}
