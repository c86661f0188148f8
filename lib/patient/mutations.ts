import "server-only";
import { can } from "@/lib/access/policy";
import { lockCasesOf } from "@/lib/case/scope";
import { clearDraft } from "@/lib/draft/mutations";
import type { DraftSeen } from "@/lib/draft/schema";
import { recordEvent } from "@/lib/events/record";
import type { FieldChange } from "@/lib/events/schema";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import type { Difference } from "@/lib/shared/result";
import { PATIENT_FIELD_LABELS } from "./labels";
import { codeInWords } from "./rules/self-described";
import type { ChangePatientInput, RegisterPatientInput } from "./schema";
import { patientsVisibleTo } from "./scope";

/**
 * Registers a person at a site and clears the draft it was typed in. The same form again returns the person made the first time; with
 * other content it is told who that was.
 */
export async function registerPatient(ctx: UserCtx, input: RegisterPatientInput): Promise<{ patientId: string }> {
  const { viewer } = ctx;
  if (!can(viewer, "patient.work", input.siteId)) throw new Forbidden("You cannot register patients at this site.");
  checkDays(ctx, input);
  const patientId = newId();
  try {
    await withTransaction(ctx, async (tx) => {
      await tx.patient.create({
        data: {
          id: patientId,
          registeredById: viewer.personId,
          ...asRow(input),
          siteId: input.siteId,
          idempotencyKey: input.idempotencyKey,
        },
      });
      await clearDraft(tx, { personId: viewer.personId, kind: "patient.new", subject: "" }, input);
      await recordEvent(tx, ctx, {
        subject: { noun: "patient", id: patientId },
        siteId: input.siteId,
        event: { type: "patient.registered", data: { name: input.name } },
      });
    });
  } catch (error) {
    if (isDuplicate(error, "Patient_idempotencyKey_key")) return findRegistered(ctx, input);
    if (isDuplicate(error, "Patient_siteId_recordNumberKey_key")) throw await taken(ctx, input.siteId, input);
    throw error;
  }
  return { patientId };
}

const TAKEN = "Somebody at this site already has this record number. Search for them, or check the number.";

/** The refusal of a record number that is taken, with the way to whoever has it for those who may see them. */
async function taken(
  ctx: UserCtx,
  siteId: string,
  { recordNumber }: { recordNumber: string | null },
): Promise<Invalid> {
  return withTransaction(ctx, async (tx) => {
    const [holder] = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Patient"
      WHERE "siteId" = ${siteId}::uuid AND "recordNumberKey" = heard_record_key(${recordNumber}::text)`;
    const seen = holder
      ? await tx.patient.findFirst({
          where: { AND: [{ id: holder.id }, patientsVisibleTo(ctx.viewer)] },
          select: { id: true },
        })
      : null;
    const see = seen
      ? { field: "recordNumber", href: `/patients/${seen.id}`, label: "Open the record that has it" }
      : undefined;
    return new Invalid({ recordNumber: TAKEN }, see);
  });
}

/** Changes what is known of a person. A field that both changed is refused with both texts; the rest of theirs is kept. */
export async function changePatient(ctx: UserCtx, input: ChangePatientInput): Promise<{ patientId: string }> {
  checkDays(ctx, input);
  const { patientId } = input;
  let siteId = "";
  try {
    await withTransaction(ctx, async (tx) => {
      await lockCasesOf(tx, [patientId]);
      // Who saves at the same moment waits, and then sees the other's change.
      await tx.$executeRaw`SELECT "id" FROM "Patient" WHERE "id" = ${patientId}::uuid FOR UPDATE`;
      const row = await tx.patient.findFirst({ where: { AND: [{ id: patientId }, patientsVisibleTo(ctx.viewer)] } });
      if (!row) throw new NotFound("This patient");
      if (!can(ctx.viewer, "patient.work", row.siteId)) throw new Forbidden();
      siteId = row.siteId;
      const base = asRow(input.base);
      const mine = changesBetween(base, asRow(input)).map(({ field }) => field);
      const changes = changesBetween(row, asRow(input)).filter(({ field }) => mine.includes(field));
      if (changes.length === 0) return;
      const theirs = changesBetween(base, row).map(({ field }) => field);
      const contested = changes.filter(({ field }) => theirs.includes(field));
      if (contested.length > 0) {
        const kept = changesBetween(base, row).filter(({ field }) => !mine.includes(field));
        throw contest(contested, kept);
      }
      const next: Partial<Row> = Object.fromEntries(
        Object.entries(asRow(input)).filter(([field]) => changes.some((change) => change.field === field)),
      );
      checkWhole({ ...row, ...next });
      const written = await tx.patient.updateMany({
        where: { id: patientId, version: row.version },
        data: { ...next, version: { increment: 1 } },
      });
      if (written.count === 0)
        throw new Conflict("Somebody else changed this patient at the same moment. Save once more.");
      await recordEvent(tx, ctx, {
        subject: { noun: "patient", id: patientId },
        siteId: row.siteId,
        event: { type: "patient.changed", data: { changes } },
      });
    });
  } catch (error) {
    if (isDuplicate(error, "Patient_siteId_recordNumberKey_key")) throw await taken(ctx, siteId, input);
    throw error;
  }
  return { patientId };
}

// Two changes, each sound, may not fit together.
function checkWhole({ bornOn, diedOn, isDeceased }: Row) {
  if (!diedOn) return;
  if (!isDeceased)
    throw new Invalid({ diedOn: "Somebody else has just said otherwise about the death. Reload, then check both." });
  if (bornOn && diedOn < bornOn) {
    throw new Invalid({
      diedOn: "With the date of birth that somebody else has just saved, the death comes first. Check both.",
    });
  }
}

async function findRegistered(ctx: UserCtx, input: RegisterPatientInput): Promise<{ patientId: string }> {
  return withTransaction(ctx, async (tx) => {
    const mine = { idempotencyKey: input.idempotencyKey, registeredById: ctx.viewer.personId };
    const row = await tx.patient.findFirst({ where: { AND: [mine, patientsVisibleTo(ctx.viewer)] } });
    if (!row) throw new NotFound("This patient");
    if (row.siteId === input.siteId && changesBetween(row, asRow(input)).length === 0) return { patientId: row.id };
    throw new Conflict(
      `This form already registered ${row.name}${row.recordNumber ? ` (${row.recordNumber})` : ""}. What differs from that here was not saved and is still in the form: change it at their page, or reload this page to register somebody else.`,
    );
  });
}

function contest(contested: FieldChange[], kept: FieldChange[]): Conflict {
  const asDifference = ({ field, before, after }: FieldChange): Difference => ({
    field,
    label: PATIENT_FIELD_LABELS[field as keyof typeof PATIENT_FIELD_LABELS],
    theirs: before === null ? "none" : codeInWords(field, before),
    yours: after === null ? "none" : codeInWords(field, after),
    theirValue: before ?? "",
  });
  return new Conflict("Somebody else changed this patient too while you were at it. Nothing is lost: compare both.", [
    ...contested.map(asDifference),
    ...kept.map(({ field, after }) => ({
      ...asDifference({ field, before: after, after }),
      isKept: true as const,
    })),
  ]);
}

type Fields = Omit<RegisterPatientInput, "idempotencyKey" | "siteId" | keyof DraftSeen>;

function asRow(input: Fields) {
  const { name, preferredName, pronouns, recordNumber, isDeceased, language, needsInterpreter } = input;
  const { sex, ethnicity, phone, email, address, preferredChannel, contactNote } = input;
  return {
    ...{ name, preferredName, pronouns, recordNumber, isDeceased, language, needsInterpreter },
    ...{ sex, ethnicity, phone, email, address, preferredChannel, contactNote },
    bornOn: asDay(input.bornOn),
    diedOn: asDay(input.diedOn),
  };
}

type Row = ReturnType<typeof asRow>;

function changesBetween(before: Row, after: Row): FieldChange[] {
  const fields = Object.keys(PATIENT_FIELD_LABELS) as (keyof Row)[];
  return fields
    .map((field) => ({ field, before: asText(before[field]), after: asText(after[field]) }))
    .filter((change) => change.before !== change.after);
}

function asText(value: Row[keyof Row]): string | null {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value;
}

function asDay(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

function checkDays(ctx: UserCtx, { bornOn, diedOn }: { bornOn: string | null; diedOn: string | null }) {
  // A day may already have begun in the farthest zone east.
  const latest = new Date(ctx.now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  const problems = {
    ...(bornOn && bornOn > latest ? { bornOn: "This date of birth is in the future. Check the year." } : {}),
    ...(diedOn && diedOn > latest ? { diedOn: "This date of death is in the future. Check the year." } : {}),
  };
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
}
