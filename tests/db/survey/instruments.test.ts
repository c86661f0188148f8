import { describe, expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { answerSurvey } from "@/lib/survey/mutations/answer-survey";
import { makeInstrument } from "@/lib/survey/mutations/make-instrument";
import { beginDraft, publishInstrument, retireInstrument } from "@/lib/survey/mutations/publish-instrument";
import { saveQuestions, saveTranslation } from "@/lib/survey/mutations/save-draft";
import { saveSurveySetting } from "@/lib/survey/mutations/save-setting";
import { getSurveyFigures } from "@/lib/survey/queries/figures";
import { getInstrument, listInstruments } from "@/lib/survey/queries/instruments";
import { missingIn, piecesOf } from "@/lib/survey/rules/draft";
import { saveQuestionsSchema } from "@/lib/survey/schema";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { aClosedCase, anInvitation } from "../../support/surveys";

async function aManager(site?: Awaited<ReturnType<typeof aSite>>) {
  const place = site ?? (await aSite());
  const viewer = await aViewer({ site: place, role: "manager" });
  return { site: place, viewer, ctx: userCtxFor(viewer) };
}

const setting = (siteId: string, instrument: string) => ({
  ...{ siteId, isOn: true, instrument, moment: "after_closure" as const, afterDays: 3, quietDays: 0 },
});

describe("a survey of one's own", () => {
  test.each([
    ["associate", "FORBIDDEN", "NOT_FOUND"],
    ["supervisor", "FORBIDDEN", "FORBIDDEN"],
    ["manager", "done", "done"],
    ["administrator", "FORBIDDEN", "NOT_FOUND"],
    ["responder", "FORBIDDEN", "NOT_FOUND"],
    ["auditor", "FORBIDDEN", "FORBIDDEN"],
  ] as const)("as %s: made %s, changed %s", async (role, made, changed) => {
    const { site, ctx } = await aManager();
    const { instrumentId } = await makeInstrument(ctx, { siteId: site.id, name: "There already", from: "csat" });
    const own = userCtxFor(await aViewer({ site, role }));
    const first = await attempt(() => makeInstrument(own, { siteId: site.id, name: "Ours", from: "" }));
    const second = await attempt(() => publishInstrument(own, { instrumentId, revision: 1, languages: ["en"] }));
    expect([first.outcome, second.outcome]).toEqual([made, changed]);
    if (made !== "done") expect([...first.changed, ...second.changed]).toEqual([]);
  });

  test("is copied, changed, translated, published, asked, scored, changed again and retired, each with its event", async () => {
    const { site, viewer, ctx } = await aManager();
    const { instrumentId } = await makeInstrument(ctx, { siteId: site.id, name: "Ours", from: "csat" });
    const [item] = (await getInstrument(viewer, instrumentId)).shown.items;
    const questions = saveQuestionsSchema.parse({
      ...{
        instrumentId,
        revision: "1",
        name: "Ours",
        scoring: "top_two",
        title: "How was it?",
        intro: "Two questions.",
      },
      comment: "Anything else?",
      items: [
        { id: item?.id, kind: "five", question: "Were we kind?", low: "No", high: "Yes", isScored: "on" },
        { id: "", kind: "choice", question: "Where?", choices: "Ward\nClinic" },
      ],
    });
    const { itemIds } = await saveQuestions(ctx, questions);
    expect(itemIds[0]).toBe(item?.id);
    const unready = await refusalOf(publishInstrument(ctx, { instrumentId, revision: 2, languages: ["en", "es"] }));
    expect(unready.details.fieldErrors?.languages?.[0]).toContain("Spanish is not whole: Question 2");
    const { shown } = await getInstrument(viewer, instrumentId);
    const texts = piecesOf(shown).map(({ key }) => ({ key, value: `es ${key}` }));
    await saveTranslation(ctx, { instrumentId, revision: 2, language: "es", texts });
    await publishInstrument(ctx, { instrumentId, revision: 3, languages: ["en", "es"] });
    await saveSurveySetting(ctx, setting(site.id, instrumentId));

    const asked = await aClosedCase({ site });
    const { token } = await anInvitation(asked, { instrument: instrumentId });
    const whoever = { actor: { id: null, name: "Whoever raised it" }, now: NOW };
    await answerSurvey(whoever, { token, items: { q1: "5", q2: "answer_1" } });
    const figures = await getSurveyFigures(viewer, { now: NOW });
    expect(figures.instruments).toMatchObject([
      { name: "Ours, version 1", answers: 1, score: { lines: [{ value: 1 }, {}, {}] } },
    ]);

    await beginDraft(ctx, { instrumentId });
    expect(await outcomeOf(beginDraft(ctx, { instrumentId }))).toBe("CONFLICT");
    await publishInstrument(ctx, { instrumentId, revision: 5, languages: ["en"] });
    expect((await listInstruments(viewer)).map(({ published, isSent }) => [published, isSent])).toEqual([
      [{ version: 2, languages: ["en"] }, true],
    ]);
    expect(await outcomeOf(retireInstrument(ctx, { instrumentId }))).toBe("CONFLICT");
    await saveSurveySetting(ctx, setting(site.id, "csat"));
    await retireInstrument(ctx, { instrumentId });
    expect(await outcomeOf(beginDraft(ctx, { instrumentId }))).toBe("CONFLICT");
    expect(await outcomeOf(saveSurveySetting(ctx, setting(site.id, instrumentId)))).toBe("INVALID");
    expect(await eventTypesOf("site", site.id)).toEqual([
      ...["survey.instrument_made", "survey.draft_saved", "survey.draft_saved", "survey.published"],
      ...["survey.setting_saved", "survey.draft_begun", "survey.published"],
      ...["survey.setting_saved", "survey.instrument_retired"],
    ]);
    expect((await getInstrument(viewer, instrumentId)).versions.map(({ answers }) => answers)).toEqual([0, 1]);
  });

  test("keeps what was translated and not published for the next version, also twice, and what has no gap is not asked of it", async () => {
    const { site, viewer, ctx } = await aManager();
    const { instrumentId } = await makeInstrument(ctx, { siteId: site.id, name: "Ours", from: "csat" });
    await publishInstrument(ctx, { instrumentId, revision: 1, languages: ["en"] });
    const spanish = (await getInstrument(viewer, instrumentId)).shown;
    expect(spanish.texts.es).toBeUndefined();
    for (const version of [2, 3]) {
      await beginDraft(ctx, { instrumentId });
      const { shown, revision } = await getInstrument(viewer, instrumentId);
      expect(missingIn(shown, "es")).toEqual([]);
      expect(shown.basis.es?.title).toBe(shown.texts.en?.title);
      await publishInstrument(ctx, { instrumentId, revision, languages: version === 2 ? ["en"] : ["en", "es"] });
    }
    const row = await systemDb().surveyInstrument.findUniqueOrThrow({ where: { id: instrumentId } });
    expect(row.unpublished).toEqual({ texts: {}, basis: {} });
    expect((await getInstrument(viewer, instrumentId)).versions[0]?.languages).toEqual(["en", "es"]);
  });

  test("is changed by one of two at once; the other is told whose it is", async () => {
    const { site, ctx } = await aManager();
    const { instrumentId } = await makeInstrument(ctx, { siteId: site.id, name: "Ours", from: "" });
    const save = () => saveTranslation(ctx, { instrumentId, revision: 1, language: "es", texts: [] });
    await save();
    expect((await refusalOf(save())).message).toContain("saved this survey since you opened it");
  });

  test("bears a name of its own, is no draft that can be sent, and is not found from another site", async () => {
    const { site, viewer, ctx } = await aManager();
    const make = () => makeInstrument(ctx, { siteId: site.id, name: "Ours", from: "nps" });
    const { instrumentId } = await make();
    expect((await refusalOf(make())).details.fieldErrors?.name?.[0]).toContain("Another survey of this site");
    expect(await outcomeOf(saveSurveySetting(ctx, setting(site.id, instrumentId)))).toBe("INVALID");
    const other = await aManager();
    const foreign = await attempt(() => retireInstrument(other.ctx, { instrumentId }));
    expect(foreign).toEqual({ outcome: "NOT_FOUND", changed: [] });
    expect(await outcomeOf(getInstrument(other.viewer, instrumentId))).toBe("NOT_FOUND");
    expect(
      await outcomeOf(makeInstrument(other.ctx, { siteId: other.site.id, name: "Copy", from: instrumentId })),
    ).toBe("INVALID");
    await publishInstrument(ctx, { instrumentId, revision: 1, languages: ["en"] });
    expect(await outcomeOf(saveSurveySetting(other.ctx, setting(other.site.id, instrumentId)))).toBe("INVALID");
    await refuseEventsBy(viewer.personId);
    const ended = await attempt(() => retireInstrument(ctx, { instrumentId }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("says for ever what it said when it was published", async () => {
    const { site, ctx } = await aManager();
    const { instrumentId } = await makeInstrument(ctx, { siteId: site.id, name: "Ours", from: "csat" });
    await publishInstrument(ctx, { instrumentId, revision: 1, languages: ["en", "es"] });
    const change = systemDb().surveyVersion.updateMany({ where: { instrument: instrumentId }, data: { version: 9 } });
    await expect(change).rejects.toThrow();
  });
});
