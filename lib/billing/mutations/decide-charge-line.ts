import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Invalid } from "@/lib/platform/errors";
import { OUTCOME_LABELS } from "../labels";
import { formatMoney, plainAmount, readAmount } from "../rules/money";
import type { ChargeOutcome, DecideChargeLineInput } from "../schema";
import { lockLine } from "./charge-lines";
import type { LockedDispute } from "./open-dispute";

/** Decides a charge, or puts it back in dispute, with the reason. Who decided on another footing than holds now is shown both. */
export async function decideChargeLine(ctx: UserCtx, input: DecideChargeLineInput): Promise<{ reference: string }> {
  const { decisionId, lineId, outcome, note, base } = input;
  return withTransaction(ctx, async (tx) => {
    const { dispute, row } = await lockLine(tx, ctx, lineId);
    const { reference, siteId, subject, money } = dispute;
    const twin = await tx.chargeDecision.findFirst({ where: { id: decisionId, lineId }, select: { id: true } });
    if (twin) return { reference };
    const standing = { outcome: row.outcome, reducedTo: row.reducedTo === null ? null : Number(row.reducedTo) };
    const wanted = { outcome, reducedTo: readReduction(input, Number(row.amount), dispute) };
    const seen = { outcome: base.outcome, reducedTo: seenReduction(base.reducedTo, dispute) };
    if (isSame(wanted, standing)) throw new Invalid({ outcome: "This is how it stands already." });
    if (!isSame(seen, standing)) throw contest(standing, wanted, dispute);
    const reducedTo = wanted.reducedTo === null ? null : BigInt(wanted.reducedTo);
    const decided = { decidedAt: ctx.now, decidedById: ctx.viewer.personId };
    await tx.chargeLine.update({ where: { id: lineId }, data: { outcome, reducedTo, version: { increment: 1 } } });
    await tx.chargeDecision.create({ data: { id: decisionId, lineId, siteId, outcome, reducedTo, note, ...decided } });
    const amount = { reducedTo: wanted.reducedTo, currency: money.currency.code, digits: money.currency.digits };
    await recordEvent(tx, ctx, {
      subject,
      siteId,
      event: {
        type: "billing.line_decided",
        data: { lineId, position: row.position, decisionId, outcome, ...amount },
      },
    });
    return { reference };
  });
}

type Standing = { outcome: ChargeOutcome; reducedTo: number | null };

function isSame(one: Standing, other: Standing): boolean {
  return one.outcome === other.outcome && one.reducedTo === other.reducedTo;
}

// What a reduction leaves is some of the charge: all of it is upheld, nothing of it is removed.
function readReduction(input: DecideChargeLineInput, charged: number, { money }: LockedDispute): number | null {
  if (input.outcome !== "reduced") return null;
  const reading = readAmount({ text: input.reducedTo ?? "", ...money });
  if (!reading.ok) throw new Invalid({ reducedTo: reading.message });
  if (reading.minor === 0) throw new Invalid({ reducedTo: "If nothing is left of it, choose “Removed”." });
  if (reading.minor >= charged) {
    const full = formatMoney(charged, money.currency, money.locale);
    throw new Invalid({ reducedTo: `The charge is ${full}. Reduce it to less, or choose “Upheld as charged”.` });
  }
  return reading.minor;
}

function seenReduction(text: string | null, { money }: LockedDispute): number | null {
  const reading = text === null ? null : readAmount({ text, ...money });
  return reading?.ok ? reading.minor : null;
}

function contest(standing: Standing, wanted: Standing, { money }: LockedDispute): Conflict {
  const plain = ({ reducedTo }: Standing) =>
    reducedTo === null ? "" : plainAmount(reducedTo, money.currency, money.locale);
  const [theirs, yours] = [plain(standing), plain(wanted)];
  const outcome = {
    ...{ field: "outcome", label: "Outcome", theirValue: standing.outcome },
    ...{ theirs: OUTCOME_LABELS[standing.outcome], yours: OUTCOME_LABELS[wanted.outcome] },
  };
  const amount = { field: "reducedTo", label: "Reduced to", theirs: theirs || "none", yours: yours || "none" };
  return new Conflict(
    "Somebody else has decided this meanwhile. Nothing is lost: compare both.",
    theirs === yours ? [outcome] : [outcome, { ...amount, theirValue: theirs }],
  );
}
