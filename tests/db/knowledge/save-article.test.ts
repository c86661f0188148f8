import { describe, expect, test } from "vitest";
import { publishArticle } from "@/lib/knowledge/mutations/publish-article";
import { saveArticle } from "@/lib/knowledge/mutations/save-article";
import { type SaveArticleInput, saveArticleSchema } from "@/lib/knowledge/schema";
import { isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { aDraftArticle, anArticle, articleRow } from "../../support/articles";
import { attempt, eventsOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, userCtxFor } from "../../support/factories";

/** What the form sends to whom it showed the article as it stands now. */
async function theForm(articleId: string, given: Partial<Omit<SaveArticleInput, "base">> = {}) {
  const { title, body, language, category, reviewOn: day } = await articleRow(articleId);
  const seen = { title, body, language, category, reviewOn: isoDay(day) };
  return saveArticleSchema.parse({ articleId, ...seen, base: seen, ...given });
}

async function aScene() {
  const site = await aSite();
  const keeper = await aViewer({ site, role: "manager" });
  const articleId = await anArticle(site, keeper);
  return { site, keeper, articleId, ctx: userCtxFor(keeper) };
}

describe("saving an article", () => {
  test("makes the draft of its next version, and leaves what is published as it is", async () => {
    const { site, articleId, ctx } = await aScene();
    await saveArticle(ctx, await theForm(articleId, { body: "From ten to ten." }));
    const row = await articleRow(articleId);
    expect(row).toMatchObject({ state: "published", version: 1, body: "From ten to ten.", isChanged: true });
    expect(row.versions.map(({ body }) => body)).toEqual(["From nine to nine."]);
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      type: "article.saved",
      data: { articleId, version: 2, reviewOn: "2027-05-12" },
    });
    await saveArticle(ctx, await theForm(articleId, { body: "From nine to nine." }));
    expect(await articleRow(articleId)).toMatchObject({ isChanged: false });
  });

  test("twice changes it once, and as it was changes nothing", async () => {
    const { site, articleId, ctx } = await aScene();
    const form = await theForm(articleId, { title: "When to visit" });
    await Promise.all([saveArticle(ctx, form), saveArticle(ctx, form)]);
    await saveArticle(ctx, await theForm(articleId));
    expect(await articleRow(articleId)).toMatchObject({ revision: 2 });
    expect(await eventsOf("site", site.id)).toHaveLength(3);
  });

  test("keeps what a colleague changed elsewhere in it, and shows both where both changed the same", async () => {
    const { site, articleId, ctx } = await aScene();
    const [mine, same] = [
      await theForm(articleId, { title: "When to visit" }),
      await theForm(articleId, { body: "Never." }),
    ];
    const other = userCtxFor(await aViewer({ site, role: "administrator" }));
    await saveArticle(other, await theForm(articleId, { body: "Always.", category: "policy" }));
    await saveArticle(ctx, mine);
    expect(await articleRow(articleId)).toMatchObject({ title: "When to visit", body: "Always.", category: "policy" });
    expect(await attempt(() => saveArticle(ctx, same))).toEqual({ outcome: "CONFLICT", changed: [] });
    const { details } = await refusalOf(saveArticle(ctx, same));
    expect(details.differences?.filter(({ isKept }) => !isKept)).toEqual([
      { field: "body", label: "Text", theirs: "Always.", yours: "Never.", theirValue: "Always." },
    ]);
    await saveArticle(ctx, { ...same, base: { ...same.base, body: "Always." } });
    expect(await articleRow(articleId)).toMatchObject({ body: "Never.", category: "policy" });
  });

  test("with a review day that is over is refused beside the field, but only where it is chosen", async () => {
    const { keeper, articleId } = await aScene();
    const later = userCtxFor(keeper, new Date("2027-06-01T09:00:00Z"));
    await saveArticle(later, await theForm(articleId, { title: "When to visit" }));
    const refused = await refusalOf(saveArticle(later, await theForm(articleId, { reviewOn: "2027-05-20" })));
    expect(Object.keys(refused.details.fieldErrors ?? {})).toEqual(["reviewOn"]);
  });

  test("of one that was withdrawn, or never published, is done as well", async () => {
    const { site, keeper, ctx } = await aScene();
    const draft = await aDraftArticle(site, keeper);
    await saveArticle(ctx, await theForm(draft, { title: "Other" }));
    expect(await articleRow(draft)).toMatchObject({ state: "draft", title: "Other", isChanged: true });
    expect(await outcomeOf(publishArticle(ctx, { articleId: draft, versionId: newId(), revision: 2 }))).toBe("done");
  });

  test.each([
    ["associate", "FORBIDDEN", "NOT_FOUND"],
    ["supervisor", "FORBIDDEN", "NOT_FOUND"],
    ["manager", "done", "done"],
    ["administrator", "done", "done"],
    ["responder", "FORBIDDEN", "NOT_FOUND"],
    ["auditor", "FORBIDDEN", "NOT_FOUND"],
  ] as const)("as %s: %s what is published, %s a draft", async (role, published, draft) => {
    const { site, keeper, articleId } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect(await outcomeOf(saveArticle(ctx, await theForm(articleId, { title: "Other" })))).toBe(published);
    const unseen = await theForm(await aDraftArticle(site, keeper), { title: "Other" });
    expect(await outcomeOf(saveArticle(ctx, unseen))).toBe(draft);
  });

  test("of another site is not found", async () => {
    const { articleId } = await aScene();
    const other = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    const form = await theForm(articleId, { title: "Other" });
    expect(await attempt(() => saveArticle(other, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { keeper, articleId, ctx } = await aScene();
    await refuseEventsBy(keeper.personId);
    const form = await theForm(articleId, { title: "Other" });
    expect(await attempt(() => saveArticle(ctx, form))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
