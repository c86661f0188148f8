import { CLOCKS, type Limit, type PauseReason, type Unit } from "../schema";
import { isInHours } from "./count";

const ROUGH_DAYS: Record<Unit, number> = {
  calendar_hours: 1 / 24,
  // A day on which one works holds about eight hours, and a week five such days.
  business_hours: 7 / 5 / 8,
  calendar_days: 1,
  business_days: 7 / 5,
  months: 30.4,
};

/** What in the time limits of a pack contradicts itself, whatever case they are applied to. */
export function limitContradictions(limits: readonly Limit[], reasons: readonly PauseReason[]): string[] {
  const known = reasons.map(({ id }) => id);
  const used = new Set(limits.flatMap(({ pauses }) => pauses));
  return [
    ...limits.flatMap((limit) => wrongWith(limit, known)),
    ...known.filter((id) => !used.has(id)).map((id) => `No limit may pause for ${id}.`),
    ...CLOCKS.filter((clock) => clock !== "update" && !limits.some((limit) => limit.clock === clock)).map(
      (clock) => `There is no time limit to ${clock}.`,
    ),
  ];
}

function wrongWith(
  { id, clock, unit, firstDay, startsAt, repeat, pauses, extension }: Limit,
  known: string[],
): string[] {
  const found: string[] = [];
  if (isInHours(unit) !== (firstDay === null))
    found.push(`Limit ${id} must say which day is the first, unless it is counted in hours.`);
  if (repeat && clock !== "update") found.push(`Limit ${id} repeats, which only an update does.`);
  if (repeat && isInHours(repeat.unit) !== isInHours(unit))
    found.push(`Limit ${id} is counted in hours and in days at once.`);
  if (clock === "acknowledge" && startsAt === "acknowledged") found.push(`Limit ${id} begins with what it waits for.`);
  for (const pause of pauses)
    if (!known.includes(pause)) found.push(`Limit ${id} pauses for ${pause}, which is no reason.`);
  if (new Set(pauses).size < pauses.length) found.push(`Limit ${id} names a reason to pause twice.`);
  if (!extension) return found;
  if (isInHours(unit) ? extension.unit !== unit : isInHours(extension.unit))
    found.push(`Limit ${id} is extended in a unit that it is not counted in.`);
  if (extension.most === null && !extension.mustTell)
    found.push(`Limit ${id} is extended without end and without a word to the patient.`);
  return found;
}

/** Whether the patient would hear how it stands only after the answer is due, extensions included. */
export function isSlowerThan(update: Limit, resolve: Limit): boolean {
  const { extension } = resolve;
  if (extension && extension.most === null) return false;
  const longest = roughly(resolve) + (extension?.most ? roughly({ amount: extension.most, unit: extension.unit }) : 0);
  return Math.max(roughly(update), update.repeat ? roughly(update.repeat) : 0) > longest;
}

function roughly({ amount, unit }: { amount: number; unit: Unit }): number {
  return amount * ROUGH_DAYS[unit];
}
