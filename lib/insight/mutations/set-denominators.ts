import "server-only";
import { can } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { canKeepDenominators } from "../policy";
import { planImport } from "../queries/denominators";
import { monthTitle } from "../rules/months";
import type { ImportDenominatorsInput, Measure, SaveDenominatorsInput } from "../schema";
import type { DenominatorChange } from "../types";

const CELLS_OF_AN_EVENT = 500;

/** Sets twelve months of one measure. What is as it was stays untouched, so the same form sent twice changes nothing. Returns how many changed. */
export async function saveDenominators(ctx: UserCtx, input: SaveDenominatorsInput): Promise<{ changed: number }> {
  const { siteId, unitId, measure, year } = input;
  return withTransaction(ctx, async (tx) => {
    const today = await holdSite(tx, ctx, siteId);
    const unit =
      unitId === null ? null : await tx.unit.findFirst({ where: { id: unitId, siteId }, select: { name: true } });
    if (unitId !== null && !unit) throw new NotFound("This unit");
    const kept = await tx.denominator.findMany({
      where: { siteId, unitId, measure },
      select: { month: true, value: true },
      take: 2_000,
    });
    const now = new Map(kept.map(({ month, value }) => [isoDay(month).slice(0, 7), value]));
    const cells = input.months.map(({ value, base }, index) => {
      const month = `${year}-${String(index + 1).padStart(2, "0")}`;
      return {
        field: `months[${index}].value`,
        label: monthTitle(month),
        month,
        before: now.get(month) ?? null,
        after: value,
        base,
      };
    });
    const changed = cells.filter(({ before, after, base }) => after !== before && after !== base);
    refuseFuture(changed, today);
    refuseConflicts(changed);
    const changes = changed.map(({ month, before, after }) => {
      return { unitId, unit: unit?.name ?? null, measure, month, before, after };
    });
    await write(tx, ctx, { siteId, changes, source: "person" });
    return { changed: changes.length };
  });
}

/** A number that is to change: what is kept, what is wanted, and what was kept when that was begun. `label` names it. */
export type Cell = {
  field: string;
  label: string;
  before: number | null;
  after: number | null;
  base: number | null;
};

function refuseFuture(cells: (Cell & { month: string })[], today: string): void {
  const early = cells.filter(({ month, after }) => after !== null && month > today.slice(0, 7));
  if (early.length === 0) return;
  throw new Invalid(Object.fromEntries(early.map(({ field, label }) => [field, `${label} has not begun.`])));
}

/** @throws Conflict where somebody else changed one of them meanwhile */
export function refuseConflicts(cells: Cell[]): void {
  const told = (value: number | null) => (value === null ? "Nothing" : value.toLocaleString("en"));
  const differences = cells
    .filter(({ before, base }) => before !== base)
    .map(({ field, label, before, after }) => ({
      ...{ field, label, theirs: told(before), yours: told(after) },
      theirValue: before === null ? "" : String(before),
    }));
  if (differences.length === 0) return;
  const now = differences.map(({ label, theirs }) => `${label} is ${theirs.toLowerCase()} now`).join(", ");
  throw new Conflict(
    `Somebody else changed this while you had it open: ${now}. Nothing of yours is saved yet; reload the page.`,
    differences,
  );
}

/** Sets what a file says and can be read; the same file again changes nothing. Lines that cannot be read are left out, and told. */
export async function importDenominators(
  ctx: UserCtx,
  input: ImportDenominatorsInput,
): Promise<{ added: number; replaced: number; same: number; refused: number }> {
  return withTransaction(ctx, async (tx) => {
    const today = await holdSite(tx, ctx, input.siteId);
    const { changes, same, problems } = await planImport(tx, input, today);
    await write(tx, ctx, { siteId: input.siteId, changes, source: "file" });
    const replaced = changes.filter(({ before }) => before !== null).length;
    return { added: changes.length - replaced, replaced, same, refused: problems.length };
  });
}

/** One at a time sets the denominators of a site, so that what was compared still holds. Returns what day it is there. */
export async function holdSite(tx: Tx, { viewer, now }: UserCtx, siteId: string): Promise<string> {
  const site = viewer.sites.find(({ id }) => id === siteId);
  if (!site || !can(viewer, "case.see", siteId)) throw new NotFound("This site");
  if (!canKeepDenominators(viewer, siteId)) {
    throw new Forbidden("Managers of a site say how many patients there were. Ask yours.");
  }
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`denominators:${siteId}`}, 0))`;
  return isoDay(dayIn(now, site.timeZone));
}

type Written = { siteId: string; changes: DenominatorChange[]; source: "person" | "file" };

async function write(tx: Tx, ctx: UserCtx, { siteId, changes, source }: Written): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ unitId, measure, month, after }) => {
    return { id: newId(), unitId, measure, month: `${month}-01`, value: after };
  });
  await tx.$executeRaw`
    INSERT INTO "Denominator" ("id", "siteId", "unitId", "month", "measure", "value", "source", "setById", "setAt")
    SELECT r."id", ${siteId}::uuid, r."unitId", r."month", r."measure", r."value", ${source}::"DenominatorSource", ${ctx.viewer.personId}::uuid, ${ctx.now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      r("id" uuid, "unitId" uuid, "month" date, "measure" "DenominatorMeasure", "value" integer)
    ON CONFLICT ("siteId", "measure", "unitId", "month") DO UPDATE
      SET "value" = excluded."value", "source" = excluded."source", "setById" = excluded."setById", "setAt" = excluded."setAt"`;
  for (const [measure, all] of Map.groupBy(changes, ({ measure }): Measure => measure)) {
    for (let from = 0; from < all.length; from += CELLS_OF_AN_EVENT) {
      const cells = all.slice(from, from + CELLS_OF_AN_EVENT).map(({ unitId, unit, month, before, after }) => {
        return { unitId, unit, month, before, after };
      });
      const event = { type: "denominators.set", data: { measure, fromFile: source === "file", cells } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
  }
}
