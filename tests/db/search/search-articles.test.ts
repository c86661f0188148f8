import { beforeAll, describe, expect, test } from "vitest";
import { Role } from "@/lib/access/schema";
import { publishArticle, withdrawArticle } from "@/lib/knowledge/mutations/publish-article";
import { saveArticle } from "@/lib/knowledge/mutations/save-article";
import { saveArticleSchema } from "@/lib/knowledge/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { sweepSearch } from "@/lib/search/jobs";
import { findArticleIds, searchArticles } from "@/lib/search/queries/articles";
import { newId } from "@/lib/shared/ids";
import { aDraftArticle, anArticle } from "../../support/articles";
import { aSite, aUnit, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { runJob } from "../../support/jobs";
import { hasNaughtyStrings, naughtyStrings } from "../../support/naughty-strings";

let site: Place;
let keeper: Viewer;
let reader: Viewer;

beforeAll(async () => {
  site = await aSite();
  keeper = await aViewer({ site, role: "manager" });
  reader = await aViewer({ site });
});

async function hitsOf(typed: string, who = reader, now = NOW) {
  const search = await searchArticles(who, typed, now);
  if (search.outcome !== "found") throw new Error(search.outcome);
  return search.hits;
}

const textOf = (stretches: { text: string }[]) => stretches.map(({ text }) => text).join("");
const found = async (typed: string, who = reader) => (await hitsOf(typed, who)).map(({ title }) => textOf(title));

async function change(articleId: string, body: string): Promise<number> {
  const { title, language, category } = await systemDb().article.findUniqueOrThrow({ where: { id: articleId } });
  const wording = { title, language, category, reviewOn: "2027-05-12" };
  const base = { ...wording, body: (await systemDb().article.findUniqueOrThrow({ where: { id: articleId } })).body };
  await saveArticle(userCtxFor(keeper), saveArticleSchema.parse({ articleId, ...wording, body, base }));
  return (await systemDb().article.findUniqueOrThrow({ where: { id: articleId } })).revision;
}

describe("articles are found by", () => {
  const WORDS: [string, string][] = [
    ["A", "Visitors come until eight; the nurse’s desk knows who may stay overnight."],
    ["B", "À l’hôpital, le Señor Zúñiga paga después — sin intereses."],
    ["C", "探視時間由上午十時至晚上八時，請先向護士查詢。"],
    ["D", "เวลาเยี่ยมผู้ป่วยคือสิบโมงเช้า"],
    ["E", "Die Straße ist gesperrt. some_value, a_b%c\\d 😀"],
  ];

  beforeAll(async () => {
    for (const [title, body] of WORDS) await anArticle(site, keeper, { title, body });
  });

  test.each([
    ["a word", "overnight", "A"],
    ["words of title and text", "a visitors", "A"],
    ["the beginning of the last word", "overni", "A"],
    ["capitals", "OVERNIGHT", "A"],
    ["a phrase", '"until eight"', "A"],
    ["a word before an apostrophe", "nurse desk", "A"],
    ["a word without its accents", "zuniga despues", "B"],
    ["a word but without another", "paga -overnight", "B"],
    ["Chinese characters", "護士", "C"],
    ["Thai within a sentence", "ผู้ป่วย", "D"],
    ["an umlaut's plain letters", "strasse", "E"],
    ["a quote that is never closed", '"some_value', "E"],
    ["more words than are looked for", "gesperrt ".repeat(200), "E"],
  ])("%s", async (_what, typed, title) => expect(await found(typed)).toEqual([title]));

  test.each([
    ["words apart for a phrase", '"visitors eight"'],
    ["the middle of a word", "vernigh"],
    ["a word that it leaves out", "overnight -nurse"],
    ["signs that stand for anything elsewhere", "a_d"],
    ["nothing", ""],
    ["signs alone", "' & | %"],
    ["only words to leave out", "-overnight"],
  ])("nothing for %s", async (_what, typed) => expect(await found(typed)).toEqual([]));

  test.runIf(hasNaughtyStrings)(
    "each string that breaks programs, and fails for none",
    async () => {
      for (let at = 0; at < naughtyStrings.length; at += 20) {
        const some = naughtyStrings.slice(at, at + 20).map((typed) => searchArticles(reader, typed, NOW));
        for (const { outcome } of await Promise.all(some)) expect(outcome).toBe("found");
      }
    },
    60_000,
  );
});

describe("an article is found", () => {
  test("as it is published, with the words marked and whether it should have been read again", async () => {
    const id = await anArticle(site, keeper, { title: "The wombat", body: "A wombat digs.", category: "policy" });
    expect(await hitsOf("wombat digs")).toEqual([
      {
        ...{ id, category: "policy", language: "en", version: 1, reviewOn: "2027-05-12", isReviewDue: false },
        title: [
          { text: "The ", isHit: false },
          { text: "wombat", isHit: true },
        ],
        snippet: [
          { text: "A ", isHit: false },
          { text: "wombat", isHit: true },
          { text: " ", isHit: false },
          { text: "digs", isHit: true },
          { text: ".", isHit: false },
        ],
        site: site.name,
      },
    ]);
    const [later] = await hitsOf("wombat", reader, new Date("2027-05-14T12:00:00Z"));
    expect(later).toMatchObject({ isReviewDue: true });
  });

  test("neither as a draft, nor by what its next version would say, nor by what an earlier one said", async () => {
    await aDraftArticle(site, keeper, { title: "Draft", body: "The numbat." });
    for (const who of [reader, keeper]) expect(await found("numbat", who)).toEqual([]);
    const id = await anArticle(site, keeper, { title: "Changed", body: "The bilby." });
    const revision = await change(id, "The quoll.");
    expect([await found("bilby"), await found("quoll")]).toEqual([["Changed"], []]);
    await publishArticle(userCtxFor(keeper), { articleId: id, versionId: newId(), revision });
    expect([await found("bilby"), await found("quoll")]).toEqual([[], ["Changed"]]);
  });

  test("no more once it was withdrawn, and again once it is published again", async () => {
    const articleId = await anArticle(site, keeper, { title: "Gone", body: "The potoroo." });
    await withdrawArticle(userCtxFor(keeper), { articleId, withdrawalId: newId(), reason: "Old." });
    for (const who of [reader, keeper]) expect(await found("potoroo", who)).toEqual([]);
    expect(await systemDb().articleDocument.count({ where: { articleId } })).toBe(0);
    await publishArticle(userCtxFor(keeper), { articleId, versionId: newId(), revision: 1 });
    expect(await found("potoroo")).toEqual(["Gone"]);
  });

  test("those first that were published last, and no more than fifty", async () => {
    const many = await aSite();
    const theirs = await aViewer({ site: many, role: "manager" });
    for (let n = 0; n < 52; n++) {
      const at = new Date(NOW.getTime() + n * 60_000);
      await anArticle(many, theirs, { title: `Many ${n}`, body: "A platypus." }, at);
    }
    const search = await searchArticles(theirs, "platypus", NOW);
    if (search.outcome !== "found") throw new Error(search.outcome);
    expect(search.isCapped).toBe(true);
    const titles = search.hits.map(({ title }) => textOf(title));
    expect(titles).toEqual(Array.from({ length: 50 }, (_, n) => `Many ${51 - n}`));
  }, 30_000);
});

describe("the ids of a list", () => {
  const whole = { isCapped: false, isPartial: false };
  const cut = { isCapped: true, isPartial: false };
  const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000);

  test("are those of what it is about and its language, however many others have the word and are newer", async () => {
    const here = await aSite();
    const theirs = await aViewer({ site: here, role: "manager" });
    const write = (n: number, more: object) => anArticle(here, theirs, { body: "An emu.", ...more }, minutes(n));
    const rights = await write(0, { category: "rights" });
    const spanish = await write(1, { language: "es" });
    const newer = [await write(2, {}), await write(3, {}), await write(4, {})];
    const find = (about: Parameters<typeof findArticleIds>[1]["about"], most = 2) =>
      findArticleIds(theirs, { tab: "published", typed: "emu", about, most });
    expect(await find({ category: "rights" })).toEqual({ outcome: "found", ids: [rights], ...whole });
    expect(await find({ language: "es" })).toEqual({ outcome: "found", ids: [spanish], ...whole });
    expect(await find({ category: "rights", language: "es" })).toMatchObject({ ids: [] });
    expect(await find({})).toEqual({ outcome: "found", ids: [newer[2], newer[1]], ...cut });
    expect(await find({}, 5)).toMatchObject({ isCapped: false });
    // By what its readers see, not by what its next version would be about.
    await systemDb().article.update({ where: { id: rights }, data: { category: "policy", isChanged: true } });
    expect(await find({ category: "rights" })).toMatchObject({ ids: [rights] });
    expect(await find({ category: "policy" })).toMatchObject({ ids: [] });
  });

  test("are of all sites together those that were published last", async () => {
    const [one, other] = [await aSite(), await aSite()];
    const theirs = await aViewer({ site: one, role: "manager" });
    const elsewhere = await aViewer({ site: other, role: "manager" });
    const both = { ...theirs, grants: [...theirs.grants, ...elsewhere.grants] };
    const first = await anArticle(one, theirs, { body: "A dingo." }, minutes(1));
    await anArticle(other, elsewhere, { body: "A dingo." }, minutes(0));
    const last = await anArticle(other, elsewhere, { body: "A dingo." }, minutes(2));
    const found = await findArticleIds(both, { tab: "published", typed: "dingo", about: {}, most: 2 });
    expect(found).toEqual({ outcome: "found", ids: [last, first], ...cut });
  });

  test("of drafts are filtered and cut in the same way", async () => {
    const here = await aSite();
    const theirs = await aViewer({ site: here, role: "manager" });
    const rights = await aDraftArticle(here, theirs, { body: "A skink.", category: "rights" });
    for (let n = 0; n < 3; n++) await aDraftArticle(here, theirs, { body: "A skink." });
    const find = (about: { category?: "rights" }, tab: "drafts" | "withdrawn" = "drafts") =>
      findArticleIds(theirs, { tab, typed: "skink", about, most: 2 });
    expect(await find({ category: "rights" })).toEqual({ outcome: "found", ids: [rights], ...whole });
    expect(await find({})).toMatchObject({ ids: [expect.any(String), expect.any(String)], isCapped: true });
    expect(await find({}, "withdrawn")).toMatchObject({ ids: [] });
  });

  test("of drafts are looked for among those saved last, which it says where there are more", async () => {
    const here = await aSite();
    const theirs = await aViewer({ site: here, role: "manager" });
    const write = async (n: number, category: string) => {
      const id = await aDraftArticle(here, theirs, { body: "A gecko.", category });
      await systemDb().article.update({ where: { id }, data: { savedAt: minutes(n) } });
      return id;
    };
    const ids = [await write(1, "rights"), await write(2, "visiting"), await write(3, "visiting")];
    const find = (mostLooked: number, category?: "rights") =>
      findArticleIds(theirs, {
        ...{ tab: "drafts", typed: "gecko", about: category ? { category } : {} },
        ...{ most: 5, mostLooked },
      });
    expect(await find(3)).toEqual({ outcome: "found", ids: ids.toReversed(), ...whole });
    expect(await find(2)).toEqual({ outcome: "found", ids: [ids[2], ids[1]], isCapped: false, isPartial: true });
    expect(await find(2, "rights")).toEqual({ outcome: "found", ids: [ids[0]], ...whole });
  });
});

describe("who finds an article", () => {
  test.each(Object.values(Role))("is a %s of its site, and none of another", async (role) => {
    const here = await aSite();
    const theirs = await aViewer({ site: here, role: "manager" });
    await anArticle(here, theirs, { title: "Galah", body: "A galah." });
    const unitIn = async (place: Place) => (role === "responder" ? (await aUnit(place)).id : undefined);
    expect(await found("galah", await aViewer({ site: here, role, unitId: await unitIn(here) }))).toEqual(["Galah"]);
    const other = await aSite();
    const stranger = await aViewer({ site: other, role, unitId: await unitIn(other) });
    expect(await searchArticles(stranger, "galah", NOW)).toEqual({ outcome: "found", hits: [], isCapped: false });
  });
});

describe("the documents of articles", () => {
  test("are there in the transaction that publishes, and gone with it", async () => {
    const id = await aDraftArticle(site, keeper, { body: "The brolga." });
    await systemDb()
      .$transaction(async (tx) => {
        const version = { id: newId(), articleId: id, siteId: site.id, number: 1, title: "T", body: "The brolga." };
        const facts = { language: "en", category: "policy" as const, reviewOn: NOW, publishedById: keeper.personId };
        await tx.articleVersion.create({ data: { ...version, ...facts, publishedAt: NOW } });
        await tx.article.update({ where: { id }, data: { state: "published", version: 1, currentId: version.id } });
        expect(await tx.articleDocument.count({ where: { articleId: id } })).toBe(1);
        throw new Error("rolled back");
      })
      .catch((error: Error) => expect(error.message).toBe("rolled back"));
    expect(await found("brolga")).toEqual([]);
  });

  test("are mended by the sweep where they are missing, stale, or of what was withdrawn", async () => {
    const [missing, stale, gone] = [
      await anArticle(site, keeper, { title: "Missing", body: "A marmot." }),
      await anArticle(site, keeper, { title: "Stale", body: "A vole." }),
      await anArticle(site, keeper, { title: "Gone", body: "A newt." }),
    ];
    await systemDb().$executeRaw`DELETE FROM "ArticleDocument" WHERE "articleId" = ${missing}::uuid`;
    await systemDb().$executeRaw`
      UPDATE "ArticleDocument" SET "words" = '', "text" = '' WHERE "articleId" = ${stale}::uuid`;
    await systemDb().$transaction([
      systemDb().$executeRaw`SELECT set_config('heard.search_later', 'on', true)`,
      systemDb().article.update({ where: { id: gone }, data: { state: "withdrawn" } }),
    ]);
    expect([...(await found("marmot")), ...(await found("vole")), ...(await found("newt"))]).toEqual([]);
    await runJob("sweepSearch", sweepSearch);
    expect([...(await found("marmot")), ...(await found("vole"))]).toEqual(["Missing", "Stale"]);
    expect(await systemDb().articleDocument.count({ where: { articleId: gone } })).toBe(0);
    const [again] = await systemDb().$queryRaw<
      { mended: number; is_round_over: boolean }[]
    >`SELECT * FROM heard_article_sweep(1000)`;
    expect(again).toEqual({ mended: 0, is_round_over: true });
  });
});

test("a search that takes too long is stopped and says so", async () => {
  await systemDb().$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE "ArticleDocument" IN ACCESS EXCLUSIVE MODE`;
      expect(await searchArticles(reader, "cockatoo", NOW)).toEqual({ outcome: "too_slow" });
    },
    { timeout: 15_000 },
  );
}, 20_000);
