import { describe, expect, test } from "vitest";
import { withdrawArticle } from "@/lib/knowledge/mutations/publish-article";
import { getArticle } from "@/lib/knowledge/queries";
import { newId } from "@/lib/shared/ids";
import { aDraftArticle, anArticle, articleRow } from "../../support/articles";
import { attempt, eventsOf, outcomeOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

async function aScene() {
  const site = await aSite();
  const keeper = await aViewer({ site, role: "manager" });
  const articleId = await anArticle(site, keeper);
  const form = { articleId, withdrawalId: newId(), reason: "The rule changed." };
  return { site, keeper, articleId, ctx: userCtxFor(keeper), form };
}

describe("withdrawing an article", () => {
  test("takes it away from its readers, and keeps its versions and why", async () => {
    const { site, keeper, articleId, ctx, form } = await aScene();
    await withdrawArticle(ctx, form);
    expect(await articleRow(articleId)).toMatchObject({ state: "withdrawn", versions: [{ number: 1 }] });
    expect(await getArticle(keeper, articleId, {}, NOW)).toMatchObject({
      withdrawal: { reason: "The rule changed.", by: { id: keeper.personId } },
      shown: { body: "From nine to nine." },
    });
    for (const role of ["associate", "responder", "auditor"] as const) {
      const reader = await aViewer({ site, role });
      for (const wanted of [{}, { version: 1 }, { show: "draft" as const }]) {
        expect(await outcomeOf(getArticle(reader, articleId, wanted, NOW))).toBe("NOT_FOUND");
      }
    }
    const events = await eventsOf("site", site.id);
    expect(events.at(-1)).toMatchObject({
      type: "article.withdrawn",
      data: { articleId, withdrawalId: form.withdrawalId, version: 1 },
    });
    expect(JSON.stringify(events)).not.toContain("The rule changed.");
  });

  test("twice, or twice at once, withdraws it once", async () => {
    const { articleId, ctx, form } = await aScene();
    await Promise.all([withdrawArticle(ctx, form), withdrawArticle(ctx, form)]);
    await withdrawArticle(ctx, form);
    expect((await articleRow(articleId)).withdrawals).toHaveLength(1);
  });

  test("that nobody reads is refused", async () => {
    const { site, keeper, ctx, form } = await aScene();
    const draft = { ...form, articleId: await aDraftArticle(site, keeper) };
    expect(await attempt(() => withdrawArticle(ctx, draft))).toEqual({ outcome: "CONFLICT", changed: [] });
    await withdrawArticle(ctx, form);
    const again = { ...form, withdrawalId: newId() };
    expect(await attempt(() => withdrawArticle(ctx, again))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "FORBIDDEN"],
    ["manager", "done"],
    ["administrator", "done"],
    ["responder", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, form } = await aScene();
    expect(await outcomeOf(withdrawArticle(userCtxFor(await aViewer({ site, role })), form))).toBe(outcome);
  });

  test("of another site is not found", async () => {
    const { form } = await aScene();
    const other = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => withdrawArticle(other, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { keeper, ctx, form } = await aScene();
    await refuseEventsBy(keeper.personId);
    expect(await attempt(() => withdrawArticle(ctx, form))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });
});
