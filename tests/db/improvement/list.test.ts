import { expect, test } from "vitest";
import { findOrigin, getImprovement, listPlanningSites } from "@/lib/improvement/queries/detail";
import { listImprovements, listImprovementsOfCase } from "@/lib/improvement/queries/list";
import { improvementListSchema } from "@/lib/improvement/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { refusalOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place } from "../../support/factories";

const filterOf = (given: Record<string, string> = {}) => improvementListSchema.parse(given);

/** So many actions of one day, and one that is late. */
async function actionsAt(site: Place, ownerId: string, count: number): Promise<void> {
  const row = (dueOn: string) => ({
    ...{ id: newId(), siteId: site.id, title: "Call first", change: "A call by noon.", ownerId, madeById: ownerId },
    ...{ dueOn: new Date(dueOn), measure: "received", direction: "decrease", madeAt: NOW },
  });
  const rows = Array.from({ length: count }, () => row("2026-06-01"));
  await systemDb().improvement.createMany({ data: [row("2026-05-10"), ...rows] });
}

test("the list pages through every action of the viewer's sites once, there and back, the late first", async () => {
  const [site, elsewhere] = await Promise.all([aSite(), aSite()]);
  const [manager, stranger] = await Promise.all([
    aViewer({ site, role: "manager" }),
    aViewer({ site: elsewhere, role: "manager" }),
  ]);
  await actionsAt(site, manager.personId, 60);
  const first = await listImprovements(manager, filterOf(), NOW);
  expect(first).toMatchObject({ previous: null, total: { count: 61 } });
  expect(first.rows[0]).toMatchObject({ due: "2 days late", isLate: true });
  const second = await listImprovements(manager, filterOf({ page: first.next ?? "" }), NOW);
  expect(second).toMatchObject({ next: null });
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(61);
  const back = await listImprovements(manager, filterOf({ page: second.previous ?? "" }), NOW);
  expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  const count = async (tab: string, viewer = manager, site?: string) =>
    (await listImprovements(viewer, filterOf({ tab, ...(site ? { site } : {}) }), NOW)).total.count;
  expect(await Promise.all([count("overdue"), count("mine"), count("done")])).toEqual([1, 61, 0]);
  expect(await count("all", stranger)).toBe(0);
  expect(await count("all", stranger, site.id)).toBe(0);
});

test("an action and the case it comes from are shown to those of its site alone", async () => {
  const [site, elsewhere] = await Promise.all([aSite(), aSite()]);
  const [manager, associate, stranger] = await Promise.all([
    aViewer({ site, role: "manager" }),
    aViewer({ site, role: "associate" }),
    aViewer({ site: elsewhere, role: "manager" }),
  ]);
  await actionsAt(site, associate.personId, 0);
  const { id } = await systemDb().improvement.findFirstOrThrow({ where: { siteId: site.id } });
  const given = await aCase({ site });
  const link = { improvementId: id, caseId: given.id, siteId: site.id, byId: manager.personId, at: NOW };
  await systemDb().improvementCase.create({ data: link });
  expect(await getImprovement(manager, id, NOW)).toMatchObject({
    cases: [{ reference: given.reference }],
    may: { update: true, plan: true, verify: true },
  });
  expect((await getImprovement(associate, id, NOW)).may).toEqual({ update: true, plan: false, verify: false });
  expect((await refusalOf(getImprovement(stranger, id, NOW))).code).toBe("NOT_FOUND");
  expect((await refusalOf(getImprovement(manager, "x", NOW))).code).toBe("NOT_FOUND");
  expect(await listImprovementsOfCase(manager, given.id, NOW)).toHaveLength(1);
  expect(await listImprovementsOfCase(stranger, given.id, NOW)).toEqual([]);
  expect(await findOrigin(manager, given.reference)).toMatchObject({ siteId: site.id });
  expect(await findOrigin(associate, given.reference)).toBeNull();
  expect(await findOrigin(stranger, given.reference)).toBeNull();
  expect((await listPlanningSites(manager)).map((one) => one.id)).toEqual([site.id]);
  expect((await listPlanningSites(manager))[0]?.workers.map((one) => one.id)).toContain(associate.personId);
  expect(await listPlanningSites(associate)).toEqual([]);
});
