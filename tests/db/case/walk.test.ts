import { expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { findSteps } from "@/lib/case/queries/walk";
import { QUEUE_SORTS, queueSchema, walkSchema } from "@/lib/case/schema";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aCase, aSite, aViewer, NOW, type Place } from "../../support/factories";

const QUERY = "tab=open&sort=received&order=asc";

async function cases(site: Place, count: number) {
  const made: { id: string; reference: string }[] = [];
  for (let minute = 0; minute < count; minute++) {
    made.push(await aCase({ site, receivedAt: new Date(NOW.getTime() + minute * 60_000) }));
  }
  return made.map(({ reference }) => reference);
}

const stepsFrom = (viewer: Viewer, references: string[], reference: string | undefined, more = {}) =>
  findSteps(viewer, walkSchema.parse({ query: QUERY, references: references.join(), reference, ...more }), NOW);

const leave = (references: (string | undefined)[]) =>
  systemDb().case.updateMany({
    where: { reference: { in: references.filter((each) => each !== undefined) } },
    data: { state: "closed", closedAt: NOW },
  });

test("leads to the case before and after in the order that was shown", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const list = await cases(site, 3);
  expect(await stepsFrom(viewer, list, list[1])).toMatchObject({
    ...{ previous: list[0], next: list[2], isHere: true, gone: [] },
  });
  expect(await stepsFrom(viewer, list, list[0])).toMatchObject({ previous: null, next: list[1] });
  expect(await stepsFrom(viewer, list, list[2])).toMatchObject({ previous: list[1], next: null });
});

test("passes over what has left the list, and says so", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const list = await cases(site, 5);
  await leave([list[1], list[2]]);
  expect(await stepsFrom(viewer, list, list[1])).toMatchObject({
    ...{ previous: list[0], next: list[3], isHere: false, gone: [list[2]] },
  });
});

test("never leads to a case of another site, whatever is asked", async () => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const viewer = await aViewer({ site });
  const [own, foreign] = [await cases(site, 1), await cases(elsewhere, 2)];
  const list = [foreign[0], own[0], foreign[1]].filter((each) => each !== undefined);
  expect(await stepsFrom(viewer, list, own[0])).toMatchObject({
    previous: null,
    next: null,
    gone: [foreign[0], foreign[1]],
  });
  expect(await stepsFrom(viewer, list, foreign[0])).toMatchObject({ version: null, isHere: false });
});

test("tells the rows that are asked for, those that have left the list among them, and none of another site", async () => {
  const [site, elsewhere] = [await aSite(), await aSite()];
  const viewer = await aViewer({ site });
  const [own, foreign] = [await cases(site, 3), await cases(elsewhere, 1)];
  await leave([own[1]]);
  const { rows } = await stepsFrom(viewer, own, own[0], { rowsOf: [own[0], own[1], foreign[0]].join() });
  expect(rows.map(({ reference }) => reference).toSorted()).toEqual([own[0], own[1]].toSorted());
  expect((await stepsFrom(viewer, own, own[0])).rows).toEqual([]);
});

test("past the last of a page it turns to the next, and back", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const list = await cases(site, 52);
  const filter = queueSchema.parse({ sort: "received", order: "asc" });
  const first = await listCases(viewer, "open", filter, NOW);
  const shown = first.rows.map(({ reference }) => reference);
  const ahead = await stepsFrom(viewer, shown.slice(-26), shown.at(-1), { next: first.next });
  expect(ahead.next).toBe(list[50]);
  expect(ahead.after?.references).toEqual(list.slice(50));

  const second = await listCases(viewer, "open", { ...filter, page: first.next ?? "" }, NOW);
  const behind = await stepsFrom(viewer, list.slice(50), list[50], { previous: second.previous });
  expect(behind.previous).toBe(list[49]);
  expect(behind.before?.references).toEqual(list.slice(0, 50));
});

test("leads nowhere where nothing is left beyond, and not to what has come in at the top", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const list = (await cases(site, 52)).toReversed();
  const query = "tab=open&sort=received&order=desc";
  const { tab = "open", ...filter } = queueSchema.parse(Object.fromEntries(new URLSearchParams(query)));
  const page = await listCases(viewer, tab, filter, NOW);
  const shown = page.rows.map(({ reference }) => reference);
  await leave(list.slice(50));
  await aCase({ site, receivedAt: new Date(NOW.getTime() + 3_600_000) });
  const steps = await stepsFrom(viewer, shown, shown.at(-1), { query, next: page.next });
  expect(steps).toMatchObject({ previous: shown.at(-2), next: null, after: null, isHere: true });
});

test("turns to the next page in every order, with filters of several values and from a saved view", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const list = await cases(site, 51);
  for (const sort of QUEUE_SORTS) {
    const query = `tab=open&view=${newId()}&sort=${sort}&order=desc&kind=complaint,grievance,concern&severity=1,2,3`;
    const { tab = "open", ...filter } = queueSchema.parse(Object.fromEntries(new URLSearchParams(query)));
    const page = await listCases(viewer, tab, filter, NOW);
    const shown = page.rows.map(({ reference }) => reference);
    const { next } = await stepsFrom(viewer, shown, shown.at(-1), { query, next: page.next });
    expect([...shown, next].toSorted(), sort).toEqual(list.toSorted());
  }
});

test.each([
  ["an address that is none", { query: "%%%&tab=nonsense&sort=;drop" }],
  ["a cursor that nobody gave", { next: "aaaa", previous: "\u0000" }],
])("%s does no harm", async (_, given) => {
  const site = await aSite();
  const list = await cases(site, 1);
  const steps = await stepsFrom(await aViewer({ site }), list, list[0], given);
  expect(steps).toMatchObject({ previous: null, next: null, isHere: true });
});
