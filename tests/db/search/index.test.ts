import { beforeAll, describe, expect, test } from "vitest";
import { addNote } from "@/lib/contact/mutations/add-note";
import { systemDb } from "@/lib/platform/db";
import { checkHealth } from "@/lib/platform/health";
import type { Viewer } from "@/lib/platform/viewer";
import { sweepSearch } from "@/lib/search/jobs";
import { searchCases } from "@/lib/search/queries/cases";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { race } from "../../support/races";

let site: Place;
let viewer: Viewer;

beforeAll(async () => {
  site = await aSite();
  viewer = await aViewer({ site });
});

async function found(typed: string): Promise<string[]> {
  const search = await searchCases(viewer, typed, NOW);
  if (search.outcome !== "found") throw new Error(search.outcome);
  return search.hits.map((hit) => hit.case.about);
}

const noteOn = (caseId: string, body: string) =>
  addNote(userCtxFor(viewer), { caseId, body, mentions: [], idempotencyKey: newId() });

describe("the search document of a case", () => {
  test("is there in the transaction that makes the case, and gone with it", async () => {
    const given = await aCase({ site, words: "An axolotl." });
    const seen = await systemDb()
      .$transaction(async (tx) => {
        await tx.issue.create({
          data: { id: newId(), caseId: given.id, siteId: site.id, position: 1, severity: 1, summary: "A newt" },
        });
        const [row] = await tx.$queryRaw<{ text: string }[]>`
          SELECT "text" FROM "SearchDocument" WHERE "caseId" = ${given.id}::uuid`;
        expect(row?.text).toContain(" a newt ");
        throw new Error("rolled back");
      })
      .catch((error: Error) => error.message);
    expect(seen).toBe("rolled back");
    expect(await found("newt")).toEqual([]);
    expect(await found("axolotl")).toHaveLength(1);
  });

  test("has both of two notes that were written at once", async () => {
    const given = await aCase({ site, about: "Raced", words: "Plain." });
    const notes = ["A salamander.", "A triton."].map((body) => () => noteOn(given.id, body));
    await Promise.all((await race({ table: "Case", id: given.id }, notes)).works);
    expect(await found("salamander triton")).toEqual(["Raced"]);
  });

  test("follows what is said of an issue, and an issue to another case", async () => {
    const [one, two] = [await aCase({ site, about: "One" }), await aCase({ site, about: "Two" })];
    const issue = await anIssue({ caseId: one.id, siteId: site.id, summary: "The olm" });
    await systemDb().issue.update({ where: { id: issue.id }, data: { summary: "The proteus" } });
    expect(await found("olm")).toEqual([]);
    expect(await found("proteus")).toEqual(["One"]);
    await systemDb().issue.update({ where: { id: issue.id }, data: { caseId: two.id } });
    expect(await found("proteus")).toEqual(["Two"]);
  });

  test("holds the longest texts, however many their words are", async () => {
    const given = await aCase({ site, about: "Long" });
    const body = Array.from({ length: 1_000 }, (_, n) => `w${n}x`.padEnd(9, "y")).join(" ");
    await noteOn(given.id, body.slice(0, 10_000));
    await noteOn(given.id, "z".repeat(10_000));
    await noteOn(given.id, "語".repeat(10_000));
    const words = Array.from({ length: 200_000 }, (_, n) => `v${n}`).join(" ");
    const [row] = await systemDb().$queryRaw<{ length: number }[]>`
      SELECT length(heard_search_vector(${words})) AS "length"`;
    expect(row?.length).toBeGreaterThan(90_000);
    expect(await found("w7xyyyyyy")).toEqual(["Long"]);
  });
});

describe("the sweep", () => {
  test("mends what is missing and what is stale, and no more", async () => {
    const [missing, stale] = [
      await aCase({ site, about: "Missing", words: "A marmot." }),
      await aCase({ site, about: "Stale", words: "A vole." }),
    ];
    await systemDb().$executeRaw`DELETE FROM "SearchDocument" WHERE "caseId" = ${missing.id}::uuid`;
    await systemDb().$executeRaw`
      UPDATE "SearchDocument" SET "words" = '', "text" = '' WHERE "caseId" = ${stale.id}::uuid`;
    expect([...(await found("marmot")), ...(await found("vole"))]).toEqual([]);
    await runJob("sweepSearch", sweepSearch);
    expect([...(await found("marmot")), ...(await found("vole"))]).toEqual(["Missing", "Stale"]);
    const [again] = await systemDb().$queryRaw<
      { mended: number }[]
    >`SELECT "mended" FROM heard_search_sweep(1000, now())`;
    expect(again?.mended).toBe(0);
  });

  test("goes on where it stopped, and begins anew at the end", async () => {
    const rounds: boolean[] = [];
    const count = await systemDb().case.count();
    for (let n = 0; n <= Math.floor(count / 3); n++) {
      const [row] = await systemDb().$queryRaw<{ is_round_over: boolean }[]>`
        SELECT "is_round_over" FROM heard_search_sweep(3, now())`;
      rounds.push(row?.is_round_over ?? false);
    }
    expect(rounds.filter(Boolean)).toHaveLength(1);
    expect(rounds.at(-1)).toBe(true);
  });

  test("tells the health of an installation how long ago it ran", async () => {
    await systemDb().$executeRaw`UPDATE "SearchSweep" SET "sweptAt" = ${NOW}::timestamptz - interval '2 hours'`;
    expect(await checkHealth(NOW)).toMatchObject({ searchLagSeconds: 7_200 });
    await systemDb().$executeRaw`UPDATE "SearchSweep" SET "sweptAt" = ${NOW}::timestamptz`;
  });
});
