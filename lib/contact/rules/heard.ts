import { ContactDirection, ContactOutcome, ContactParty, MayBeTold } from "@/lib/platform/generated/enums";
import { daysFrom } from "@/lib/shared/dates";

/** Outcomes of an outgoing contact after which somebody has heard from us. */
export const HEARD_OUTCOMES = [ContactOutcome.reached, ContactOutcome.sent] as const;

type Heard = {
  direction: ContactDirection;
  outcome: ContactOutcome;
  party: ContactParty;
  mayBeTold: MayBeTold;
  voidedAt: Date | null;
};

/**
 * Whether the patient heard from us by this contact: we talked, or something was sent that did not come back, to the patient or to
 * somebody who may be told. A message left does not count: nobody knows whether it was heard, and it says nothing but a name and a
 * number. What they send or tell us never counts. (Answers the federal findings of 35 and 21 days without contact.)
 */
export function hasHeardFromUs({ direction, outcome, party, mayBeTold, voidedAt }: Heard): boolean {
  return (
    voidedAt === null &&
    direction === ContactDirection.outgoing &&
    HEARD_OUTCOMES.some((heard) => heard === outcome) &&
    (party === ContactParty.patient || mayBeTold === MayBeTold.yes)
  );
}

/** The later of two moments, of which one may never have been. */
export function laterOf<At extends Date | null>(one: Date | null, other: At): Date | At {
  return one !== null && (other === null || one > other) ? one : other;
}

type Waiting = { receivedAt: Date; lastHeardAt: Date | null; closedAt: Date | null };

/**
 * Whole days, as the calendar of the site counts them, since the patient last heard from us, or since we received the case where they
 * never have. Null once it is closed: nobody waits any more.
 */
export function daysUnheard({ receivedAt, lastHeardAt, closedAt }: Waiting, now: Date, zone: string): number | null {
  if (closedAt) return null;
  const since = lastHeardAt && lastHeardAt > receivedAt ? lastHeardAt : receivedAt;
  return daysFrom(since, now, zone);
}
