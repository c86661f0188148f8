import { describe, expect, test } from "vitest";
import { writeArticle } from "@/lib/knowledge/mutations/write-article";
import { writeArticleSchema } from "@/lib/knowledge/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { articleRow, writeArticleInput } from "../../support/articles";
import { attempt, eventsOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, userCtxFor } from "../../support/factories";
import { KEEPERS_ALONE } from "../../support/roles";

async function aScene() {
  const site = await aSite();
  const keeper = await aViewer({ site, role: "manager" });
  return { site, keeper, ctx: userCtxFor(keeper), form: writeArticleInput(site) };
}

describe("writing an article", () => {
  test("begins a draft, and records no word of it", async () => {
    const { site, keeper, ctx, form } = await aScene();
    expect(await writeArticle(ctx, form)).toEqual({ articleId: form.articleId });
    expect(await articleRow(form.articleId)).toMatchObject({
      ...{ state: "draft", version: 0, title: form.title, body: form.body, isChanged: true, versions: [] },
      createdById: keeper.personId,
    });
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "article.written", data: { articleId: form.articleId, reviewOn: "2027-05-12" } },
    ]);
  });

  test("clears what was kept while it was typed", async () => {
    const { keeper, ctx, form } = await aScene();
    const draftForm = newId();
    await systemDb().draft.create({
      data: {
        ...{ id: newId(), personId: keeper.personId, kind: "article", subject: "", fields: {} },
        ...{ savedAt: ctx.now, formKey: draftForm },
      },
    });
    await writeArticle(ctx, { ...form, draftForm });
    expect(await systemDb().draft.count({ where: { personId: keeper.personId } })).toBe(0);
  });

  test("twice, or twice at once, begins one", async () => {
    const { site, ctx, form } = await aScene();
    await Promise.all([writeArticle(ctx, form), writeArticle(ctx, form)]);
    await writeArticle(ctx, form);
    expect(await systemDb().article.count({ where: { siteId: site.id } })).toBe(1);
    expect(await eventsOf("site", site.id)).toHaveLength(1);
  });

  test("under the id of somebody else's is not found", async () => {
    const { site, ctx, form } = await aScene();
    await writeArticle(ctx, form);
    const other = userCtxFor(await aViewer({ site, role: "manager" }));
    expect(await attempt(() => writeArticle(other, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("to be read again on a day that is not to come is refused beside the field", async () => {
    const { ctx, form } = await aScene();
    const refused = await refusalOf(writeArticle(ctx, { ...form, reviewOn: "2026-05-12" }));
    expect(Object.keys(refused.details.fieldErrors ?? {})).toEqual(["reviewOn"]);
  });

  test.each([
    ["a title", "title", " "],
    ["one line for a title", "title", "two\nlines"],
    ["a text", "body", ""],
    ["a text as long as it may be", "body", "x".repeat(20_001)],
    ["a language on offer", "language", "tlh"],
    ["something that it is about", "category", "gossip"],
    ["a day for reading it again", "reviewOn", "soon"],
    ["a day that exists", "reviewOn", "2027-02-31"],
  ])("without %s is refused beside the field", async (_what, field, value) => {
    const read = writeArticleSchema.safeParse({ ...writeArticleInput(await aSite()), [field]: value });
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test.each(KEEPERS_ALONE)("as %s: %s", async (role, outcome) => {
    const { site, form } = await aScene();
    expect(await outcomeOf(writeArticle(userCtxFor(await aViewer({ site, role })), form))).toBe(outcome);
  });

  test("for another site is not found", async () => {
    const { form } = await aScene();
    const other = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => writeArticle(other, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { keeper, ctx, form } = await aScene();
    await refuseEventsBy(keeper.personId);
    expect(await attempt(() => writeArticle(ctx, form))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
