import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { LINE_LABELS, type LineField } from "../labels";
import { formatMoney, plainAmount, readAmount } from "../rules/money";
import type { AddChargeLineInput, ChangeChargeLineInput } from "../schema";
import { type LockedDispute, lockDispute } from "./open-dispute";

const MOST_LINES = 100;

/** Adds one charge to what is disputed. The id comes with the form, so that sending it twice adds it once; with other words it is told so. */
export async function addChargeLine(ctx: UserCtx, input: AddChargeLineInput): Promise<{ reference: string }> {
  const { lineId, disputeId, ...typed } = input;
  return withTransaction(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, disputeId);
    const { reference, siteId, money } = dispute;
    const values = readLine(typed, dispute, ctx.now);
    const twin = await tx.chargeLine.findFirst({ where: { id: lineId, disputeId }, select: LINE });
    if (twin) {
      const kept = fromRow(twin);
      if (FIELDS.every((field) => kept[field] === values[field])) return { reference };
      throw new Conflict(
        `This charge was already added to ${reference} as it was first sent. What you changed was not saved and is still here: close the dialog and change the charge in the list.`,
      );
    }
    const last = await tx.chargeLine.aggregate({ where: { disputeId }, _max: { position: true } });
    const position = (last._max.position ?? 0) + 1;
    if (position > MOST_LINES) {
      throw new Invalid({ description: `A dispute holds at most ${MOST_LINES} charges. Put small ones together.` });
    }
    await tx.chargeLine.create({
      data: {
        ...{ id: lineId, disputeId, siteId, position, createdAt: ctx.now, addedById: ctx.viewer.personId },
        ...inRow(values),
      },
    });
    const amount = { amount: values.amount, currency: money.currency.code, digits: money.currency.digits };
    await recordEvent(tx, ctx, {
      subject: dispute.subject,
      siteId,
      event: { type: "billing.line_added", data: { lineId, position, ...amount } },
    });
    return { reference };
  });
}

/**
 * Changes what is written of a charge that is still in dispute. A field that somebody else changed meanwhile keeps their text unless
 * the person changed it too: then both are shown and nothing is written.
 */
export async function changeChargeLine(ctx: UserCtx, input: ChangeChargeLineInput): Promise<{ reference: string }> {
  const { lineId, base, ...typed } = input;
  return withTransaction(ctx, async (tx) => {
    const { dispute, row } = await lockLine(tx, ctx, lineId);
    const { reference, siteId, subject } = dispute;
    const now = fromRow(row);
    const wanted = readLine(typed, dispute, ctx.now);
    const seen = { ...base, amount: readBase(base.amount, dispute) };
    const fields = FIELDS.filter((field) => wanted[field] !== seen[field] && wanted[field] !== now[field]);
    if (fields.length === 0) return { reference };
    if (row.outcome !== "open") {
      throw new Conflict("This charge is decided. Put it back in dispute first, then change it.");
    }
    const changes = fields.map((field) => ({
      field,
      before: inWords(field, now[field], dispute),
      after: inWords(field, wanted[field], dispute),
    }));
    const contested = changes.filter(({ field }) => now[field] !== seen[field]);
    if (contested.length > 0) throw contest(contested, now, dispute);
    const data = inRow({ ...now, ...Object.fromEntries(fields.map((field) => [field, wanted[field]])) });
    const written = await tx.chargeLine.updateMany({
      where: { id: lineId, version: row.version, outcome: "open" },
      data: { ...data, version: { increment: 1 } },
    });
    if (written.count === 0)
      throw new Conflict("Somebody else changed this charge at the same moment. Save once more.");
    const changeId = newId();
    const changed = { changedAt: ctx.now, changedById: ctx.viewer.personId };
    await tx.chargeLineChange.create({ data: { id: changeId, lineId, siteId, changes, ...changed } });
    await recordEvent(tx, ctx, {
      subject,
      siteId,
      event: { type: "billing.line_changed", data: { lineId, position: row.position, changeId, fields } },
    });
    return { reference };
  });
}

const FIELDS = Object.keys(LINE_LABELS) as LineField[];

const LINE = {
  id: true,
  disputeId: true,
  position: true,
  version: true,
  outcome: true,
  reducedTo: true,
  servedOn: true,
  description: true,
  amount: true,
  reason: true,
  payer: true,
  denialCode: true,
  denialNote: true,
  evidence: true,
} as const;

/** A charge line and its dispute, held until the transaction ends. */
export async function lockLine(tx: Tx, ctx: UserCtx, lineId: string) {
  const found = await tx.chargeLine.findUnique({ where: { id: lineId }, select: { disputeId: true } });
  if (!found) throw new NotFound("This charge");
  const dispute = await lockDispute(tx, ctx, found.disputeId, "This charge");
  const row = await tx.chargeLine.findUniqueOrThrow({ where: { id: lineId }, select: LINE });
  return { dispute, row };
}

type Typed = Omit<AddChargeLineInput, "lineId" | "disputeId">;
type Values = Omit<Typed, "amount"> & { amount: number };

function readLine(typed: Typed, { money, zone }: LockedDispute, now: Date): Values {
  const reading = readAmount({ text: typed.amount, ...money });
  if (!reading.ok) throw new Invalid({ amount: reading.message });
  if (reading.minor === 0) throw new Invalid({ amount: "A charge is more than nothing." });
  if (typed.servedOn && new Date(`${typed.servedOn}T00:00:00Z`) > dayIn(now, zone)) {
    throw new Invalid({ servedOn: "This day is in the future. Check the date of service." });
  }
  return { ...typed, amount: reading.minor };
}

// What a form began with was written by the page itself; anything else counts as changed.
function readBase(text: string, { money }: LockedDispute): number | null {
  const reading = readAmount({ text, ...money });
  return reading.ok ? reading.minor : null;
}

type Row = Awaited<ReturnType<typeof lockLine>>["row"];

function fromRow(row: Row): Values {
  const { description, reason, payer, denialCode, denialNote, evidence } = row;
  const servedOn = row.servedOn?.toISOString().slice(0, 10) ?? null;
  return { servedOn, description, amount: Number(row.amount), reason, payer, denialCode, denialNote, evidence };
}

function inRow({ servedOn, amount, ...rest }: Values) {
  return { ...rest, servedOn: servedOn ? new Date(`${servedOn}T00:00:00Z`) : null, amount: BigInt(amount) };
}

function inWords(field: LineField, value: string | number | null, { money }: LockedDispute): string | null {
  return field === "amount" && value !== null
    ? formatMoney(Number(value), money.currency, money.locale)
    : (value?.toString() ?? null);
}

function contest(
  contested: { field: LineField; before: string | null; after: string | null }[],
  now: Values,
  { money }: LockedDispute,
): Conflict {
  const differences = contested.map(({ field, before, after }) => ({
    field,
    label: LINE_LABELS[field],
    theirs: before ?? "none",
    yours: after ?? "none",
    theirValue: field === "amount" ? plainAmount(now.amount, money.currency, money.locale) : (now[field] ?? ""),
  }));
  const message = "Somebody else changed this too while you were at it. Nothing is lost: compare both.";
  return new Conflict(message, differences);
}
