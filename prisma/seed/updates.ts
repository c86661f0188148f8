import type { BusinessCalendar } from "@/lib/calendar/types";
import { type CaseFactRows, clocksOf } from "@/lib/clock/rules/facts";
import { keepClock } from "@/lib/clock/rules/kept";
import { OUTCOME_LABELS, WAY_LABELS } from "@/lib/contact/labels";
import { hasHeardFromUs, laterOf } from "@/lib/contact/rules/heard";
import type { Case, Contact, Person } from "@/lib/platform/generated/client";
import { packOf } from "@/lib/regulation/rules";
import type { Chronicle } from "./events";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, HOUR, MINUTE, officeTime, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; data: DemoData; now: Date };
type At = { siteId: string; lookUp: (row: Case) => CaseFactRows; calendar: BusinessCalendar };

/** One in so many stays without a word, so that a site has something that is late. */
const FORGOTTEN = 4;
/** Of each site so many heard from us so long ago that the next word is due within two days. */
const DUE_SOON = 3;
const ROUND_DAYS = 14;
const WORDS = [
  "Rang to say where we are: two answers are in and one is missing. They asked to be told as soon as it is.",
  "Told them that the notes have come and are being read. They will hear again before the end of next week.",
  "Explained what has been looked at so far, and what has not. They were glad to hear that it goes on.",
  "Called with nothing new, and said so. Agreed that I ring again when the unit has answered.",
];

/** Of the open cases of a site that are late for want of a word from us, most are called by whoever owns them. */
export function keepInTouch({ random, chronicle, data, now }: Work, { siteId, lookUp, calendar }: At): void {
  const people = new Map(data.people.map((person) => [person.id, person]));
  const contacts = Map.groupBy(data.contacts.filter(hasHeardFromUs), ({ caseId }) => caseId);
  const silent = data.cases.filter((row) => row.siteId === siteId && isWaitedFor(row) && isSilent(row, lookUp(row)));
  let soon = 0;
  for (const [index, row] of silent.entries()) {
    const by = people.get(row.ownerId ?? "");
    const who = whoOf(row, contacts.get(row.id)?.at(-1));
    const from = plus(chronicle.lastOf({ noun: "case", id: row.id }), HOUR);
    if (!by || !who || index % FORGOTTEN === FORGOTTEN - 1 || from > plus(now, -3 * HOUR)) continue;
    const long = plus(now, -(ROUND_DAYS * DAY - random.int(14, 22) * HOUR));
    if (from < long) soon += 1;
    const wanted = from < long && soon <= DUE_SOON ? long : plus(now, -random.int(1, 9) * DAY);
    const at = timeOf({ random, now, wanted, from, zone: calendar.zone });
    call({ random, chronicle, data }, { row, by, who, at });
  }

  function isSilent(row: Case, facts: CaseFactRows): boolean {
    const { clocks, overAt } = clocksOf(packOf(row), facts);
    return clocks.some((clock) => {
      const is = keepClock(clock, { overAt }, { calendar, now });
      return clock.limit.clock !== "resolve" && is.isOpen && !is.isPaused && is.dueAt < now;
    });
  }
}

function isWaitedFor({ closedAt, mergedIntoId, ownerId, escalatedAt }: Case): boolean {
  return closedAt === null && mergedIntoId === null && ownerId !== null && escalatedAt === null;
}

type Timing = { random: Random; now: Date; wanted: Date; from: Date; zone: string };

function timeOf({ random, now, wanted, from, zone }: Timing): Date {
  const at = officeTime(random, wanted > from ? wanted : from, zone);
  return at < plus(now, -HOUR) ? at : from;
}

type Who = Pick<Contact, "party" | "otherName" | "otherRelation" | "mayBeTold" | "checkedHow">;

function whoOf({ reporterKind }: Case, last: Contact | undefined): Who | null {
  if (last) {
    const { party, otherName, otherRelation, mayBeTold, checkedHow } = last;
    return { party, otherName, otherRelation, mayBeTold, checkedHow };
  }
  if (reporterKind !== "patient") return null;
  return { party: "patient", otherName: null, otherRelation: null, mayBeTold: "yes", checkedHow: null };
}

type Calling = { row: Case; by: Pick<Person, "id" | "name">; who: Who; at: Date };

function call({ random, chronicle, data }: Omit<Work, "now">, { row, by, who, at }: Calling): void {
  const minutes = random.int(4, 17);
  const contact: Contact = {
    ...{ id: idAt(random, at), caseId: row.id, siteId: row.siteId, at: plus(at, -minutes * MINUTE), minutes, ...who },
    ...{ direction: "outgoing", channel: "phone", outcome: "reached", summary: random.pick(WORDS) },
    ...{ isAcknowledgement: false, authorId: by.id, createdAt: at, idempotencyKey: idAt(random, at) },
    ...{ interpreterLanguage: null, interpreterMode: null, interpreterNumber: null },
    ...{ interpreterStartedAt: null, interpreterEndedAt: null },
    ...{ voidedAt: null, voidReason: null, voidedById: null },
  };
  data.contacts.push(contact);
  row.lastHeardAt = laterOf(contact.at, row.lastHeardAt);
  row.updatedAt = row.updatedAt > at ? row.updatedAt : at;
  const told = {
    contactId: contact.id,
    direction: contact.direction,
    channel: WAY_LABELS.phone,
    outcome: OUTCOME_LABELS.reached,
  };
  const event = { type: "contact.logged", data: told } as const;
  chronicle.tell({ subject: { noun: "case", id: row.id }, siteId: row.siteId, at, actor: by, event });
}
