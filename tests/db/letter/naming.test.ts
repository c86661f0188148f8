import { describe, expect, test } from "vitest";
import { chooseNaming } from "@/lib/letter/mutations/keep-words";
import { checkWhole, readCheckSetting } from "@/lib/letter/queries/checks";
import { getNaming } from "@/lib/letter/queries/words";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventTypesOf, outcomeOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { KEEPERS_ALONE } from "../../support/roles";

async function aScene() {
  const site = await aSite();
  const keeper = await aViewer({ site, role: "manager", name: "Ines Karlsson" });
  return { site, keeper, ctx: userCtxFor(keeper), form: { siteId: site.id, namesStaff: false } };
}

async function foundBy(site: Place, authorId: string | null, text: string) {
  const owner = await aViewer({ site, name: "Otto Fairweather" });
  const { id: caseId } = await aCase({ site, ownerId: owner.personId });
  const asked = { caseId, kind: "update" as const, language: "en" as const, authorId, now: NOW };
  const found = await checkWhole(systemDb(), owner, { ...asked, text });
  const { forbidden } = await readCheckSetting(systemDb(), owner, asked);
  const staff = found.filter(({ kind }) => kind === "staff");
  return { words: staff.map(({ from, to }) => text.slice(from ?? 0, to ?? 0)), names: forbidden.staffNames };
}

describe("letters that name no staff", () => {
  test("find everybody who works or worked there, but for the contact person and who signs", async () => {
    const { site, ctx, form, keeper } = await aScene();
    const left = await aViewer({ site, name: "Rosa Lindqvist" });
    await systemDb().roleGrant.deleteMany({ where: { personId: left.personId } });
    await systemDb().person.update({ where: { id: left.personId }, data: { deactivatedAt: NOW } });
    const text = "Ines Karlsson, Rosa Lindqvist and Otto Fairweather saw you.";
    expect(await foundBy(site, null, text)).toEqual({ words: [], names: [] });
    await chooseNaming(ctx, form);
    const { words, names } = await foundBy(site, null, text);
    expect(words).toEqual(["Ines Karlsson", "Rosa Lindqvist"]);
    expect(names).not.toContain("Otto Fairweather");
    expect((await foundBy(site, keeper.personId, text)).words).toEqual(["Rosa Lindqvist"]);
  });

  test("say who decided so, and once for the same", async () => {
    const { site, keeper, ctx, form } = await aScene();
    expect(await getNaming(keeper, site.id)).toMatchObject({ namesStaff: true, changed: null });
    await Promise.all([chooseNaming(ctx, form), chooseNaming(ctx, form)]);
    expect(await getNaming(keeper, site.id)).toMatchObject({
      ...{ namesStaff: false, changed: { by: { id: keeper.personId } } },
    });
    await chooseNaming(ctx, { ...form, namesStaff: true });
    expect(await eventTypesOf("site", site.id)).toEqual(["letter_naming.changed", "letter_naming.changed"]);
  });

  test.each(KEEPERS_ALONE)("are decided on as %s: %s", async (role, outcome) => {
    const { site, form } = await aScene();
    expect(await outcomeOf(chooseNaming(userCtxFor(await aViewer({ site, role })), form))).toBe(outcome);
  });

  test("are not decided on from elsewhere, nor where it cannot be recorded", async () => {
    const { keeper, ctx, form } = await aScene();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => chooseNaming(stranger, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await refuseEventsBy(keeper.personId);
    expect(await attempt(() => chooseNaming(ctx, form))).toEqual({
      ...{ outcome: "stopped by the database", changed: [] },
    });
  });
});
