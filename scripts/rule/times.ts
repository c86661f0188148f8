import { instantsOf, localTimeOf } from "@/lib/shared/local-time";

const LOCAL = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.]\d+)?)?)?$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.]\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A time as it was written: with Z or an offset it is an instant, without it is what the clocks of the zone show. */
export type Moment = { at: Date; isLocal: boolean };

/** Reads a time; a sentence says why it is none. A local time that comes twice is the earlier one. */
export function readMoment(text: string, zone: string): Moment | string {
  const given = text.trim();
  if (INSTANT.test(given)) {
    const at = new Date(given.replace(" ", "T"));
    return Number.isNaN(at.getTime()) ? `"${text}" is no time.` : { at, isLocal: false };
  }
  const [, day, time = "00:00", seconds = "0"] = LOCAL.exec(given) ?? [];
  if (day === undefined) return `"${text}" is no time: write it like 2026-03-03T09:14, or 2026-03-03T09:14:00Z.`;
  const instants = instantsOf(`${day}T${time}`, zone);
  if (instants === null) return `"${text}" is no time.`;
  const [first] = instants;
  if (!first) return `"${text}" does not exist in ${zone}: clocks were put forward over it.`;
  return { at: new Date(first.getTime() + Number(seconds) * 1_000), isLocal: true };
}

/** Written as the time it was reckoned from. */
export function writeMoment(at: Date, { isLocal, zone }: { isLocal: boolean; zone: string }): string {
  return isLocal ? localTimeOf(at, zone) : at.toISOString().replace(".000Z", "Z");
}
