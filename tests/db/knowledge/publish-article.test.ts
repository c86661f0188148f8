import { describe, expect, test } from "vitest";
import { publishArticle, withdrawArticle } from "@/lib/knowledge/mutations/publish-article";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aDraftArticle, anArticle, articleRow } from "../../support/articles";
import { attempt, eventsOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { KEEPERS_ALONE } from "../../support/roles";

async function aScene() {
  const site = await aSite();
  const keeper = await aViewer({ site, role: "manager" });
  const articleId = await aDraftArticle(site, keeper);
  return { site, keeper, articleId, ctx: userCtxFor(keeper), form: { articleId, versionId: newId(), revision: 1 } };
}

describe("publishing an article", () => {
  test("makes its words a version that is never changed, and the next replaces it", async () => {
    const { site, keeper, articleId, ctx, form } = await aScene();
    expect(await publishArticle(ctx, form)).toEqual({ articleId, version: 1 });
    await systemDb().article.update({
      where: { id: articleId },
      data: { body: "From ten to ten.", isChanged: true, revision: 2 },
    });
    const next = { articleId, versionId: newId(), revision: 2 };
    expect(await publishArticle(ctx, next)).toEqual({ articleId, version: 2 });
    const row = await articleRow(articleId);
    expect(row).toMatchObject({ state: "published", version: 2, currentId: next.versionId, isChanged: false });
    expect(row.versions).toMatchObject([
      {
        number: 1,
        title: "Visiting hours",
        body: "From nine to nine.",
        publishedById: keeper.personId,
        publishedAt: NOW,
      },
      { number: 2, title: "Visiting hours", body: "From ten to ten.", publishedById: keeper.personId },
    ]);
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      type: "article.published",
      data: { articleId, versionId: next.versionId, version: 2, reviewOn: "2027-05-12" },
    });
    const change = systemDb().articleVersion.updateMany({ where: { articleId }, data: { body: "Never." } });
    expect(await outcomeOf(change)).toBe("stopped by the database");
    const remove = systemDb().article.deleteMany({ where: { id: articleId } });
    expect(await outcomeOf(remove)).toBe("stopped by the database");
  });

  test("twice, or twice at once, makes one version", async () => {
    const { articleId, ctx, form } = await aScene();
    await Promise.all([publishArticle(ctx, form), publishArticle(ctx, form)]);
    expect(await publishArticle(ctx, form)).toEqual({ articleId, version: 1 });
    expect((await articleRow(articleId)).versions).toHaveLength(1);
  });

  test("by two people at once makes one version", async () => {
    const { site, articleId, ctx, form } = await aScene();
    const other = userCtxFor(await aViewer({ site, role: "manager" }));
    const works = [publishArticle(ctx, form), publishArticle(other, { ...form, versionId: newId() })];
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    expect((await articleRow(articleId)).versions).toHaveLength(1);
  });

  test("other words than those that were read is refused", async () => {
    const { articleId, ctx, form } = await aScene();
    await systemDb().article.update({ where: { id: articleId }, data: { body: "Never.", revision: 2 } });
    expect(await attempt(() => publishArticle(ctx, form))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("what is published already, or should have been read again by now, is refused with why", async () => {
    const { site, keeper, ctx, form } = await aScene();
    const published = await anArticle(site, keeper);
    const same = await refusalOf(publishArticle(ctx, { articleId: published, versionId: newId(), revision: 1 }));
    expect([same.code, same.message]).toEqual(["CONFLICT", "What is published says the same already."]);
    const later = userCtxFor(keeper, new Date("2027-05-12T20:00:00Z"));
    expect((await refusalOf(publishArticle(later, form))).message).toMatch(/choose a later one/);
  });

  test("what was withdrawn brings it back", async () => {
    const { articleId, ctx, form } = await aScene();
    await publishArticle(ctx, form);
    await withdrawArticle(ctx, { articleId, withdrawalId: newId(), reason: "Out of date." });
    expect(await publishArticle(ctx, { ...form, versionId: newId() })).toEqual({ articleId, version: 2 });
    expect(await articleRow(articleId)).toMatchObject({
      state: "published",
      withdrawals: [{ reason: "Out of date." }],
    });
  });

  test.each(KEEPERS_ALONE)("as %s: %s", async (role, outcome) => {
    const { site, form } = await aScene();
    expect(await outcomeOf(publishArticle(userCtxFor(await aViewer({ site, role })), form))).toBe(outcome);
  });

  test("of another site is not found", async () => {
    const { form } = await aScene();
    const other = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => publishArticle(other, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { keeper, ctx, form } = await aScene();
    await refuseEventsBy(keeper.personId);
    expect(await attempt(() => publishArticle(ctx, form))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
