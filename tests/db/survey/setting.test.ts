import { describe, expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { answerSurvey } from "@/lib/survey/mutations/answer-survey";
import { saveSurveySetting } from "@/lib/survey/mutations/save-setting";
import { getSurveyFigures, listLateAnswers, listSurveySettings } from "@/lib/survey/queries/figures";
import { attempt, eventsOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { aClosedCase, anInvitation } from "../../support/surveys";

const input = (siteId: string) => ({
  ...{ siteId, isOn: true, instrument: "csat" as const, afterDays: 4 },
  ...{ moment: "after_closure" as const, quietDays: 90 },
});

describe("what a site sends", () => {
  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "FORBIDDEN"],
    ["manager", "done"],
    ["administrator", "FORBIDDEN"],
    ["responder", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => saveSurveySetting(ctx, input(site.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("is kept with its event, once, and counts from its last change on", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const later = new Date(NOW.getTime() + 60_000);
    await saveSurveySetting(userCtxFor(viewer), input(site.id));
    await saveSurveySetting(userCtxFor(viewer, later), input(site.id));
    await saveSurveySetting(userCtxFor(viewer, later), { ...input(site.id), afterDays: 7 });
    const row = () => systemDb().surveySetting.findUnique({ where: { siteId: site.id } });
    expect(await row()).toMatchObject({ isOn: true, since: later, afterDays: 7, changedAt: later });
    expect((await eventsOf("site", site.id)).map(({ data }) => data)).toEqual([
      { isOn: true, instrument: "Satisfaction (CSAT)", afterDays: 4, moment: "After a case is closed", quietDays: 90 },
      { isOn: true, instrument: "Satisfaction (CSAT)", afterDays: 7, moment: "After a case is closed", quietDays: 90 },
    ]);
    const last = new Date(later.getTime() + 60_000);
    await saveSurveySetting(userCtxFor(viewer, later), { ...input(site.id), isOn: false });
    await saveSurveySetting(userCtxFor(viewer, last), input(site.id));
    expect(await row()).toMatchObject({ since: last });
    expect(await listSurveySettings(viewer)).toMatchObject([{ siteId: site.id, isOn: true, mayChange: true }]);
  });

  test("of another site is not found, and is undone where its event cannot be recorded", async () => {
    const site = await aSite();
    const viewer = await aViewer({ site, role: "manager" });
    const other = await aSite();
    const foreign = await attempt(() => saveSurveySetting(userCtxFor(viewer), input(other.id)));
    expect(foreign).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await refuseEventsBy(viewer.personId);
    const ended = await attempt(() => saveSurveySetting(userCtxFor(viewer), input(site.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("the figures of surveys", () => {
  test("count who was sent one, who answered, and each item, at the viewer's sites alone", async () => {
    const site = await aSite();
    const elsewhere = await aSite();
    const ctx = { actor: { id: null, name: "Whoever raised it" }, now: NOW };
    for (const [place, score] of [
      [site, "5"],
      [site, "4"],
      [site, "1"],
      [site, null],
      [elsewhere, "1"],
    ] as const) {
      const asked = await aClosedCase({ site: place });
      const { token } = await anInvitation(asked, { instrument: "csat" });
      if (score) await answerSurvey(ctx, { token, items: { q1: score }, comment: `Said ${score}` });
    }
    const viewer = await aViewer({ site, role: "manager" });
    const figures = await getSurveyFigures(viewer, { now: NOW });
    expect(figures).toMatchObject({
      ...{ sent: 4, answered: 3, response: { value: 0.75, n: 4 }, issues: null },
      instruments: [{ instrument: "csat", answers: 3, score: { lines: [{ value: 2 / 3, estimate: { n: 3 } }] } }],
    });
    expect((await listLateAnswers(viewer, { now: NOW })).map(({ comment }) => comment).sort()).toEqual([
      ...["Said 1", "Said 4", "Said 5"],
    ]);
    expect(await getSurveyFigures(viewer, { site: elsewhere.id, now: NOW })).toEqual(figures);
    const associate = await aViewer({ site });
    expect(await getSurveyFigures(associate, { now: NOW })).toMatchObject({ sent: 0, response: null });
    expect(await listLateAnswers(associate, { now: NOW })).toEqual([]);
  });

  test("list the Friends and Family Test only where enough of one site answered it in the same time", async () => {
    const site = await aSite();
    const ctx = { actor: { id: null, name: "Whoever raised it" }, now: NOW };
    const answer = async (sentAt: Date) => {
      const { token } = await anInvitation(await aClosedCase({ site }), { instrument: "fft", sentAt });
      await answerSurvey({ ...ctx, now: sentAt }, { token, items: { q1: "good" }, comment: "Kind staff." });
    };
    const viewer = await aViewer({ site, role: "manager" });
    const listed = async () => (await listLateAnswers(viewer, { now: NOW })).length;
    await answer(new Date(NOW.getTime() - 91 * 86_400_000));
    for (let count = 0; count < 4; count += 1) await answer(NOW);
    expect(await listed()).toBe(0);
    await answer(NOW);
    expect(await listed()).toBe(5);
  });
});
