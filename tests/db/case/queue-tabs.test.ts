import { beforeAll, expect, test } from "vitest";
import { countTabs, listCases } from "@/lib/case/queries/queue";
import { QUEUE_TABS, type QueueTab, queueSchema } from "@/lib/case/schema";
import { Role } from "@/lib/platform/generated/enums";
import type { Viewer } from "@/lib/platform/viewer";
import { aCase, aPerson, aSite, aViewer, NOW, type Place } from "../../support/factories";

// What a tab holds is said twice, for its pages and for its count.
const VIEWERS = Object.values(Role);
let viewers: Record<Role, Viewer>;

beforeAll(async () => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const entries = await Promise.all(VIEWERS.map(async (role) => [role, await aViewer({ site, role })] as const));
  viewers = Object.fromEntries(entries) as Record<Role, Viewer>;
  const owners = [null, (await aPerson({ site })).id, ...VIEWERS.map((role) => viewers[role].personId)];
  for (const ownerId of owners) await everyKindOf(site, ownerId);
  await everyKindOf(elsewhere, null);
});

/** An open case, an escalated one, one that waits, one that was closed, and one that was merged into the first. */
async function everyKindOf(site: Place, ownerId: string | null): Promise<void> {
  const given = { site, ownerId, loggedById: (await aPerson({ site })).id };
  const { id } = await aCase({ ...given, state: ownerId ? "triaged" : "new" });
  await aCase({ ...given, state: "investigating", escalatedAt: NOW });
  await aCase({ ...given, state: "closed" });
  await aCase({ ...given, state: "closed", escalatedAt: NOW });
  await aCase({ ...given, mergedIntoId: id });
  await aCase({ ...given, mergedIntoId: id, escalatedAt: NOW });
}

async function listed(viewer: Viewer): Promise<Record<QueueTab, number>> {
  const totals = await Promise.all(
    QUEUE_TABS.map(
      async (tab) => [tab, (await listCases(viewer, tab, queueSchema.parse({}), NOW)).total.count] as const,
    ),
  );
  return Object.fromEntries(totals) as Record<QueueTab, number>;
}

async function counted(viewer: Viewer): Promise<Record<QueueTab, number>> {
  const counts = await countTabs(viewer, QUEUE_TABS);
  return Object.fromEntries(QUEUE_TABS.map((tab) => [tab, counts[tab].count])) as Record<QueueTab, number>;
}

test.each(VIEWERS)("each tab counts for %s what it lists", async (role) => {
  const tabs = await counted(viewers[role]);
  expect(tabs).toEqual(await listed(viewers[role]));
  const isReader = tabs.all > 0;
  expect(isReader).toBe(["associate", "supervisor", "manager", "auditor"].includes(role));
  const owned = VIEWERS.length + 2;
  if (isReader) {
    expect(tabs).toEqual({
      ...{ mine: 2, unassigned: 2, escalated: owned, open: 2 * owned },
      ...{ closed: 2 * owned, all: 4 * owned },
    });
  }
});
