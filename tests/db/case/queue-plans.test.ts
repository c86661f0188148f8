import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reachOf } from "@/lib/case/queries/queue-facts";
import { merged, readPlaces } from "@/lib/case/queries/queue-order";
import { QUEUE_SORTS } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { aSite, aViewer } from "../../support/factories";
import { explaining, fillQueue, nodes, type Plan } from "../../support/plans";

const EACH = 3_000;
/** A page of 50 and the one row that tells whether there is more; an index may be read a little beyond. */
const MOST_ROWS = 60;
const ORDERS = ["asc", "desc"] as const;
const EVERY_ORDER = QUEUE_SORTS.flatMap((sort) => ORDERS.map((order) => ({ sort, order })));

let one: Viewer;
let three: Viewer;

beforeAll(async () => {
  const sites = [await aSite(), await aSite(), await aSite()] as const;
  for (const site of sites) await fillQueue(site, EACH);
  await systemDb().$executeRaw`ANALYZE "Case"`;
  one = await aViewer({ site: sites[0] });
  three = await aViewer({ site: sites[0], also: sites.slice(1).map((site) => ({ role: "associate" as const, site })) });
});

const { db, takePlans } = explaining();
afterAll(() => db.$disconnect());

/** Reads the first page of an order and one further in, and returns by which plans. */
async function readBoth(viewer: Viewer, by: (typeof EVERY_ORDER)[number]): Promise<Plan[]> {
  const reach = reachOf(viewer, "all", {});
  const ways = () => "walk" as const;
  const some = { ...by, from: null, take: 700 };
  const [far] = merged(await readPlaces(systemDb(), reach, { ...some, ways }), some).slice(-1);
  if (!far) throw new Error("There are no cases to page through.");
  for (const from of [null, far]) {
    const cut = { ...by, from, take: 51 };
    expect(merged(await readPlaces(db, reach, { ...cut, ways }), cut)).toHaveLength(51);
  }
  return takePlans();
}

describe("a page of the queue", () => {
  test.each(EVERY_ORDER)("by $sort, $order, reads a page of an index, at one site and at three", async (by) => {
    for (const viewer of [one, three]) {
      const plans = await readBoth(viewer, by);
      expect(plans).toHaveLength(2);
      for (const plan of plans) {
        const all = nodes(plan);
        expect(all.map((node) => node["Node Type"])).not.toContain("Seq Scan");
        expect(all.map((node) => node["Node Type"])).not.toContain("Sort");
        const read = all
          .filter((node) => node["Relation Name"])
          .map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
        expect(Math.max(...read)).toBeLessThanOrEqual(MOST_ROWS);
      }
    }
  });
});
