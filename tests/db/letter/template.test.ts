import { describe, expect, test } from "vitest";
import { saveTemplate, signOffTemplate } from "@/lib/letter/mutations/save-template";
import { writeLetter } from "@/lib/letter/mutations/write-letter";
import { getTemplate, listTemplates } from "@/lib/letter/queries/templates";
import { STARTERS } from "@/lib/letter/rules/starters";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { KEEPERS_ALONE } from "../../support/roles";

const chosen = { kind: "resolution", language: "en", caseKind: null } as const;

async function aScene(role: "manager" | "administrator" = "manager") {
  const site = await aSite();
  const keeper = await aViewer({ site, role });
  const form = aForm(site, keeper.personId);
  return { site, keeper, form, ctx: userCtxFor(keeper) };
}

function aForm(site: Place, ownerId: string, given = {}) {
  const body = "Dear {{addressee}},\n\nThank you.";
  return { versionId: newId(), siteId: site.id, ...chosen, ownerId, reviewOn: "2027-05-12", base: "", body, ...given };
}

const lettersOf = (caseId: string) => systemDb().letter.findMany({ where: { caseId } });

describe("saving a template", () => {
  test("makes letters begin with it, and keeps earlier versions", async () => {
    const { site, keeper, form, ctx } = await aScene();
    expect((await getTemplate(keeper, { siteId: site.id, ...chosen }, NOW)).body).toBe(STARTERS.en.resolution);
    expect(await saveTemplate(ctx, form)).toMatchObject({ version: 1 });
    const next = { ...form, versionId: newId(), base: form.body, body: `${form.body}\n\nDana` };
    expect(await saveTemplate(ctx, next)).toMatchObject({ version: 2 });
    const view = await getTemplate(keeper, { siteId: site.id, ...chosen }, NOW);
    expect(view).toMatchObject({ version: 2, body: next.body, reviewOn: "2027-05-12", toSignOff: null });
    expect(view.versions.map(({ number }) => number)).toEqual([2, 1]);
    const given = await aCase({ site, reporterKind: "visitor", reporterName: "Jo Price" });
    await writeLetter(userCtxFor(await aViewer({ site })), {
      ...{ idempotencyKey: newId(), caseId: given.id, kind: "resolution", language: "en" },
    });
    const [letter] = await lettersOf(given.id);
    expect(letter).toMatchObject({ text: "Dear Jo Price,\n\nThank you.\n\nDana", templateVersionId: next.versionId });
    expect(await eventTypesOf("site", site.id)).toEqual(["letter_template.saved", "letter_template.saved"]);
  });

  test("with a placeholder that does not exist is refused, naming it and those that do", async () => {
    const { form, ctx } = await aScene();
    const refused = await refusalOf(saveTemplate(ctx, { ...form, body: "Dear {{name}}," }));
    expect(refused.details.fieldErrors?.body?.[0]).toMatch(/\{\{name\}\}.*\{\{addressee\}\}/);
    expect(await attempt(() => saveTemplate(ctx, { ...form, body: "Dear {{name}}," }))).toEqual({
      outcome: "INVALID",
      changed: [],
    });
  });

  test("of one kind of case comes before that of every kind", async () => {
    const { site, form, keeper, ctx } = await aScene();
    await saveTemplate(ctx, form);
    await saveTemplate(ctx, aForm(site, keeper.personId, { caseKind: "inquiry", body: "For questions" }));
    const writer = userCtxFor(await aViewer({ site }));
    for (const [kind, begins] of [
      ["inquiry", "For questions"],
      ["complaint", "Dear "],
    ] as const) {
      const given = await aCase({ site, kind });
      await writeLetter(writer, { idempotencyKey: newId(), caseId: given.id, kind: "resolution", language: "en" });
      expect((await lettersOf(given.id))[0]?.text.startsWith(begins)).toBe(true);
    }
  });

  test("over a version that somebody else saved meanwhile shows both and writes nothing", async () => {
    const { site, keeper, form, ctx } = await aScene();
    await saveTemplate(ctx, form);
    const other = userCtxFor(await aViewer({ site, role: "administrator" }));
    const late = aForm(site, keeper.personId, { body: "Another" });
    expect(await attempt(() => saveTemplate(other, late))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await outcomeOf(saveTemplate(other, { ...late, base: form.body }))).toBe("done");
  });

  test("twice, or twice at once, saves one version", async () => {
    const { site, keeper, form, ctx } = await aScene();
    await Promise.all([saveTemplate(ctx, form), saveTemplate(ctx, form)]);
    await saveTemplate(ctx, form);
    expect((await getTemplate(keeper, { siteId: site.id, ...chosen }, NOW)).versions).toHaveLength(1);
  });

  test("without somebody of the site, or a day to come, is refused beside the field", async () => {
    const { form, ctx } = await aScene();
    const stranger = await aViewer({ site: await aSite() });
    const refused = await refusalOf(saveTemplate(ctx, { ...form, ownerId: stranger.personId }));
    expect(Object.keys(refused.details.fieldErrors ?? {})).toEqual(["ownerId"]);
    const past = await refusalOf(saveTemplate(ctx, { ...form, reviewOn: "2026-05-12" }));
    expect(Object.keys(past.details.fieldErrors ?? {})).toEqual(["reviewOn"]);
  });

  test.each(KEEPERS_ALONE)("as %s: %s", async (role, outcome) => {
    const { site, form } = await aScene();
    const ended = await attempt(async () => saveTemplate(userCtxFor(await aViewer({ site, role })), form));
    expect(ended.outcome).toBe(outcome);
  });

  test("at another site is not found", async () => {
    const { form } = await aScene();
    const other = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => saveTemplate(other, form))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { keeper, form, ctx } = await aScene();
    await refuseEventsBy(keeper.personId);
    expect(await attempt(() => saveTemplate(ctx, form))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("signing a translation off", () => {
  async function aTranslation() {
    const { site, keeper, ctx } = await aScene();
    const form = aForm(site, keeper.personId, { language: "es", body: "Hola, {{addressee}}:" });
    await saveTemplate(ctx, form);
    const other = await aViewer({ site, role: "administrator" });
    return { site, keeper, ctx, form, other: userCtxFor(other) };
  }

  test("lets letters begin from it, once somebody else did", async () => {
    const { site, ctx, form, other, keeper } = await aTranslation();
    const given = await aCase({ site });
    const write = async () =>
      outcomeOf(
        writeLetter(userCtxFor(await aViewer({ site })), {
          ...{ idempotencyKey: newId(), caseId: given.id, kind: "resolution", language: "es" },
        }),
      );
    expect(await write()).toBe("INVALID");
    expect((await listTemplates(keeper, site.id, NOW))[0]).toMatchObject({ waitsForSignOff: true });
    expect(await attempt(() => signOffTemplate(ctx, form))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    await Promise.all([signOffTemplate(other, form), signOffTemplate(other, form)]);
    expect(await write()).toBe("done");
    expect(await eventTypesOf("site", site.id)).toEqual(["letter_template.saved", "letter_template.signed_off"]);
  });

  test.each([
    ["associate", "NOT_FOUND"],
    ["supervisor", "NOT_FOUND"],
    ["auditor", "NOT_FOUND"],
    ["manager", "done"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, form } = await aTranslation();
    expect(await outcomeOf(signOffTemplate(userCtxFor(await aViewer({ site, role })), form))).toBe(outcome);
  });

  test("is unknown elsewhere, needless for what is no translation, and undone where it cannot be recorded", async () => {
    const { site, keeper, ctx, form, other } = await aTranslation();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await outcomeOf(signOffTemplate(stranger, form))).toBe("NOT_FOUND");
    const plain = aForm(site, keeper.personId);
    await saveTemplate(ctx, plain);
    expect(await outcomeOf(signOffTemplate(other, plain))).toBe("CONFLICT");
    await refuseEventsBy(other.viewer.personId);
    expect(await attempt(() => signOffTemplate(other, form))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });
});
