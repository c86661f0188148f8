import "server-only";
import { TZDate } from "@date-fns/tz";
import { can } from "@/lib/access/policy";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { clearDraft } from "@/lib/draft/mutations";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { givenOf, NOTHING_RECORDED, PACKS, packOn, settleKind } from "@/lib/regulation/rules";
import { dayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { firstLine, LIMITS } from "@/lib/shared/text";
import { KIND_LABELS } from "../labels";
import { formatReference } from "../rules";
import type { LogCaseInput } from "../schema";
import { casesVisibleTo } from "../scope";

export type LoggedCase = { reference: string; caseId: string };

/**
 * Logs what somebody said as a new, unassigned case with its first issue, and clears the draft it was typed in. The rules of the site's
 * pack may make it more than what it was logged as. The same form again returns the case made the first time; with other content it is
 * told which case that was.
 */
export async function logCase(ctx: UserCtx, input: LogCaseInput): Promise<LoggedCase> {
  if (!can(ctx.viewer, "case.work", input.siteId)) throw new Forbidden("You cannot log cases at this site.");
  const already = await findLogged(ctx, input);
  if (already) return already;
  try {
    return await withTransaction(ctx, (tx) => createCase(tx, ctx, input));
  } catch (error) {
    if (!isDuplicate(error, "Case_idempotencyKey_key")) throw error;
    const twin = await findLogged(ctx, input);
    if (!twin) throw new NotFound("This case");
    return twin;
  }
}

async function createCase(tx: Tx, ctx: UserCtx, input: LogCaseInput): Promise<LoggedCase> {
  const site = await tx.site.findUniqueOrThrow({
    where: { id: input.siteId },
    select: { timeZone: true, packId: true },
  });
  const unit = input.unitId
    ? await tx.unit.findFirst({ where: { id: input.unitId, siteId: input.siteId }, select: { id: true, name: true } })
    : null;
  if (input.unitId && !unit) throw new Invalid({ unitId: "Choose a unit of this site." });
  await checkPatient(tx, input);
  if (input.reporterKind === "anonymous" && (input.reporterName || input.reporterContact)) {
    throw new Invalid({
      reporterKind: "They wish to stay anonymous: remove the name and contact, or choose who is speaking.",
    });
  }
  const caseId = newId();
  const year = new TZDate(ctx.now, site.timeZone).getFullYear();
  const reference = formatReference(year, await nextNumber(tx, year));
  const { channel, severity } = input;
  const pack = packOn(PACKS, site.packId, dayIn(ctx.now, site.timeZone));
  const facts = { ...NOTHING_RECORDED, settledOnTheSpot: input.settledOnTheSpot };
  const { kind, ruleId } = settleKind(pack, givenOf(input, facts), { kind: input.kind, setAside: [] });
  const { id: packId, version: packVersion } = pack;
  const about = firstLine(input.words, LIMITS.line / 2);
  await tx.case.create({
    data: {
      id: caseId,
      reference,
      ...{ kind, channel, severity, about, packId, packVersion, kindRuleId: ruleId },
      siteId: input.siteId,
      unitId: unit?.id ?? null,
      patientId: input.patientId,
      reporterKind: input.reporterKind,
      reporterName: input.reporterName,
      reporterContact: input.reporterContact,
      words: input.words,
      wanted: input.wanted,
      namesStaff: kind === "compliment" && input.namesStaff,
      receivedAt: ctx.now,
      loggedAt: ctx.now,
      updatedAt: ctx.now,
      loggedById: ctx.viewer.personId,
      idempotencyKey: input.idempotencyKey,
      facts: { create: { siteId: input.siteId, ...facts } },
      issues: {
        create: { id: newId(), siteId: input.siteId, unitId: unit?.id ?? null, position: 1, summary: about, severity },
      },
    },
  });
  await clearDraft(tx, { personId: ctx.viewer.personId, kind: "case.new", subject: "" }, input);
  const subject = { noun: "case" as const, id: caseId };
  await recordEvent(tx, ctx, {
    subject,
    siteId: input.siteId,
    event: { type: "case.logged", data: { reference, kind: input.kind, channel, severity, unit: unit?.name ?? null } },
  });
  if (kind !== input.kind) {
    const [from, to] = [KIND_LABELS[input.kind], KIND_LABELS[kind]];
    await recordEvent(tx, ctx, {
      subject,
      siteId: input.siteId,
      event: { type: "case.reclassified", data: { from, to, ruleId, packId, packVersion, changeId: null } },
    });
  }
  await recomputeClocks(tx, ctx, { caseId, because: "opened" });
  await escalateByMatrix(tx, ctx, caseId);
  return { reference, caseId };
}

async function checkPatient(tx: Tx, { patientId, siteId }: LogCaseInput) {
  if (!patientId) return;
  const patient = await tx.patient.findFirst({ where: { id: patientId, siteId }, select: { id: true } });
  if (!patient)
    throw new Invalid({ patientId: "This patient is registered at another site. Choose one of this site, or none." });
}

/** The next number of a year. The row stays locked until the transaction ends, so that numbers have no gaps and no twins. */
export async function nextNumber(tx: Tx, year: number): Promise<number> {
  const rows = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO "CaseCounter" ("year", "last") VALUES (${year}, 1)
    ON CONFLICT ("year") DO UPDATE SET "last" = "CaseCounter"."last" + 1
    RETURNING "last"`;
  const [row] = rows;
  if (!row) throw new Error("the case counter gave no number");
  return row.last;
}

// Not the kind, which the rules may have raised.
const SENT = {
  ...{ siteId: true, unitId: true, patientId: true, channel: true, severity: true, reporterKind: true },
  ...{ reporterName: true, reporterContact: true, words: true, wanted: true },
} as const;

async function findLogged(ctx: UserCtx, input: LogCaseInput): Promise<LoggedCase | null> {
  return withTransaction(ctx, async (tx) => {
    const mine = { idempotencyKey: input.idempotencyKey, loggedById: ctx.viewer.personId };
    const where = { AND: [mine, casesVisibleTo(ctx.viewer)] };
    const row = await tx.case.findFirst({ where, select: { ...SENT, id: true, reference: true } });
    if (!row) return null;
    const { id: caseId, reference } = row;
    const isSame = (Object.keys(SENT) as (keyof typeof SENT)[]).every((field) => row[field] === input[field]);
    if (isSame) return { caseId, reference };
    throw new Conflict(
      `This form was already logged as ${reference}. What differs from it here was not logged and is still in the form: add it to ${reference}, or reload this page to log it as another case.`,
    );
  });
}
