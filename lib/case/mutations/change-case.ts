import "server-only";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { SEVERITY_LABELS } from "../labels";
import { canWorkCase } from "../policy";
import type { ChangeCaseInput, Severity } from "../schema";
import { casesVisibleTo, lockCase } from "../scope";

/**
 * Changes what a case is about, its severity or unit, and of a compliment whether it names staff; its kind has verbs of its own. A field that somebody else changed meanwhile keeps their text unless the
 * person changed it too: then both are shown and nothing is written.
 */
export async function changeCase(ctx: UserCtx, input: ChangeCaseInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    // Who saves at the same moment waits, and then sees the other's change.
    await lockCase(tx, input.caseId);
    const row = await findForChange(tx, ctx, input.caseId);
    const facts = { siteId: row.siteId, state: row.state, ownerId: row.ownerId, escalation: null };
    if (!canWorkCase(ctx.viewer, facts)) {
      throw new Forbidden(row.state === "closed" ? "This case is closed, so its details stay as they are." : undefined);
    }
    const unit = input.unitId
      ? await tx.unit.findFirst({ where: { id: input.unitId, siteId: row.siteId }, select: { name: true } })
      : null;
    if (input.namesStaff && !input.base.namesStaff && row.kind !== "compliment") {
      throw new Invalid({ namesStaff: "This is no compliment any more, so nobody is praised in it." });
    }
    if (input.unitId && !unit) throw new Invalid({ unitId: "Choose a unit of this site." });

    const wanted = FIELDS.filter((field) => input[field] !== input.base[field] && input[field] !== row[field]);
    if (wanted.length === 0) return { reference: row.reference };
    const changes = wanted.map((field) => ({
      field,
      before: inWords(field, row[field], row.unit?.name),
      after: inWords(field, input[field], unit?.name),
    }));
    const contested = changes.filter(({ field }) => row[field] !== input.base[field]);
    if (contested.length > 0) {
      const kept = FIELDS.filter((field) => row[field] !== input.base[field] && !wanted.includes(field));
      throw contest(row, contested, kept);
    }

    const data = Object.fromEntries(wanted.map((field) => [field, input[field]]));
    const written = await tx.case.updateMany({
      where: { id: row.id, version: row.version },
      data: { ...data, updatedAt: ctx.now, version: { increment: 1 } },
    });
    if (written.count === 0) throw new Conflict("Somebody else changed this case at the same moment. Save once more.");
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.id },
      siteId: row.siteId,
      event: { type: "case.changed", data: { changes } },
    });
    await recomputeClocks(tx, ctx, { caseId: row.id, because: "details" });
    await escalateByMatrix(tx, ctx, row.id);
    return { reference: row.reference };
  });
}

async function findForChange(tx: Tx, ctx: UserCtx, caseId: string) {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: {
      id: true,
      reference: true,
      siteId: true,
      kind: true,
      state: true,
      ownerId: true,
      version: true,
      about: true,
      severity: true,
      unitId: true,
      namesStaff: true,
      unit: { select: { name: true } },
    },
  });
  if (!row) throw new NotFound("This case");
  return row;
}

type Row = Awaited<ReturnType<typeof findForChange>>;

const FIELDS = ["about", "severity", "unitId", "namesStaff"] as const;
type Field = (typeof FIELDS)[number];
const LABELS: Record<Field, string> = {
  about: "About",
  severity: "Severity",
  unitId: "Unit",
  namesStaff: "Names staff",
};

function inWords(field: Field, value: string | number | boolean | null, unitName: string | undefined): string | null {
  switch (field) {
    case "about":
      return value === null ? null : String(value);
    case "severity":
      return SEVERITY_LABELS[value as Severity];
    case "unitId":
      return unitName ?? null;
    case "namesStaff":
      return value ? "yes" : "no";
    default:
      return field satisfies never;
  }
}

type Change = { field: Field; before: string | null; after: string | null };

function contest(row: Row, contested: Change[], kept: Field[]): Conflict {
  const asDifference = ({ field, before, after }: Change) => ({
    field,
    label: LABELS[field],
    theirs: before ?? "none",
    yours: after ?? "none",
    theirValue: field === "namesStaff" ? (row.namesStaff ? "yes" : "no") : String(row[field] ?? ""),
  });
  const theirs = kept.map((field) => inWords(field, row[field], row.unit?.name));
  return new Conflict("Somebody else changed this too while you were at it. Nothing is lost: compare both.", [
    ...contested.map(asDifference),
    ...kept.map((field, index) => ({
      ...asDifference({ field, before: theirs[index] ?? null, after: theirs[index] ?? null }),
      isKept: true as const,
    })),
  ]);
}
