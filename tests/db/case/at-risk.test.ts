import { describe, expect, test } from "vitest";
import { listAtRisk, listOwnOpen } from "@/lib/case/queries/lists";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { aCase, aSite, aViewer, NOW } from "../../support/factories";

const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

async function aQueue() {
  const site = await aSite();
  const owner = await aViewer({ site });
  const own = { site, ownerId: owner.personId, state: "triaged" } as const;
  const [calm, soon, late] = [
    await aCase({ ...own, severity: 3 }),
    await aCase({ ...own, nextDueAt: inHours(48) }),
    await aCase({ ...own, nextDueAt: inHours(-1) }),
  ];
  await aCase({ site, nextDueAt: inHours(49) });
  await aCase({ site, state: "closed", nextDueAt: inHours(-9) });
  return { site, owner, calm, soon, late };
}

describe("cases by their next due time", () => {
  test("stand on a person's list with what is due first before what is serious", async () => {
    const { owner, calm, soon, late } = await aQueue();
    const ids = (await listOwnOpen(owner, NOW)).map(({ id }) => id);
    expect(ids).toEqual([late.id, soon.id, calm.id]);
  });

  test("are at risk where they are late or due within 48 hours, for who decides there", async () => {
    const { site, owner, soon, late } = await aQueue();
    const supervisor = await aViewer({ site, role: "supervisor" });
    const { rows, ...counts } = await listAtRisk(supervisor, NOW);
    expect(rows.map(({ id }) => id)).toEqual([late.id, soon.id]);
    expect(counts).toEqual({ late: { count: 1, isCapped: false }, soon: { count: 1, isCapped: false } });
    expect((await listAtRisk(owner, NOW)).rows).toEqual([]);
  });

  test("are at risk: the five that are due first, and how many there are", async () => {
    const site = await aSite();
    for (let hour = 6; hour > 0; hour -= 1) await aCase({ site, state: "triaged", nextDueAt: inHours(-hour) });
    const { rows, late } = await listAtRisk(await aViewer({ site, role: "manager" }), NOW);
    expect(rows).toHaveLength(5);
    expect(late.count).toBe(6);
  });

  test.each([
    ["late", "late"],
    ["soon", "soon"],
  ] as const)("are narrowed to what is %s", async (clock, which) => {
    const given = await aQueue();
    const filter = queueSchema.parse({ clock, sort: "due", order: "asc" });
    const { rows } = await listCases(given.owner, "all", filter, NOW);
    expect(rows.map(({ id }) => id)).toEqual([given[which].id]);
  });
});
