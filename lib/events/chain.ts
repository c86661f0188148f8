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

/** An event as its row stands, with its side row where that was read too. */
type Sealed = ChainLink & { prevHash: string; hash: string; detail?: EventDetail | null };

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
export function findBreak(links: Sealed[]): number | null {
  let last: Sealed | null = null;
  for (const link of links) {
    if (!follows(last, link)) return link.position;
    last = link;
  }
  return null;
}

/** Whether an event stands where it says, after `last`, or at the start of its chain where there is none. */
function follows(last: Sealed | null, { prevHash, hash, detail, ...link }: Sealed): boolean {
  const expected = last ? { position: last.position + 1, hash: last.hash } : { position: 1, hash: CHAIN_START };
  if (link.position !== expected.position || prevHash !== expected.hash) return false;
  return hash === hashLink(prevHash, link) && (detail === undefined || fitsDetail(link.data, detail));
}

/** What a walk over every chain found; `broken` is the first event that does not hold. */
export type Trail = {
  events: number;
  chains: number;
  removed: number;
  broken: { chain: string; position: number } | null;
};

type Query = (sql: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

const BATCH = 2_000;
const BATCH_SQL = `
  SELECT e."id", e."chain", e."position", e."type", e."at", e."actorId", e."actorName", e."siteId", e."data", e."prevHash", e."hash",
    CASE WHEN d."eventId" IS NOT NULL
      THEN jsonb_build_object('salt', d."salt", 'values', d."values", 'redactedAt', d."redactedAt") END AS "detail"
  FROM "Event" e LEFT JOIN "EventDetail" d ON d."eventId" = e."id"
  WHERE (e."chain", e."position") > ($1, $2) ORDER BY e."chain", e."position" LIMIT ${BATCH}`;

/** Checks every chain with its side rows, some thousand events at a time, until the first that does not hold. */
export async function walkTrail(query: Query): Promise<Trail> {
  const trail: Trail = { events: 0, chains: 0, removed: 0, broken: null };
  let last: Sealed | null = null;
  for (;;) {
    const { rows } = await query(BATCH_SQL, [last?.chain ?? "", last?.position ?? 0]);
    for (const link of rows as Sealed[]) {
      const isFirst: boolean = last?.chain !== link.chain;
      if (!follows(isFirst ? null : last, link)) {
        return { ...trail, broken: { chain: link.chain, position: link.position } };
      }
      trail.events += 1;
      trail.chains += isFirst ? 1 : 0;
      trail.removed += link.detail?.redactedAt ? 1 : 0;
      last = link;
    }
    if (rows.length < BATCH) return trail;
  }
}

/** What a walk found, in a sentence or two. */
export function describeTrail({ events, chains, removed, broken }: Trail): string {
  const count = (number: number, word: string) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
  if (broken) {
    return `The audit trail was altered: the chain ${broken.chain} does not hold at its event ${broken.position}.`;
  }
  const holds = `${count(events, "event")} in ${count(chains, "chain")}: every one holds.`;
  return removed === 0 ? holds : `${holds} The personal values beside ${count(removed, "event")} were removed.`;
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
