import "server-only";
import { can } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { patientsVisibleTo } from "@/lib/patient/scope";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn } from "@/lib/shared/dates";
import { BASIS_LABELS, EXTENT_LABELS, REPRESENTATIVE_FIELD_LABELS } from "./labels";
import type { AddRepresentativeInput, ChangeRepresentativeInput, EndRepresentativeInput } from "./schema";

export type OfPatient = { patientId: string };

/** Puts on record who may be told about a patient, on which ground, about what and until when. */
export async function addRepresentative(ctx: UserCtx, input: AddRepresentativeInput): Promise<OfPatient> {
  const { representativeId, patientId } = input;
  const write = (tx: Tx) => addOnce(tx, ctx, input);
  try {
    await withTransaction(ctx, write);
  } catch (error) {
    if (!isDuplicate(error, "Representative_pkey")) throw error;
    await withTransaction(ctx, async (tx) => {
      const mine = {
        id: representativeId,
        addedById: ctx.viewer.personId,
        patientId,
        patient: patientsVisibleTo(ctx.viewer),
      };
      if (!(await tx.representative.findFirst({ where: mine, select: { id: true } }))) {
        throw new Conflict("This entry could not be told from another. Close the window and add it again.");
      }
    });
  }
  return { patientId };
}

async function addOnce(tx: Tx, ctx: UserCtx, input: AddRepresentativeInput): Promise<void> {
  const { representativeId, patientId } = input;
  const patient = await tx.patient.findFirst({
    where: { AND: [{ id: patientId }, patientsVisibleTo(ctx.viewer)] },
    select: { id: true, siteId: true, site: { select: { timeZone: true } } },
  });
  if (!patient) throw new NotFound("This patient");
  if (!can(ctx.viewer, "patient.work", patient.siteId)) throw new Forbidden();
  await checkAgainst(tx, ctx, { input, patientId, timeZone: patient.site.timeZone });
  await tx.representative.create({
    data: {
      ...asRow(input),
      id: representativeId,
      patientId,
      siteId: patient.siteId,
      seenById: input.seenOn ? ctx.viewer.personId : null,
      addedById: ctx.viewer.personId,
      createdAt: ctx.now,
    },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "patient", id: patientId },
    siteId: patient.siteId,
    event: { type: "representative.added", data: { representativeId, basis: input.basis, extent: input.extent } },
  });
}

/** Changes what is on record of a representative. A field that both changed is refused with both texts; the rest of theirs is kept. */
export async function changeRepresentative(ctx: UserCtx, input: ChangeRepresentativeInput): Promise<OfPatient> {
  const { representativeId } = input;
  return withTransaction(ctx, async (tx) => {
    // Who saves at the same moment waits, and then sees the other's change.
    await tx.$executeRaw`SELECT "id" FROM "Representative" WHERE "id" = ${representativeId}::uuid FOR UPDATE`;
    const row = await findForWork(tx, ctx, representativeId);
    const base = asRow(input.base);
    const mine = fieldsBetween(base, asRow(input));
    const changed = fieldsBetween(row, asRow(input)).filter((field) => mine.includes(field));
    if (changed.length === 0) return { patientId: row.patientId };
    const contested = fieldsBetween(base, row).filter((field) => changed.includes(field));
    if (contested.length > 0) throw contest(row, asRow(input), contested);
    const next: Row = { ...row, ...Object.fromEntries(changed.map((field) => [field, asRow(input)[field]])) };
    checkTogether(next);
    await checkAgainst(tx, ctx, { input, patientId: row.patientId, timeZone: row.patient.site.timeZone });
    const isSeenAnew = changed.includes("seenOn") || changed.includes("document");
    await tx.representative.update({
      where: { id: representativeId },
      data: {
        ...pick(next),
        ...(isSeenAnew ? { seenById: next.seenOn ? ctx.viewer.personId : null } : {}),
        version: { increment: 1 },
      },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "patient", id: row.patientId },
      siteId: row.siteId,
      event: { type: "representative.changed", data: { representativeId, fields: changed } },
    });
    return { patientId: row.patientId };
  });
}

/** Ends an authority, with the reason. The entry stays to be read. */
export async function endRepresentative(
  ctx: UserCtx,
  { representativeId, reason }: EndRepresentativeInput,
): Promise<OfPatient> {
  return withTransaction(ctx, async (tx) => {
    const row = await findForWork(tx, ctx, representativeId);
    const written = await tx.representative.updateMany({
      where: { id: representativeId, endedAt: null },
      data: { endedAt: ctx.now, endedById: ctx.viewer.personId, endedReason: reason, version: { increment: 1 } },
    });
    if (written.count === 0) throw new Conflict(ENDED);
    await recordEvent(tx, ctx, {
      subject: { noun: "patient", id: row.patientId },
      siteId: row.siteId,
      event: { type: "representative.ended", data: { representativeId } },
    });
    return { patientId: row.patientId };
  });
}

const ENDED = "This authority has been ended already. To put them on record again, add them anew.";

async function findForWork(tx: Tx, ctx: UserCtx, id: string) {
  const row = await tx.representative.findFirst({
    where: { id, patient: patientsVisibleTo(ctx.viewer) },
    include: { patient: { select: { site: { select: { timeZone: true } } } } },
  });
  if (!row) throw new NotFound("This representative");
  if (!can(ctx.viewer, "patient.work", row.siteId)) throw new Forbidden();
  if (row.endedAt) throw new Conflict(ENDED);
  return row;
}

type Facts = { input: Pick<AddRepresentativeInput, "caseId" | "seenOn">; patientId: string; timeZone: string };

async function checkAgainst(tx: Tx, ctx: UserCtx, { input, patientId, timeZone }: Facts): Promise<void> {
  if (input.seenOn && new Date(input.seenOn) > dayIn(ctx.now, timeZone)) {
    throw new Invalid({ seenOn: "This day has not come yet. Enter the day on which it was seen, or leave it empty." });
  }
  if (!input.caseId) return;
  const where = { AND: [{ id: input.caseId, patientId }, casesVisibleTo(ctx.viewer)] };
  if (!(await tx.case.findFirst({ where, select: { id: true } }))) {
    throw new Invalid({ caseId: "Choose a case about this patient." });
  }
}

// Two changes, each sound, may not fit together.
function checkTogether({ extent, caseId, agreed, startsOn, expiresOn }: Row) {
  if ((extent === "this_case") !== (caseId !== null) || (extent === "as_agreed") !== (agreed !== null)) {
    throw new Invalid({ extent: "Somebody else has just changed what they may be told. Reload, then check both." });
  }
  if (startsOn && expiresOn && startsOn > expiresOn) {
    throw new Invalid({ expiresOn: "With the day that somebody else has just saved, it would end before it begins." });
  }
}

type Field = keyof typeof REPRESENTATIVE_FIELD_LABELS;
const FIELDS = Object.keys(REPRESENTATIVE_FIELD_LABELS) as Field[];

type Row = ReturnType<typeof asRow>;

function asRow(input: Omit<AddRepresentativeInput, "representativeId" | "patientId">) {
  const { name, relation, phone, email, basis, extent, caseId, agreed, document } = input;
  return {
    ...{ name, relation, phone, email, basis, extent, caseId, agreed, document },
    startsOn: asDay(input.startsOn),
    expiresOn: asDay(input.expiresOn),
    seenOn: asDay(input.seenOn),
  };
}

function pick(row: Row): Row {
  return Object.fromEntries(FIELDS.map((field) => [field, row[field]])) as Row;
}

function fieldsBetween(before: Row, after: Row): Field[] {
  return FIELDS.filter((field) => asText(before[field]) !== asText(after[field]));
}

function contest(theirs: Row, mine: Row, fields: Field[]): Conflict {
  const differences = fields.map((field) => ({
    field,
    label: REPRESENTATIVE_FIELD_LABELS[field],
    theirs: inWords(theirs, field),
    yours: inWords(mine, field),
    theirValue: asText(theirs[field]) ?? "",
  }));
  const message = "Somebody else changed this representative too while you were at it. Nothing is lost: compare both.";
  return new Conflict(message, differences);
}

function inWords(row: Row, field: Field): string {
  if (field === "basis") return BASIS_LABELS[row.basis];
  if (field === "extent") return EXTENT_LABELS[row.extent];
  if (field === "caseId") return row.caseId ? "one case" : "none";
  return asText(row[field]) ?? "none";
}

function asText(value: Row[Field]): string | null {
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}

function asDay(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
