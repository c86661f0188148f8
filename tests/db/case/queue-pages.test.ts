import { beforeAll, describe, expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { QUEUE_SORTS, type QueueSort, queueSchema, type Severity } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { type Cursor, encodeCursor } from "@/lib/shared/page";
import { aCase, aPatient, aPerson, aSite, aUnit, aViewer, NOW, type Place } from "../../support/factories";

const COUNT = 127;
const COLUMNS = {
  reference: "reference",
  patient: "patientKey",
  kind: "kind",
  unit: "unitKey",
  owner: "ownerKey",
  severity: "severity",
  state: "state",
  due: "nextDueAt",
  heard: "unheardSince",
  received: "receivedAt",
  updated: "updatedAt",
} as const satisfies Record<QueueSort, string>;
const ORDERS = ["asc", "desc"] as const;
const EVERY_ORDER = QUEUE_SORTS.flatMap((sort) => ORDERS.map((order) => ({ sort, order })));

let site: Place;
let viewer: Viewer;

// Ties everywhere: 3 severities, and 40 cases at one moment on a day.
beforeAll(async () => {
  site = await aSite();
  const loggedById = (await aPerson({ site })).id;
  viewer = await aViewer({ site });
  for (let index = 0; index < COUNT; index++) {
    const at = new Date(NOW.getTime() - Math.floor(index / 40) * 86_400_000);
    const severity = ((index % 3) + 1) as Severity;
    await aCase({
      site,
      loggedById,
      severity,
      receivedAt: at,
      updatedAt: new Date(NOW.getTime() - (index % 5) * 1000),
    });
  }
});

function page(filter: Record<string, string>) {
  return listCases(viewer, "all", queueSchema.parse(filter), NOW);
}

async function idsInOrder(sort: QueueSort, order: "asc" | "desc"): Promise<string[]> {
  const rows = await systemDb().case.findMany({
    where: { siteId: site.id },
    orderBy: [{ [COLUMNS[sort]]: order }, { id: order }],
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

describe("the pages of a queue", () => {
  test.each(EVERY_ORDER)("by $sort, $order, hold each case once, in order, there and back", async ({ sort, order }) => {
    const expected = await idsInOrder(sort, order);
    const pages: string[][] = [];
    let last = await page({ sort, order });
    expect(last.previous).toBeNull();
    pages.push(last.rows.map(({ id }) => id));
    while (last.next) {
      last = await page({ sort, order, page: last.next });
      pages.push(last.rows.map(({ id }) => id));
    }
    expect(pages.flat()).toEqual(expected);
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 27]);

    const back = [last.rows.map(({ id }) => id)];
    while (last.previous) {
      last = await page({ sort, order, page: last.previous });
      back.unshift(last.rows.map(({ id }) => id));
    }
    expect(back).toEqual(pages);
    expect(last.next).not.toBeNull();
  });

  test("tell how many there are in all, on every page", async () => {
    const first = await page({});
    const second = await page({ page: first.next ?? "" });
    expect([first.total, second.total]).toEqual([
      { count: COUNT, isCapped: false },
      { count: COUNT, isCapped: false },
    ]);
  });

  test("skip and repeat nothing when a case comes in while somebody reads", async () => {
    const other = await aSite();
    const reader = await aViewer({ site: other });
    const loggedById = (await aPerson({ site: other })).id;
    for (let index = 0; index < 60; index++) await aCase({ site: other, loggedById });
    const list = (cursor?: string) => listCases(reader, "all", queueSchema.parse({ page: cursor }), NOW);
    const first = await list();
    await aCase({ site: other, loggedById, receivedAt: new Date(NOW.getTime() + 1000) });
    const second = await list(first.next ?? "");
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(60);
    const back = await list(second.previous ?? "");
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    expect(back.previous).not.toBeNull();
  });

  const id = newId();
  test.each<[string, Cursor | string]>([
    ["nothing of ours", "hello"],
    ["a date that never was", { direction: "after", value: "soon", id }],
    ["a year before all years", { direction: "after", value: "-271821-04-20T00:00:00.000Z", id }],
    ["the first instant of all", { direction: "after", value: -8.64e15, id }],
    ["a number past every number", { direction: "after", value: 1e300, id }],
    ["a severity past every severity", { direction: "after", value: 40_000, id }],
    ["a severity below every severity", { direction: "before", value: -40_000, id }],
    ["half a severity", { direction: "after", value: 1.5, id }],
    ["SQL", { direction: "after", value: "1; DROP TABLE", id }],
  ])("begin at the beginning or are empty, but never break, under a cursor of %s", async (_what, cursor) => {
    for (const { sort, order } of EVERY_ORDER) {
      const { rows, total } = await page({
        sort,
        order,
        page: typeof cursor === "string" ? cursor : encodeCursor({ ...cursor, of: `${sort} ${order}` }),
      });
      expect(rows.length).toBeLessThanOrEqual(50);
      expect(total.count).toBe(COUNT);
    }
  });

  test.each([
    ["before the first", "before", 0],
    ["after the last", "after", COUNT - 1],
  ] as const)(
    "begin at the beginning when nothing is left %s, as when all that stood there were assigned",
    async (_what, direction, index) => {
      const ids = await idsInOrder("received", "desc");
      const row = await systemDb().case.findUniqueOrThrow({ where: { id: ids[index] } });
      const cursor: Cursor = { direction, value: row.receivedAt.toISOString(), id: row.id, of: "received desc" };
      const { rows, next, previous } = await page({ page: encodeCursor(cursor) });
      expect(rows.map((shown) => shown.id)).toEqual(ids.slice(0, 50));
      expect([next !== null, previous]).toEqual([true, null]);
    },
  );

  test("begin at the beginning, and say so, under a cursor of another order", async () => {
    const { next } = await page({});
    const others: Record<string, string>[] = [{ sort: "owner" }, { sort: "updated" }, { order: "asc" }];
    for (const other of others) {
      const first = await page(other);
      expect(first.isLost).toBe(false);
      expect(await page({ ...other, page: next ?? "" })).toEqual({ ...first, isLost: true });
    }
    expect(await page({ page: next ?? "" })).toMatchObject({ isLost: false });
    expect(await page({ page: "garbage" })).toMatchObject({ isLost: true, previous: null });
  });

  test("by a name begin with A, whatever its accents and capitals, and end with nobody; a cursor names no name", async () => {
    const other = await aSite();
    const [reader, loggedById] = [await aViewer({ site: other }), (await aPerson({ site: other })).id];
    const add = async (about: string, name: string | null) => {
      const patient = name ? await aPatient({ site: other, name }) : null;
      return { patient, ...(await aCase({ site: other, about, patientId: patient?.id ?? null })) };
    };
    await add("none", null);
    await add("z", "zoe");
    const renamed = await add("e", "Élan");
    await add("d", "DORA");
    const list = (order: string) => listCases(reader, "all", queueSchema.parse({ sort: "patient", order }), NOW);
    const said = async (order: string) => (await list(order)).rows.map(({ about }) => about);
    expect(await said("asc")).toEqual(["d", "e", "z", "none"]);
    expect(await said("desc")).toEqual(["none", "z", "e", "d"]);
    await systemDb().patient.update({ where: { id: renamed.patient?.id ?? "" }, data: { name: "Aaron" } });
    expect(await said("asc")).toEqual(["e", "d", "z", "none"]);
    for (let index = 0; index < 50; index++) await aCase({ site: other, loggedById, reporterName: "Zzz" });
    const { next } = await list("asc");
    expect(Buffer.from(next ?? "", "base64url").toString()).not.toMatch(/zzz/i);
  });

  describe("read on where they were", () => {
    const names = { asc: ["Anna", "Bob", "Zed"], desc: ["Zed", "Bob", "Anna"] } as const;
    const bearers = new Map<string, { ownerId: string; unitId: string; patientId: string }>();
    let reader: Viewer;

    // Thirty cases of each of three names, which are those of the owner, the unit and the patient.
    beforeAll(async () => {
      const place = await aSite();
      reader = await aViewer({ site: place });
      for (const name of names.asc) {
        const [owner, unit, patient] = [
          await aPerson({ site: place, name }),
          await aUnit(place, name),
          await aPatient({ site: place, name }),
        ];
        const bearer = { ownerId: owner.id, unitId: unit.id, patientId: patient.id };
        bearers.set(name, bearer);
        for (let index = 0; index < 30; index++) {
          await aCase({ site: place, loggedById: reader.personId, about: name, ...bearer });
        }
      }
    });

    test.each((["owner", "unit", "patient"] as const).flatMap((sort) => ORDERS.map((order) => ({ sort, order }))))(
      "by $sort, $order, when the case that the page ended with goes elsewhere",
      async ({ sort, order }) => {
        const list = (cursor?: string | null) =>
          listCases(reader, "all", queueSchema.parse({ sort, order, page: cursor ?? undefined }), NOW);
        const go = (id: string | undefined, name: string) =>
          systemDb().case.update({ where: { id }, data: bearers.get(name) ?? {} });
        const first = await list();
        const last = first.rows.at(-1);
        await go(last?.id, names[order][2]);
        const second = await list(first.next);
        expect(second.isLost).toBe(false);
        // The ten that were not on the first page, and the one that now stands further on.
        expect(second.rows.filter(({ about }) => about === "Bob")).toHaveLength(11);
        expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(90);
        const back = await list(second.previous);
        expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id).filter((id) => id !== last?.id));
        await go(last?.id, "Bob");
      },
    );

    test("by patient, when the patient of a visitor's case is found out, or say that the place is none any more", async () => {
      const place = await aSite();
      const visitors = await aViewer({ site: place });
      const loggedById = visitors.personId;
      for (let index = 0; index < 52; index++) await aCase({ site: place, loggedById, reporterName: "Kim" });
      const list = (cursor?: string | null) =>
        listCases(
          visitors,
          "all",
          queueSchema.parse({ sort: "patient", order: "asc", page: cursor ?? undefined }),
          NOW,
        );
      const first = await list();
      expect((await list(first.next)).rows).toHaveLength(2);
      const patient = await aPatient({ site: place, name: "Zoe" });
      await systemDb().case.update({ where: { id: first.rows.at(-1)?.id }, data: { patientId: patient.id } });
      expect(await list(first.next)).toMatchObject({ isLost: true, previous: null });
    });

    test("or say that they begin anew, under a place that does not say whose name it is at, or that names what the reader does not see", async () => {
      const elsewhere = await aSite();
      const [patient, unit, owner] = [
        await aPatient({ site: elsewhere, name: "Bob" }),
        await aUnit(elsewhere, "Bob"),
        await aPerson({ site: elsewhere, name: "Bob" }),
      ];
      const foreign = { patient: patient.id, unit: unit.id, owner: owner.id };
      for (const [sort, bearer] of Object.entries(foreign)) {
        for (const value of ["", "Bob", "hello", bearer]) {
          const cursor = encodeCursor({ direction: "after", value, id: newId(), of: `${sort} asc` });
          const found = await listCases(reader, "all", queueSchema.parse({ sort, order: "asc", page: cursor }), NOW);
          expect(found).toMatchObject({ isLost: true, previous: null });
        }
      }
    });
  });

  test("by the time they have not heard from us begin with who has waited longest, and end with what is closed", async () => {
    const other = await aSite();
    const reader = await aViewer({ site: other });
    const at = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
    await aCase({ site: other, about: "heard", receivedAt: at(30), lastHeardAt: at(2) });
    await aCase({ site: other, about: "never", receivedAt: at(9) });
    await aCase({ site: other, about: "closed", state: "closed", receivedAt: at(60) });
    const { rows } = await listCases(reader, "all", queueSchema.parse({ sort: "heard", order: "asc" }), NOW);
    expect(rows.map(({ about }) => about)).toEqual(["never", "heard", "closed"]);
  });
});
