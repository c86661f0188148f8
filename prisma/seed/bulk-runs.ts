import { describeDeed } from "@/lib/bulk/labels";
import { whyNot } from "@/lib/bulk/rules";
import type { BulkDeedInput } from "@/lib/bulk/schema";
import type { BulkRow, BulkRun, Case, Tag } from "@/lib/platform/generated/client";
import { tagKey } from "@/lib/tag/rules";
import type { Chronicle } from "./events";
import { type Staff, type Worker, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { dateIn, HOUR, MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; data: DemoData; now: Date };

/** What the demo's supervisor and manager did to many cases, and how long ago. */
const RUNS = [
  { role: "manager", label: "Winter review", ago: 27 * HOUR, open: 8 },
  { role: "supervisor", label: "Quality board", ago: 3 * HOUR, open: 12 },
] as const;
const FEWEST = 3;
const ROW_MS = 40;

/** Two changes of many cases at a site, each with cases that it left out, after all else that is told of them. */
export function changeMany(work: Work): void {
  for (const { role, label, ago, open } of RUNS) {
    const [by] = workersAt(work.staff, { site: work.site, roles: [role], at: work.now });
    if (by) tagMany(work, { by, label, open, at: plus(work.now, -ago) });
  }
}

type Asked = { by: Worker; label: string; open: number; at: Date };

function tagMany({ random, chronicle, staff, site, data, now }: Work, { by, label, open, at }: Asked): void {
  const subject = { noun: "person", id: by.row.id } as const;
  const begunAt = new Date(Math.max(at.getTime(), chronicle.lastOf(subject).getTime() + MINUTE));
  const { id: siteId } = site.row;
  const runId = idAt(random, begunAt);
  const deed: BulkDeedInput = { deed: "tag", label };
  const title = describeDeed(deed, null);
  const known = data.tags.find((each) => each.siteId === siteId && each.key === tagKey(label));
  const tag: Tag = known ?? {
    ...{ id: idAt(random, begunAt), siteId, label, key: tagKey(label), createdById: by.row.id },
    ...{ createdAt: plus(begunAt, 1_000), retiredAt: null },
  };
  const tellOwn = (told: Date, event: Parameters<Chronicle["tell"]>[0]["event"]) =>
    chronicle.tell({ subject, siteId: null, at: told, actor: by.row, event });
  const viewer = { personId: by.row.id, grants: staff.grants.filter(({ personId }) => personId === by.row.id) };
  const cases = casesFor({ chronicle, data }, { tag, open, before: plus(begunAt, -MINUTE) });
  if (cases.length < FEWEST || begunAt > now) return;
  if (!known) data.tags.push(tag);

  tellOwn(begunAt, { type: "bulk.begun", data: { runId, deed: title, cases: cases.length } });
  const rows = cases.map((row, position): BulkRow => {
    const settledAt = plus(begunAt, 1_000 + position * ROW_MS);
    const why = whyNot(viewer, { deed, facts: factsOf(row), around: { owner: null, retiredAt: [] } });
    if (why === null) putOn(row, settledAt);
    return {
      ...{ runId, position, caseId: row.id, siteId, seenVersion: row.version, key: idAt(random, begunAt), settledAt },
      ...{ outcome: why === null ? "done" : "left_out", why, version: null, madeId: why === null ? tag.id : null },
      ...{ undone: null, undoWhy: null },
    };
  });
  const endedAt = plus(begunAt, 1_000 + rows.length * ROW_MS);
  const done = rows.filter(({ outcome }) => outcome === "done").length;
  tellOwn(endedAt, { type: "bulk.ended", data: { runId, deed: title, done, left: rows.length - done } });
  const run: BulkRun = {
    ...{ id: runId, byId: by.row.id, deed: "tag", input: deed, title, filter: null, asOf: plus(begunAt, -20_000) },
    ...{ begunAt, resolvedAt: begunAt, claimId: null, beatAt: endedAt, attempts: 0, endedAt, failedAt: null },
    ...{ undoAskedAt: null, undoneAt: null },
  };
  data.bulkRuns.push(run);
  data.bulkRows.push(...rows);

  function putOn(row: Case, addedAt: Date): void {
    data.caseTags.push({
      ...{ id: idAt(random, addedAt), caseId: row.id, tagId: tag.id, siteId, addedById: by.row.id, addedAt },
      ...{ removedById: null, removedAt: null, receivedAt: null, isOpen: null },
    });
    const event = { type: "case.tagged", data: { tagId: tag.id, label } } as const;
    chronicle.tell({ subject: { noun: "case", id: row.id }, siteId, at: addedAt, actor: by.row, event });
    row.updatedAt = addedAt;
  }

  function factsOf({ id, state, ownerId }: Case) {
    const on = data.caseTags.filter(({ caseId, removedAt }) => caseId === id && removedAt === null);
    const keys = new Map(data.tags.map((each) => [each.id, each.key]));
    return {
      ...{ siteId, state, ownerId, ownerName: null, isEscalated: false, mergedInto: null },
      today: dateIn(begunAt, site.plan.timeZone).toISOString().slice(0, 10),
      tags: on.flatMap(({ tagId }) => keys.get(tagId) ?? []),
    };
  }
}

type Chosen = { tag: Tag; open: number; before: Date };

/** Cases that nothing happened to since: open ones, among them one that has the tag where there is one, and two that were closed. */
function casesFor({ chronicle, data }: Pick<Work, "chronicle" | "data">, { tag, open, before }: Chosen): Case[] {
  const tagged = new Set(data.caseTags.filter(({ tagId }) => tagId === tag.id).map(({ caseId }) => caseId));
  const quiet = data.cases
    .filter((row) => row.siteId === tag.siteId && !row.mergedIntoId)
    .filter(({ id }) => chronicle.lastOf({ noun: "case", id }) < before)
    .toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
  const isOpen = ({ closedAt }: Case) => closedAt === null;
  const withTag = quiet.filter((row) => isOpen(row) && tagged.has(row.id)).slice(0, 1);
  const without = quiet.filter((row) => isOpen(row) && !tagged.has(row.id)).slice(0, open);
  const closed = quiet.filter((row) => !isOpen(row) && !tagged.has(row.id)).slice(0, 2);
  return [...without, ...withTag, ...closed].toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
}
