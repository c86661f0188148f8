import { describe, expect, test } from "vitest";
import { listAnsweredForViewer } from "@/lib/escalation/queries/answered";
import { systemDb } from "@/lib/platform/db";
import { aCase, anEscalation, aPerson, aSite, aViewer, NOW, type Place } from "../../support/factories";

const DAY = 86_400_000;

type Given = { site: Place; ownerId?: string; raisedById: string; byId: string; daysAgo: number; answer: string };

async function anAnswer({ site, ownerId, raisedById, byId, daysAgo, answer }: Given) {
  const given = await aCase({ site, ownerId });
  const { id } = await anEscalation({ caseId: given.id, siteId: site.id, raisedById });
  const answeredAt = new Date(NOW.getTime() - daysAgo * DAY);
  await systemDb().escalation.update({ where: { id }, data: { answer, answeredById: byId, answeredAt } });
  return given;
}

describe("answers that came in", () => {
  test("are those of a week, to what one raised or owns, newest first", async () => {
    const site = await aSite();
    const me = await aViewer({ site });
    const { id: byId } = await aPerson({ site, role: "supervisor", name: "Sam Reyes" });
    const { id: other } = await aPerson({ site });
    const mine = { site, raisedById: me.personId, byId };
    await anAnswer({ ...mine, daysAgo: 3, answer: "Raised by me." });
    await anAnswer({ site, raisedById: other, ownerId: me.personId, byId, daysAgo: 1, answer: "On a case of mine." });
    await anAnswer({ ...mine, daysAgo: 7.01, answer: "Longer ago." });
    await anAnswer({ site, raisedById: other, byId, daysAgo: 1, answer: "Somebody else's." });
    await anAnswer({ ...mine, byId: me.personId, daysAgo: 1, answer: "My own answer." });
    const answers = await listAnsweredForViewer(me, NOW);
    expect(answers.map(({ answer, answeredBy }) => [answer, answeredBy])).toEqual([
      ["On a case of mine.", "Sam Reyes"],
      ["Raised by me.", "Sam Reyes"],
    ]);
  });

  test("are not shown of a site where one's role has gone", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const me = await aViewer({ site: other });
    const { id: byId } = await aPerson({ site, role: "supervisor" });
    await anAnswer({ site, raisedById: me.personId, byId, daysAgo: 1, answer: "Elsewhere." });
    expect(await listAnsweredForViewer(me, NOW)).toEqual([]);
  });
});
