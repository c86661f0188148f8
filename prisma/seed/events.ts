import { createHash } from "node:crypto";
import { CHAIN_START, hashLink, sealEvent } from "@/lib/events/chain";
import { chainOf, type HeardEvent, type Subject } from "@/lib/events/schema";
import type { Event, EventDetail } from "@/lib/platform/generated/client";
import { idAt, type Random } from "./random";

export type Actor = { id: string | null; name: string };
export type Happening = { subject: Subject; siteId: string | null; at: Date; actor: Actor; event: HeardEvent };

/** Keeps what happened and makes the rows of the audit trail of it, each chain in the order in which it was told. */
export type Chronicle = {
  /** When the last thing about a subject was told. */
  lastOf(subject: Subject): Date;
  tell(happening: Happening): void;
  rows(): Event[];
  details(): EventDetail[];
};

export function startChronicle(random: Random): Chronicle {
  const ends = new Map<string, { position: number; hash: string; at: Date }>();
  const rows: Event[] = [];
  const details: EventDetail[] = [];
  return {
    lastOf: (subject) => ends.get(chainOf(subject))?.at ?? new Date(0),
    tell({ subject, siteId, at, actor, event }) {
      const chain = chainOf(subject);
      const end = ends.get(chain) ?? { position: 0, hash: CHAIN_START, at: new Date(0) };
      if (at < end.at) throw new Error(`${event.type} at ${at.toISOString()} is earlier than the end of ${chain}.`);
      const id = idAt(random, at);
      const { data, detail } = sealEvent(event, saltOf(id));
      const link = {
        id,
        chain,
        position: end.position + 1,
        type: event.type,
        at,
        actorId: actor.id,
        actorName: actor.name,
        siteId,
        data,
      };
      const hash = hashLink(end.hash, link);
      rows.push({ ...link, prevHash: end.hash, hash });
      if (detail) details.push({ eventId: id, siteId, ...detail, redactedAt: null });
      ends.set(chain, { position: link.position, hash, at });
    },
    details: () => details,
    rows: () => rows.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

// Demo values are no secret, and the same instant is to make the same data.
function saltOf(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 32);
}
