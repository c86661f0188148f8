import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listOwners } from "@/lib/access/queries";
import { getCase } from "@/lib/case/queries/detail";
import { listAtRisk, listOwnClosed, listOwnOpen, listUnassigned, listUsedLanguages } from "@/lib/case/queries/lists";
import { readOffered } from "@/lib/case/queries/offered";
import { countTabs, listCases, listTriage } from "@/lib/case/queries/queue";
import { WINDOW } from "@/lib/case/queries/queue-order";
import { listBackFromWaiting } from "@/lib/case/queries/waiting";
import { findSteps } from "@/lib/case/queries/walk";
import { QUEUE_SORTS, QUEUE_TABS, queueSchema } from "@/lib/case/schema";
import { getCaseClocks } from "@/lib/clock/queries/case-clocks";
import { FIRST_CASE, listTimedRows, listTimelyCases } from "@/lib/escalation/queries/timely";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { listFollowUps, listPromises } from "@/lib/follow-up/queries";
import { countUnread } from "@/lib/notification/queries";
import { listLanguages } from "@/lib/patient/labels";
import { systemDb } from "@/lib/platform/db";
import type { PrismaClient } from "@/lib/platform/generated/client";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { listCaseTags } from "@/lib/tag/queries";
import { aCase, aSite, aViewer, NOW } from "../../support/factories";
import { explaining, fillQueue, nodes, type Plan } from "../../support/plans";

const EACH = 6_000;
/** What is counted is counted up to 999 in each stretch of an index; a page is 50 rows, and an index may be read a little beyond. */
const MOST_COUNTED = 1_001;
const LARGE = [
  "Case",
  "SearchDocument",
  "Patient",
  "Issue",
  "Note",
  "Contact",
  "Clock",
  "Event",
  "CaseTag",
  "Notification",
];

const { db, takePlans } = explaining();
const held = globalThis as { heardDb?: PrismaClient; heardReports?: PrismaClient };
let viewer: Viewer;
let reference: string;
let caseId: string;

beforeAll(async () => {
  const sites = [await aSite(), await aSite()] as const;
  for (const site of sites) await fillQueue(site, EACH);
  await systemDb().$executeRaw`VACUUM (ANALYZE) "Case"`;
  viewer = await aViewer({ site: sites[0], role: "supervisor" });
  const row = await aCase({ site: sites[0] });
  [reference, caseId] = [row.reference, row.id];
}, 120_000);
afterAll(() => db.$disconnect());

/** By which plans the database carries out what this reads. */
async function plansOf(read: () => Promise<unknown>): Promise<Plan[]> {
  const { heardDb, heardReports } = held;
  held.heardDb = db;
  held.heardReports = db;
  try {
    await read();
    return await takePlans();
  } finally {
    held.heardDb = heardDb;
    held.heardReports = heardReports;
  }
}

function rowsRead(plan: Plan): number {
  return Math.max(...nodes(plan).map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)));
}

async function expectBounded(read: () => Promise<unknown>, most: number): Promise<void> {
  const plans = await plansOf(read);
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) {
    const scans = nodes(plan).filter((node) => node["Node Type"] === "Seq Scan");
    expect(scans.map((node) => node["Relation Name"]).filter((name) => name && LARGE.includes(name))).toEqual([]);
    expect(rowsRead(plan)).toBeLessThanOrEqual(most);
  }
}

const filterOf = (asked: Record<string, string>) => queueSchema.parse(asked);

describe("the queue reads no more than it counts, by indexes", () => {
  test.each(QUEUE_TABS)("as the tab %s opens", async (tab) => {
    await expectBounded(() => listCases(viewer, tab, filterOf({}), NOW), MOST_COUNTED);
  });

  test.each(QUEUE_SORTS.flatMap((sort) => ["asc", "desc"].map((order) => ({ sort, order }))))(
    "the open ones by $sort, $order",
    async (by) => {
      await expectBounded(() => listCases(viewer, "open", filterOf(by), NOW), MOST_COUNTED);
    },
  );

  const day = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  const FILTERS: Record<string, string>[] = [
    { kind: "complaint" },
    { severity: "3" },
    { state: "investigating" },
    { state: "closed" },
    { channel: "phone" },
    { reporter: "visitor" },
    { owner: "nobody" },
    { owner: "me" },
    { unit: "none" },
    { clock: "late" },
    { clock: "soon" },
    { escalated: "yes" },
    { waiting: "unit" },
    { from: day(9), to: day(6) },
    { updatedFrom: day(1) },
    { language: "es" },
    { tag: newId() },
    { escalated: "no" },
    { kind: "complaint", severity: "3" },
    { kind: "complaint", severity: "2" },
    { channel: "letter", reporter: "visitor" },
    { kind: "grievance", channel: "letter", severity: "3", language: "es" },
  ];

  test.each(FILTERS)("all of %j", async (asked) => {
    await expectBounded(() => listCases(viewer, "all", filterOf(asked), NOW), MOST_COUNTED);
  });

  test.each(FILTERS)("all of %j in another order", async (asked) => {
    await expectBounded(() => listCases(viewer, "all", filterOf({ ...asked, sort: "patient" }), NOW), WINDOW);
  });

  test("the tabs' counts", async () => {
    await expectBounded(() => countTabs(viewer, QUEUE_TABS), 100 * QUEUE_TABS.length);
  });

  test("what the filters offer", async () => {
    await expectBounded(() => readOffered(viewer), MOST_COUNTED);
    const tags = listLanguages().map(({ tag }) => tag);
    await expectBounded(() => listUsedLanguages(viewer, tags), MOST_COUNTED);
  });

  test("the way to the next case, also over the end of a page", async () => {
    const { rows, next, previous } = await listCases(viewer, "open", filterOf({}), NOW);
    const references = rows.map((row) => row.reference);
    for (const at of [20, references.length - 1]) {
      const asked = { query: "tab=open", reference: references[at] ?? "", references, next, previous, rowsOf: [] };
      await expectBounded(() => findSteps(viewer, asked, NOW), MOST_COUNTED);
    }
  });
});

/** Of 16 cases of a site 3 are open. */
const MOST_OPEN = (EACH * 3) / 16 + 10;

describe("what is looked for among all that is open reads nothing closed", () => {
  const ofOne = () => viewer.sites.slice(0, 1).map(({ id }) => id);
  const everyTimed = async () => {
    for (const timed of await listTimedRows()) await listTimelyCases({ ...timed, siteIds: ofOne() }, NOW, FIRST_CASE);
  };
  test.each<[string, () => Promise<unknown>, number]>([
    ["who carries what", () => listOwners(viewer, ofOne(), NOW), MOST_OPEN],
    ["for what a time of the matrix has passed", everyTimed, MOST_OPEN],
  ])("%s", async (_what, read, most) => {
    await expectBounded(read, most);
  });
});

describe("by indexes too, and no more than they show", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["one's own open cases on My day", () => listOwnOpen(viewer, NOW)],
    ["one's own that were closed this week", () => listOwnClosed(viewer, NOW)],
    ["what nobody has", () => listUnassigned(viewer, NOW)],
    ["what runs out", () => listAtRisk(viewer, NOW)],
    ["what is to be triaged", () => listTriage(viewer, NOW)],
    ["what is back from waiting", () => listBackFromWaiting(viewer, NOW)],
    ["the case page's case", () => getCase(viewer, reference, NOW)],
    ["its timeline", () => listCaseTimeline(viewer, caseId)],
    ["its clocks", () => getCaseClocks(viewer, caseId, NOW)],
    ["its follow-ups", () => listFollowUps(viewer, caseId, NOW)],
    ["its promises", () => listPromises(viewer, caseId, NOW)],
    ["its tags", () => listCaseTags(viewer, caseId)],
    ["what is new to the viewer", () => countUnread(viewer)],
  ])("%s", async (_, read) => {
    await expectBounded(read, MOST_COUNTED);
  });
});
