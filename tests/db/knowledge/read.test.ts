import { describe, expect, test } from "vitest";
import { saveDraft } from "@/lib/draft/mutations";
import { publishArticle } from "@/lib/knowledge/mutations/publish-article";
import { getArticle, getArticleToEdit, listArticles } from "@/lib/knowledge/queries";
import { type ArticleFilter, articleListSchema } from "@/lib/knowledge/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { parseSearchParams } from "@/lib/shared/search-params";
import { aDraftArticle, anArticle } from "../../support/articles";
import { outcomeOf } from "../../support/evidence";
import { aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

async function aScene() {
  const site = await aSite();
  const keeper = await aViewer({ site, role: "manager" });
  const [associate, responder] = [await aViewer({ site }), await aViewer({ site, role: "responder" })];
  return { site, keeper, associate, responder };
}

const change = (id: string, body: string) =>
  systemDb().article.update({ where: { id }, data: { body, isChanged: true, revision: { increment: 1 } } });

async function titles(viewer: Viewer, given: Partial<ArticleFilter> = {}, now = NOW): Promise<string[]> {
  const { rows } = await listArticles(viewer, { tab: "published", q: "", ...given }, now);
  return rows.map(({ title }) => title);
}

describe("the list of articles", () => {
  test("shows whoever works at the site what is published there, by what it is about and its title", async () => {
    const { site, keeper, associate, responder } = await aScene();
    await anArticle(site, keeper, { title: "Wheelchairs", category: "facilities" });
    await anArticle(site, keeper, { title: "Your rights", category: "rights" });
    await anArticle(site, keeper, { title: "Complaints", category: "rights" });
    await aDraftArticle(site, keeper, { title: "Unfinished" });
    const elsewhere = await aSite();
    await anArticle(elsewhere, await aViewer({ site: elsewhere, role: "manager" }), { title: "Elsewhere" });
    for (const viewer of [keeper, associate, responder]) {
      expect(await titles(viewer)).toEqual(["Complaints", "Your rights", "Wheelchairs"]);
    }
  });

  test("shows drafts and what was withdrawn to keepers alone", async () => {
    const { site, keeper, associate } = await aScene();
    await aDraftArticle(site, keeper, { title: "Unfinished" });
    const published = await anArticle(site, keeper, { title: "Published" });
    await change(published, "Next.");
    const gone = await anArticle(site, keeper, { title: "Gone" });
    await systemDb().article.update({ where: { id: gone }, data: { state: "withdrawn" } });
    expect(await titles(keeper, { tab: "drafts" })).toEqual(["Published", "Unfinished"]);
    expect(await titles(keeper, { tab: "withdrawn" })).toEqual(["Gone"]);
    for (const tab of ["drafts", "withdrawn"] as const) expect(await titles(associate, { tab })).toEqual(["Published"]);
    const told = async (viewer: Viewer) => (await listArticles(viewer, { tab: "published", q: "" }, NOW)).rows;
    expect((await told(keeper)).map(({ isChanged }) => isChanged)).toEqual([true]);
    expect((await told(associate)).map(({ isChanged }) => isChanged)).toEqual([false]);
  });

  test("is filtered by words, language and what it is about, by what is published and not by its next version", async () => {
    const { site, keeper, associate } = await aScene();
    const hours = await anArticle(site, keeper, { title: "Hours", body: "An axolotl sleeps." });
    await anArticle(site, keeper, { title: "Horario", body: "El axolotl.", language: "es" });
    await anArticle(site, keeper, { title: "Bills", category: "billing" });
    await change(hours, "A newt sleeps.");
    expect(await titles(associate, { q: "axolotl" })).toEqual(["Horario", "Hours"]);
    expect(await titles(associate, { q: "axolotl", language: "es" })).toEqual(["Horario"]);
    expect(await titles(associate, { category: "billing" })).toEqual(["Bills"]);
    expect(await titles(associate, { q: "newt" })).toEqual([]);
    expect(await titles(keeper, { q: "newt", tab: "drafts" })).toEqual(["Hours"]);
    expect(await titles(keeper, { q: '"sleeps newt"', tab: "drafts" })).toEqual([]);
    expect(await titles(associate, { q: "-axolotl" })).toEqual([]);
    expect(await titles(associate, { q: "…" })).toEqual([]);
  });

  test("marks what should have been read again, by the day of its site", async () => {
    const { site, keeper, associate } = await aScene();
    await anArticle(site, keeper);
    const due = async (now: string) =>
      (await listArticles(associate, { tab: "published", q: "" }, new Date(now))).rows.map((row) => row.isReviewDue);
    expect(await due("2027-05-12T20:00:00Z")).toEqual([false]);
    expect(await due("2027-05-14T12:00:00Z")).toEqual([true]);
  });

  test("takes whatever the address says", () => {
    const odd = { tab: "all", q: "\u0000", category: "gossip", language: "tlh" };
    expect(parseSearchParams(articleListSchema, odd)).toEqual({ tab: "published", q: "\u0000" });
  });
});

describe("an article", () => {
  test("is read as it was published, with every earlier version", async () => {
    const { site, keeper, associate } = await aScene();
    const id = await anArticle(site, keeper);
    await change(id, "From ten to ten.");
    expect(await getArticle(associate, id, { show: "draft" }, NOW)).toMatchObject({
      ...{ shown: { body: "From nine to nine." }, shownVersion: { number: 1 }, draft: null, whyNotPublish: null },
      may: { keep: false },
    });
    expect(await getArticle(keeper, id, { show: "draft" }, NOW)).toMatchObject({
      ...{ shown: { body: "From ten to ten." }, shownVersion: null, draft: { by: { id: keeper.personId } } },
    });
    await publishArticle(userCtxFor(keeper), { articleId: id, versionId: newId(), revision: 2 });
    const now = await getArticle(associate, id, {}, NOW);
    expect(now.shown.body).toBe("From ten to ten.");
    expect(now.versions.map(({ number }) => number)).toEqual([2, 1]);
    expect((await getArticle(associate, id, { version: 1 }, NOW)).shown.body).toBe("From nine to nine.");
    expect(await outcomeOf(getArticle(associate, id, { version: 3 }, NOW))).toBe("NOT_FOUND");
  });

  test("of another site, a draft, or none at all is not found", async () => {
    const { site, keeper, associate } = await aScene();
    const published = await anArticle(site, keeper);
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    expect(await outcomeOf(getArticle(stranger, published, {}, NOW))).toBe("NOT_FOUND");
    expect(await outcomeOf(getArticleToEdit(stranger, published))).toBe("NOT_FOUND");
    expect(await outcomeOf(getArticleToEdit(associate, published))).toBe("NOT_FOUND");
    expect(await outcomeOf(getArticle(associate, await aDraftArticle(site, keeper), {}, NOW))).toBe("NOT_FOUND");
    for (const id of [newId(), "x", ""]) expect(await outcomeOf(getArticle(keeper, id, {}, NOW))).toBe("NOT_FOUND");
  });

  test("keeps what its keeper types, and nobody else's", async () => {
    const { site, keeper, associate } = await aScene();
    const subject = await anArticle(site, keeper);
    const typed = { kind: "article" as const, subject, fields: { body: "Unfinished" } };
    expect(await outcomeOf(saveDraft(userCtxFor(keeper), typed))).toBe("done");
    expect(await outcomeOf(saveDraft(userCtxFor(associate), typed))).toBe("NOT_FOUND");
  });
});
