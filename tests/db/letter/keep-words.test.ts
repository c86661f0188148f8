import { describe, expect, test } from "vitest";
import { addWord, switchOffWord, voidWord } from "@/lib/letter/mutations/keep-words";
import { checkWhole, readCheckSetting } from "@/lib/letter/queries/checks";
import { getWordList, MOST_WORDS } from "@/lib/letter/queries/words";
import type { AddWordInput } from "@/lib/letter/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { KEEPERS_ALONE } from "../../support/roles";

async function aScene(role: "manager" | "administrator" = "manager") {
  const site = await aSite();
  const keeper = await aViewer({ site, role });
  return { site, keeper, ctx: userCtxFor(keeper), form: aForm(site) };
}

function aForm({ id: siteId }: Place, given: Partial<AddWordInput> = {}): AddWordInput {
  return {
    ...{ wordId: newId(), siteId, language: "en", kind: "jargon", phrase: "bed flow", offer: "finding a bed" },
    ...{ why: null, fault: null },
    ...given,
  };
}

const offForm = ({ id: siteId }: Place, phrase = "prior to") => ({
  ...{ wordId: newId(), siteId, language: "en", kind: "jargon" as const, phrase, why: "Our patients know it." },
});
const listOf = (site: Place) => ({ siteId: site.id, language: "en", kind: "jargon" as const, q: "", page: 1 });

async function foundIn(site: Place, text: string, language: "en" | "es" = "en") {
  const writer = await aViewer({ site });
  const { id: caseId } = await aCase({ site });
  const asked = { caseId, kind: "update" as const, language, authorId: null, now: NOW, text };
  const findings = await checkWhole(systemDb(), writer, asked);
  return findings.filter(({ entry }) => entry).map(({ from, to }) => text.slice(from ?? 0, to ?? 0));
}

describe("adding a word", () => {
  test("lets every letter of the site and language be checked for it, and says who did", async () => {
    const { site, keeper, ctx, form } = await aScene();
    await addWord(ctx, form);
    expect(await foundIn(site, "Bed flow was slow.")).toEqual(["Bed flow"]);
    expect(await foundIn(site, "The bed flow was slow.", "es")).toEqual([]);
    expect(await foundIn(await aSite(), "The bed flow was slow.")).toEqual([]);
    const [first] = (await getWordList(keeper, listOf(site))).rows;
    expect(first).toMatchObject({ phrase: "bed flow", offer: "finding a bed", own: { by: { id: keeper.personId } } });
    expect(await eventTypesOf("site", site.id)).toEqual(["letter_word.added"]);
  });

  test("gives the browser the words and nothing of who added them", async () => {
    const { site, ctx, form } = await aScene();
    await addWord(ctx, form);
    const { id: caseId } = await aCase({ site });
    const asked = { caseId, kind: "update" as const, language: "en" as const, authorId: null, now: NOW };
    const { siteWords } = await readCheckSetting(systemDb(), await aViewer({ site }), asked);
    const word = { kind: "jargon", phrase: "bed flow", offer: "finding a bed", why: null, fault: null };
    expect(siteWords).toEqual({ own: [word], off: [] });
  });

  test.each([
    ["the", /nearly every letter/],
    ["prior to", /Heard finds this already/],
    ["…", /must be there/],
  ])("“%s” is refused beside the field", async (phrase, problem) => {
    const { ctx, form } = await aScene();
    const refused = await refusalOf(addWord(ctx, { ...form, phrase }));
    expect(refused.details.fieldErrors?.phrase?.[0]).toMatch(problem);
    expect(await attempt(() => addWord(ctx, { ...form, phrase }))).toEqual({ outcome: "INVALID", changed: [] });
  });

  test("twice, or twice at once, adds it once; by another form it is refused", async () => {
    const { site, keeper, ctx, form } = await aScene();
    await Promise.all([addWord(ctx, form), addWord(ctx, form)]);
    await addWord(ctx, form);
    expect((await getWordList(keeper, listOf(site))).words.own).toHaveLength(1);
    const again = await refusalOf(addWord(ctx, aForm(site, { phrase: "Bed  Flow" })));
    expect(again.details.fieldErrors?.phrase?.[0]).toMatch(/Your site has this already/);
    expect(await outcomeOf(addWord(ctx, { ...form, phrase: "bed flows" }))).toBe("CONFLICT");
  });

  test("at once by two people leaves one", async () => {
    const { site, keeper, ctx } = await aScene();
    const other = userCtxFor(await aViewer({ site, role: "administrator" }));
    const ends = await Promise.all([outcomeOf(addWord(ctx, aForm(site))), outcomeOf(addWord(other, aForm(site)))]);
    expect(ends).toContain("done");
    expect((await getWordList(keeper, listOf(site))).words.own).toHaveLength(1);
  });

  test("beyond what a letter can be checked for is refused", async () => {
    const { site, keeper, ctx, form } = await aScene();
    const rows = Array.from({ length: MOST_WORDS }, (_, at) => ({
      ...{ id: newId(), siteId: site.id, language: "en", kind: "unwanted" as const, isOff: false, why: "No." },
      ...{ phrase: `word${at}`, key: `word${at}`, addedById: keeper.personId, addedAt: NOW },
    }));
    await systemDb().letterWord.createMany({ data: rows });
    expect(await attempt(() => addWord(ctx, form))).toEqual({ outcome: "CONFLICT", changed: [] });
    const view = await getWordList(keeper, { ...listOf(site), kind: "unwanted", page: 99 });
    expect(view.pages.shown).toBe(view.pages.last);
    expect(view.rows.length).toBeLessThan(50);
  });

  test.each(KEEPERS_ALONE)("as %s: %s", async (role, outcome) => {
    const { site, form } = await aScene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    expect(await outcomeOf(addWord(ctx, form))).toBe(outcome);
    expect(await outcomeOf(switchOffWord(ctx, offForm(site)))).toBe(outcome);
  });

  test("at another site is not found, and what cannot be recorded does not happen", async () => {
    const { keeper, ctx, form, site } = await aScene();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => addWord(stranger, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await refuseEventsBy(keeper.personId);
    const stopped = { outcome: "stopped by the database", changed: [] };
    expect(await attempt(() => addWord(ctx, form))).toEqual(stopped);
    expect(await attempt(() => switchOffWord(ctx, offForm(site)))).toEqual(stopped);
  });
});

describe("switching a word off that comes with Heard", () => {
  test("lets letters use it, and is undone by switching it on again", async () => {
    const { site, keeper, ctx } = await aScene();
    const form = offForm(site);
    expect(await foundIn(site, "It was prior to that.")).toEqual(["prior to"]);
    await switchOffWord(ctx, form);
    await switchOffWord(ctx, form);
    expect(await foundIn(site, "It was prior to that.")).toEqual([]);
    const rowOf = async () =>
      (await getWordList(keeper, { ...listOf(site), q: "Prior" })).rows.find(({ phrase }) => phrase === "prior to");
    expect((await rowOf())?.off).toMatchObject({ why: "Our patients know it.", by: { id: keeper.personId } });
    await voidWord(ctx, { wordId: form.wordId, reason: "They do not." });
    expect((await rowOf())?.off).toBeNull();
    expect(await foundIn(site, "It was prior to that.")).toEqual(["prior to"]);
    expect(await eventTypesOf("site", site.id)).toEqual(["letter_word.switched_off", "letter_word.switched_on"]);
  });

  test("makes room for the site's own", async () => {
    const { site, ctx } = await aScene();
    await switchOffWord(ctx, offForm(site));
    await addWord(ctx, aForm(site, { phrase: "prior to", offer: "ahead of" }));
    expect(await foundIn(site, "It was prior to that.")).toEqual(["prior to"]);
  });

  test("that Heard does not bring is not found", async () => {
    const { site, ctx } = await aScene();
    expect(await outcomeOf(switchOffWord(ctx, offForm(site, "no such word")))).toBe("NOT_FOUND");
  });
});

describe("removing a word", () => {
  test("keeps who had it there, who removed it, and why", async () => {
    const { site, keeper, ctx, form } = await aScene();
    await addWord(ctx, form);
    const gone = { wordId: form.wordId, reason: "Nobody says so any more." };
    await Promise.all([voidWord(ctx, gone), voidWord(ctx, gone)]);
    expect(await foundIn(site, "The bed flow was slow.")).toEqual([]);
    expect((await getWordList(keeper, listOf(site))).voided).toMatchObject([
      { phrase: "bed flow", own: { by: { id: keeper.personId } }, void: { reason: gone.reason } },
    ]);
    await addWord(ctx, aForm(site));
    expect(await eventTypesOf("site", site.id)).toEqual([
      "letter_word.added",
      "letter_word.removed",
      "letter_word.added",
    ]);
  });

  test("is unknown to others, refused when it is gone, and undone where it cannot be recorded", async () => {
    const { site, ctx, form } = await aScene();
    await addWord(ctx, form);
    const gone = { wordId: form.wordId, reason: "Old." };
    for (const viewer of [await aViewer({ site }), await aViewer({ site: await aSite(), role: "manager" })]) {
      expect(await attempt(() => voidWord(userCtxFor(viewer), gone))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
    const other = await aViewer({ site, role: "administrator" });
    await refuseEventsBy(other.personId);
    expect(await attempt(() => voidWord(userCtxFor(other), gone))).toEqual({
      ...{ outcome: "stopped by the database", changed: [] },
    });
    await voidWord(ctx, gone);
    expect(await outcomeOf(voidWord(ctx, { ...gone, reason: "Another." }))).toBe("CONFLICT");
  });
});
