import { readEvent } from "@/lib/events/schema";
import type { Notification } from "@/lib/platform/generated/client";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, HOUR, MINUTE, plus } from "./times";

type Telling = { random: Random; data: DemoData; now: Date };
type Told = Pick<Notification, "type" | "siteId" | "caseId" | "requestId" | "dedupeKey"> & {
  at: Date;
  to: (string | null)[];
  by: string | null;
};

const SINCE_DAYS = 30;
/** What is older was read in its time. */
const UNREAD_DAYS = 3;

/** What the deeds of the last month told people: the older read, the latest not yet. */
export function tellPeople({ random, data, now }: Telling): Notification[] {
  const since = plus(now, -SINCE_DAYS * DAY);
  const active = new Set(data.people.filter(({ deactivatedAt }) => !deactivatedAt).map(({ id }) => id));
  const all = [
    ...assigned(data),
    ...mentioned(data),
    ...escalated(data),
    ...asked(data),
    ...settled(data),
    ...promised(data),
  ];
  const recent = all.filter(({ at }) => at >= since && at <= now).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return recent.flatMap(({ at, to, by, ...told }) =>
    [...new Set(to)]
      .filter((personId) => personId !== null && personId !== by && active.has(personId))
      .map((personId) => ({
        ...told,
        ...{
          id: idAt(random, at),
          personId: personId ?? "",
          createdAt: at,
          deliveryId: null,
          coveredId: null,
          runId: null,
          reportId: null,
          improvementId: null,
        },
        ...{ isUrgent: told.type === "escalated", isInApp: true, isInDigest: true },
        readAt: at < plus(now, -UNREAD_DAYS * DAY) ? plus(at, random.int(1, 30) * HOUR) : null,
      })),
  );
}

function assigned({ events }: DemoData): Told[] {
  return events.flatMap(({ id, type, data, at, actorId, siteId, chain }) => {
    const event = type === "case.assigned" ? readEvent({ type, data, detail: null }) : null;
    if (event?.type !== "case.assigned" || !siteId) return [];
    const { fromId, toId } = event.data;
    return [
      {
        ...{ type: fromId ? "handed_over" : "assigned", siteId, caseId: chain.split(":")[1] ?? null, requestId: null },
        ...{ dedupeKey: `assigned:${id}`, at, to: [toId], by: actorId },
      },
    ];
  });
}

function mentioned({ noteMentions }: DemoData): Told[] {
  return noteMentions.map(({ noteId, siteId, caseId, personId, createdAt }) => ({
    ...{ type: "mentioned", siteId, caseId, requestId: null, dedupeKey: `mentioned:${noteId}` },
    ...{ at: createdAt, to: [personId], by: null },
  }));
}

function escalated({ escalations, roleGrants }: DemoData): Told[] {
  return escalations.map(({ id, siteId, caseId, toPersonId, raisedAt, raisedById }) => ({
    ...{ type: "escalated", siteId, caseId, requestId: null, dedupeKey: `escalated:${id}` },
    ...{ at: raisedAt, by: raisedById },
    to: toPersonId
      ? [toPersonId]
      : roleGrants
          .filter((grant) => grant.siteId === siteId && ["supervisor", "manager"].includes(grant.role))
          .map(({ personId }) => personId),
  }));
}

/** Who may approve what was promised, and whoever is to keep what is due or was broken. */
function promised({ patientPromises, roleGrants }: DemoData): Told[] {
  const leads = (siteId: string, roles: string[]) =>
    roleGrants.filter((grant) => grant.siteId === siteId && roles.includes(grant.role)).map(({ personId }) => personId);
  return patientPromises.flatMap(
    ({ id, siteId, caseId, dueOn, ownerId, madeAt, madeById, approval, remindedOf }): Told[] => {
      const told = { siteId, caseId, requestId: null };
      if (approval === "pending") {
        const key = { type: "promise_to_approve", dedupeKey: `promise_to_approve:${id}` };
        return [
          { ...told, ...key, at: plus(madeAt, MINUTE), to: leads(siteId, ["supervisor", "manager"]), by: madeById },
        ];
      }
      if (remindedOf === null) return [];
      const isBroken = remindedOf === "late";
      const type = isBroken ? "promise_broken" : "promise_due";
      // In the morning of the day after it, or of the day before.
      const morning = plus(new Date(dueOn), (isBroken ? DAY : -DAY) + 14 * HOUR);
      const at = morning > madeAt ? morning : plus(madeAt, HOUR);
      const to = [ownerId, ...(isBroken ? leads(siteId, ["supervisor"]) : [])];
      return [{ ...told, type, dedupeKey: `${type}:${id}:${dueOn}`, at, to, by: null }];
    },
  );
}

function asked({ requests, roleGrants }: DemoData): Told[] {
  return requests.map(({ id, siteId, caseId, unitId, askedAt, askedById }) => ({
    ...{ type: "request_asked", siteId, caseId, requestId: id, dedupeKey: `request_asked:${id}` },
    ...{ at: askedAt, by: askedById },
    to: roleGrants.filter((grant) => grant.unitId === unitId).map(({ personId }) => personId),
  }));
}

function settled({ requests, cases }: DemoData): Told[] {
  const ownerOf = new Map(cases.map(({ id, ownerId }) => [id, ownerId]));
  return requests.flatMap(({ id, state, siteId, caseId, askedById, settledAt, settledById }) => {
    if (!settledAt || (state !== "answered" && state !== "returned")) return [];
    const to = [askedById, ownerOf.get(caseId) ?? null];
    return [
      {
        ...{ type: "request_settled", siteId, caseId, requestId: id, dedupeKey: `request_settled:${id}` },
        ...{ at: settledAt, to, by: settledById },
      },
    ];
  });
}
