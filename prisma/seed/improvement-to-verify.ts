import type { Improvement } from "@/lib/platform/generated/client";
import { UNTOLD, type Work } from "./improvements";
import { workersAt } from "./people";
import { idAt } from "./random";
import { DAY, dateIn, plus } from "./times";

/** Days before the end of the demo data: long enough to see what it did, and nobody has looked yet. */
const AT = { planned: -72, begun: -70, done: -64, due: -60 } as const;

/** An action that is done and waits for a manager to say what it did; none where nobody could plan or own it. */
export function leaveToVerify({ random, chronicle, staff, site, now }: Omit<Work, "data">): Improvement[] {
  const on = (days: number) => plus(now, days * DAY);
  const day = (days: number) => dateIn(on(days), site.plan.timeZone);
  const siteId = site.row.id;
  const subject = { noun: "site", id: siteId } as const;
  const [maker] = workersAt(staff, { site, roles: ["manager"], at: on(AT.planned) });
  const [owner] = workersAt(staff, { site, roles: ["supervisor"], at: on(AT.planned) });
  if (!maker || !owner || chronicle.lastOf(subject) > on(AT.planned)) return [];
  const id = idAt(random, on(AT.planned));
  const unitId = site.units.find(({ row }) => row.name === "Outpatients")?.row.id ?? null;
  const planned = { type: "improvement.planned", data: { improvementId: id } } as const;
  chronicle.tell({ subject, siteId, at: on(AT.planned), actor: maker.row, event: planned });
  const moves = [
    [AT.begun, "planned", "doing"],
    [AT.done, "doing", "done"],
  ] as const;
  for (const [days, from, to] of moves) {
    const event = { type: "improvement.moved", data: { improvementId: id, from, to } } as const;
    chronicle.tell({ subject, siteId, at: on(days), actor: owner.row, event });
  }
  return [
    {
      ...{ id, siteId, unitId, kinds: [], cause: null, measure: "issues", direction: "decrease" },
      title: "One sign for each clinic, from the entrance on",
      change: "Each clinic has a letter and a colour, and the letter says which way to go from the entrance on.",
      ...{ ownerId: owner.row.id, madeById: maker.row.id, madeAt: on(AT.planned) },
      ...{ state: "done", startedOn: day(AT.begun), doneOn: day(AT.done), dueOn: day(AT.due), reason: null },
      ...{ study: null, youSaid: null, weDid: null, verifiedById: null, verifiedAt: null, ...UNTOLD },
    },
  ];
}
