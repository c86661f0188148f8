import { createHash } from "node:crypto";
import { type EventDetail, type HeardEvent, takeValues } from "./schema";

/** The parts of an event row that its hash covers. */
export type ChainLink = {
  id: string;
  chain: string;
  position: number;
  type: string;
  at: Date;
  actorId: string | null;
  actorName: string;
  siteId: string | null;
  data: unknown;
};

type Detailed = { detail?: EventDetail | null };

/** An event's data as the chain keeps it, and the side row that goes with it where it holds values of people. */
export function sealEvent(event: HeardEvent, salt: string) {
  const { data, values } = takeValues(event);
  if (Object.keys(values).length === 0) return { data, detail: null };
  return { data: { ...data, detail: digestValues(salt, values) }, detail: { salt, values } };
}

/** The salt keeps anybody from finding a short value by trying; it goes when the values go. */
function digestValues(salt: string, values: unknown): string {
  return createHash("sha256").update(salt).update(canonical(values)).digest("hex");
}

/** What the first event of a chain names as its predecessor. */
export const CHAIN_START = "0".repeat(64);

/** SHA-256, in hex, over the previous hash and the event in canonical JSON, so that a changed, dropped or inserted row shows. */
export function hashLink(prevHash: string, link: ChainLink): string {
  return createHash("sha256").update(prevHash).update(canonical(link)).digest("hex");
}

/**
 * The position of the first event whose hash, predecessor or side row does not fit, or null when the whole chain holds. Expects position
 * order; side rows are looked at where they are given.
 */
export function findBreak(links: (ChainLink & Detailed & { prevHash: string; hash: string })[]): number | null {
  let previous = CHAIN_START;
  for (const [index, { prevHash, hash, detail, ...link }] of links.entries()) {
    if (link.position !== index + 1 || prevHash !== previous || hash !== hashLink(prevHash, link)) return link.position;
    if (detail !== undefined && !fitsDetail(link.data, detail)) return link.position;
    previous = hash;
  }
  return null;
}

/** Whether a side row is the one its event was written with, or one whose values were removed. */
function fitsDetail(data: unknown, detail: EventDetail | null): boolean {
  const digest = typeof data === "object" && data !== null && "detail" in data ? data.detail : null;
  if (detail === null) return digest === null;
  return digest !== null && (detail.redactedAt !== null || digest === digestValues(detail.salt, detail.values));
}

// The database keeps JSON without the order of its keys, so the hash sorts them.
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
