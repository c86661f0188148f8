import { createHash } from "node:crypto";

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

/** What the first event of a chain names as its predecessor. */
export const CHAIN_START = "0".repeat(64);

/** SHA-256, in hex, over the previous hash and the event in canonical JSON, so that a changed, dropped or inserted row shows. */
export function hashLink(prevHash: string, link: ChainLink): string {
  return createHash("sha256").update(prevHash).update(canonical(link)).digest("hex");
}

/** The position of the first event whose hash or predecessor does not fit, or null when the whole chain holds. Expects position order. */
export function findBreak(links: (ChainLink & { prevHash: string; hash: string })[]): number | null {
  let previous = CHAIN_START;
  for (const [index, { prevHash, hash, ...link }] of links.entries()) {
    if (link.position !== index + 1 || prevHash !== previous || hash !== hashLink(prevHash, link)) return link.position;
    previous = hash;
  }
  return null;
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
