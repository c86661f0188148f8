import { describe, expect, test } from "vitest";
import { undoBulk } from "@/lib/bulk/mutations/undo-bulk";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { escalateFurther } from "@/lib/escalation/mutations/go-further";
import { describeNews } from "@/lib/notification/labels";
import { listNotifications } from "@/lib/notification/queries";
import { composeMail } from "@/lib/notification/queries/mail";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { begin, idsOf, work } from "../../support/bulk";
import { aCase, anAbsence, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

async function aScene() {
  const site = await aSite();
  const sam = userCtxFor(await aViewer({ site, role: "supervisor", name: "Sam Ortiz" }), at(1));
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const cases = [await aCase({ site }), await aCase({ site }), await aCase({ site, ownerId: sam.viewer.personId })];
  return { site, sam, dana, cases, afterwards: { ...sam, now: at(30) } };
}

const toldTo = async ({ personId }: Viewer) => systemDb().notification.findMany({ where: { personId } });
const newsOf = async (viewer: Viewer) => (await listNotifications(viewer, { tab: "all" })).rows;

async function mailsTo(viewer: Viewer) {
  const mails = await systemDb().mailDelivery.findMany({ where: { personId: viewer.personId } });
  return Promise.all(mails.map((mail) => composeMail(viewer, mail, at(20))));
}

/** The cases that a piece of news leads to. */
async function ledTo(viewer: Viewer, href: string | null) {
  const filter = queueSchema.parse(Object.fromEntries(new URLSearchParams(href?.split("?")[1])));
  const { rows } = await listCases(viewer, filter.tab ?? "open", filter, at(20));
  return rows.map(({ id }) => id).toSorted();
}

describe("of a change of many cases people are told once", () => {
  test("who is given them hears how many, from whom, and where they are", async () => {
    const { sam, dana, cases } = await aScene();
    await work(sam, await begin(sam, { deed: "assign", ownerId: dana.personId, cases: idsOf(cases) }));

    const [news, ...more] = await newsOf(dana);
    expect(more).toEqual([]);
    expect(news).toMatchObject({ type: "assigned", reference: null, many: { count: 3, by: "Sam Ortiz" } });
    expect(news && describeNews(news)).toBe("You were given 3 cases");
    expect(await ledTo(dana, news?.href ?? null)).toEqual(cases.map(({ id }) => id).toSorted());
    const [mail, ...others] = await mailsTo(dana);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe("You were given 3 cases");
    expect(mail?.text).not.toContain("Sam Ortiz");
  });

  test("what is taken back is counted no more, and of nothing there is no e-mail", async () => {
    const { sam, dana, cases, afterwards } = await aScene();
    const runId = await begin(sam, { deed: "assign", ownerId: dana.personId, cases: idsOf(cases) });
    await work(sam, runId);
    await systemDb().case.update({ where: { id: cases[0]?.id }, data: { version: { increment: 1 } } });
    await undoBulk(afterwards, { runId });
    await work(afterwards, runId);

    const [news] = await newsOf(dana);
    expect(news?.many?.count).toBe(1);
    expect(await ledTo(dana, news?.href ?? null)).toEqual([cases[0]?.id]);
    await systemDb().bulkRow.updateMany({ where: { runId }, data: { undone: "done", undoWhy: null } });
    const [gone] = await newsOf(dana);
    expect(gone && describeNews(gone)).toMatch(/taken back/);
    expect(await mailsTo(dana)).toEqual([null]);
  });

  test("so is whoever covers for them", async () => {
    const { site, sam, dana, cases } = await aScene();
    const bo = await aViewer({ site });
    await anAbsence({ personId: dana.personId, coverId: bo.personId });
    await work(sam, await begin(sam, { deed: "assign", ownerId: dana.personId, cases: idsOf(cases) }));
    const told = await newsOf(bo);
    expect(told.map(describeNews)).toEqual(["Somebody you cover for was given 3 cases"]);
  });

  test("whoever has each case hears of the follow-ups on their own", async () => {
    const { site, sam, dana } = await aScene();
    const ana = await aViewer({ site });
    const hers = [await aCase({ site, ownerId: dana.personId }), await aCase({ site, ownerId: dana.personId })];
    const other = await aCase({ site, ownerId: ana.personId });
    const form = { what: "Call them", dueOn: "2026-05-20", channel: "phone", doneBy: "owner" };
    await work(sam, await begin(sam, { deed: "follow_up", ...form, cases: idsOf([...hers, other]) }));
    const told = await newsOf(dana);
    expect(told.map(describeNews)).toEqual(["You were given follow-ups on 2 cases"]);
    expect(await ledTo(dana, told[0]?.href ?? null)).toEqual(hers.map(({ id }) => id).toSorted());
    expect((await newsOf(ana)).map(describeNews)).toEqual(["You were given follow-ups on 1 case"]);
  });

  test("to whom they are escalated, once more when nobody answers, and of danger case by case", async () => {
    const { site, sam, cases } = await aScene();
    const max = await aViewer({ site, role: "manager" });
    const danger = await aCase({ site });
    await systemDb().caseFacts.create({ data: { caseId: danger.id, siteId: site.id, allegesHarm: "yes" } });
    const runId = await begin(sam, { deed: "escalate", reason: "Now", level: "1", cases: idsOf([...cases, danger]) });
    await work(sam, runId);
    const told = await newsOf(max);
    expect(told.map(describeNews).toSorted()).toEqual(["4 cases were escalated to you", "Escalated to you"]);
    expect(told.find(({ many }) => many === null)?.reference).toBe(danger.reference);

    const raised = await systemDb().escalation.findMany({ where: { runId } });
    expect(raised).toHaveLength(4);
    const late = { ...systemCtx("Escalations"), now: at(3 * 24 * 60) };
    for (const { id } of raised) await escalateFurther(late, id);
    const many = (await toldTo(max)).filter((row) => row.runId === runId);
    expect(many.length).toBeLessThanOrEqual(2);
  });
});
