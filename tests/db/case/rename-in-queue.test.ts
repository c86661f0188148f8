import { beforeAll, describe, expect, test } from "vitest";
import { renameUnit } from "@/lib/access/mutations/places";
import { renameInQueue } from "@/lib/case/jobs";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { lockCase } from "@/lib/case/scope";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { askUnit } from "@/lib/request/mutations/ask-unit";
import { sweepSearch } from "@/lib/search/jobs";
import { newId } from "@/lib/shared/ids";
import { refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPatient,
  aPerson,
  aSite,
  askUnitInput,
  aUnit,
  aViewer,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { runJob, runQueue } from "../../support/jobs";
import { fillQueue } from "../../support/plans";
import { untilWaiting } from "../../support/races";

const MANY = 650;
let site: Place;

beforeAll(async () => {
  site = await aSite();
});

/** Of cases, how many stand in the order of the queue by which names. */
async function namesIn(column: "unitKey" | "ownerKey", where: { unitId: string } | { ownerId: string }) {
  const rows = await systemDb().case.findMany({ where, select: { unitKey: true, ownerKey: true } });
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column]] = (counts[row[column]] ?? 0) + 1;
  return counts;
}

async function waiting(): Promise<number> {
  const [row] = await systemDb().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM graphile_worker.jobs WHERE task_identifier = 'renameInQueue'`;
  return row?.count ?? 0;
}

/** A unit and an owner who have nearly all of many cases of a site. */
async function aBusyUnit() {
  const place = await aSite();
  await fillQueue(place, MANY);
  const { unitId, ownerId } = await systemDb().case.findFirstOrThrow({
    where: { siteId: place.id, unitId: { not: null }, ownerId: { not: null } },
  });
  return { place, unitId: unitId ?? "", ownerId: ownerId ?? "" };
}

async function rename(place: Place, unitId: string, name: string): Promise<void> {
  const { name: base } = await systemDb().unit.findUniqueOrThrow({ where: { id: unitId } });
  const ctx = userCtxFor(await aViewer({ site: place, role: "administrator" }));
  await renameUnit(ctx, { unitId, name, base: { name: base } });
}

describe("a unit with another name", () => {
  test("is asked and named at once, and neither waits for the other", async () => {
    const unit = await aUnit(site);
    const given = await aCase({ site, unitId: unit.id });
    const ctx = userCtxFor(await aViewer({ site }));
    const renamed = await withTransaction(ctx, async (tx) => {
      await lockCase(tx, given.id);
      let isOver = false;
      const works = [rename(site, unit.id, "Zinnia").finally(() => (isOver = true))];
      void Promise.allSettled(works);
      await untilWaiting(works.length, () => isOver);
      await askUnit({ ...ctx, within: tx }, askUnitInput({ caseId: given.id, unitId: unit.id }));
      return { works };
    });
    await Promise.all(renamed.works);
    await runQueue({ renameInQueue });
    expect(await namesIn("unitKey", { unitId: unit.id })).toEqual({ "1zinnia": 1 });
  });

  test("has its cases in their place once a job has run, in several short transactions", async () => {
    const { place, unitId } = await aBusyUnit();
    const before = await namesIn("unitKey", { unitId });
    const [count = 0] = Object.values(before);
    expect(count).toBeGreaterThan(600);
    await rename(place, unitId, "Aster");
    expect(await namesIn("unitKey", { unitId })).toEqual(before);
    expect(await waiting()).toBe(1);
    // Named again while that waits: the last name is what all come to.
    await rename(place, unitId, "Begonia");
    expect(await waiting()).toBe(1);
    await runQueue({ renameInQueue });
    expect(await namesIn("unitKey", { unitId })).toEqual({ "1begonia": count });
    expect(await waiting()).toBe(0);
  });

  test("has no job where the renaming is refused", async () => {
    const { place, unitId } = await aBusyUnit();
    const { name } = await systemDb().unit.findUniqueOrThrow({ where: { id: unitId } });
    const ctx = userCtxFor(await aViewer({ site: place, role: "administrator" }));
    await refuseEventsBy(ctx.viewer.personId);
    await expect(renameUnit(ctx, { unitId, name: "Crocus", base: { name } })).rejects.toThrow();
    expect(await waiting()).toBe(0);
  });
});

test("a colleague with another name has their cases in place once the job has run, open and closed", async () => {
  const { ownerId } = await aBusyUnit();
  const [count = 0] = Object.values(await namesIn("ownerKey", { ownerId }));
  await systemDb().person.update({ where: { id: ownerId }, data: { name: "Ada Dahlia" } });
  expect(await waiting()).toBe(1);
  await runQueue({ renameInQueue });
  expect(await namesIn("ownerKey", { ownerId })).toEqual({ "1ada dahlia": count });
});

describe("a case given to one who is being given another name", () => {
  const taker = () => aPerson({ site, name: "Ida Begonia" });

  test("is put under that name by the job, where it was given first", async () => {
    const [owner, given] = [await taker(), await aCase({ site })];
    const ctx = userCtxFor(await aViewer({ site, role: "supervisor" }));
    const renamed = await withTransaction(ctx, async (tx) => {
      await assignCase({ ...ctx, within: tx }, { caseId: given.id, expectedOwnerId: null, ownerId: owner.id });
      let isOver = false;
      const renaming = systemDb().person.update({ where: { id: owner.id }, data: { name: "Ida Zinnia" } });
      const works = [renaming.then(() => runQueue({ renameInQueue })).finally(() => (isOver = true))];
      void Promise.allSettled(works);
      await untilWaiting(works.length, () => isOver);
      return { works };
    });
    await Promise.all(renamed.works);
    expect(await namesIn("ownerKey", { ownerId: owner.id })).toEqual({ "1ida zinnia": 1 });
  });

  test("has that name already, where the name was given first", async () => {
    const [owner, unit, given] = [await taker(), await aUnit(site), await aCase({ site })];
    const { works } = await systemDb().$transaction(async (tx) => {
      await tx.person.update({ where: { id: owner.id }, data: { name: "Ida Zinnia" } });
      await tx.unit.update({ where: { id: unit.id }, data: { name: "Zinnias" } });
      const data = { ownerId: owner.id, unitId: unit.id };
      const works = [
        systemDb()
          .case.update({ where: { id: given.id }, data })
          .then(({ ownerKey }) => ownerKey),
      ];
      await untilWaiting(works.length);
      return { works };
    });
    await Promise.all(works);
    expect(await namesIn("unitKey", { unitId: unit.id })).toEqual({ "1zinnias": 1 });
    expect(await namesIn("ownerKey", { ownerId: owner.id })).toEqual({ "1ida zinnia": 1 });
  });

  test("and changed in another way does not wait for it", async () => {
    const [owner, unit] = [await taker(), await aUnit(site, "Asters")];
    const given = await aCase({ site, ownerId: owner.id });
    await systemDb().$transaction(async (tx) => {
      await tx.person.update({ where: { id: owner.id }, data: { name: "Ida Zinnia" } });
      await systemDb().case.update({ where: { id: given.id }, data: { ownerId: owner.id, unitId: unit.id } });
    });
    expect(await namesIn("unitKey", { unitId: unit.id })).toEqual({ "1asters": 1 });
    await runQueue({ renameInQueue });
    expect(await namesIn("ownerKey", { ownerId: owner.id })).toEqual({ "1ida zinnia": 1 });
  });
});

describe("the sweep", () => {
  /** A case that stands in the queue otherwise than it should, changed at a moment; and how it should. */
  async function aStaleCase(updatedAt: Date) {
    const patient = await aPatient({ site, language: "es" });
    const owner = await aPerson({ site });
    const row = await aCase({ site, patientId: patient.id, ownerId: owner.id, state: "waiting" });
    const wait = { id: newId(), caseId: row.id, siteId: site.id, reason: "Theirs", since: new Date() };
    await systemDb().caseWait.create({ data: { ...wait, for: "unit" } });
    const keys = { patientKey: true, unitKey: true, ownerKey: true, language: true, waitingFor: true } as const;
    const read = () => systemDb().case.findUniqueOrThrow({ where: { id: row.id }, select: keys });
    const right = await read();
    expect(right).toMatchObject({ language: "es", waitingFor: "unit" });
    const wrong = { patientKey: "2", unitKey: "1elsewhere", ownerKey: "2", language: "pl", waitingFor: null };
    await systemDb().case.update({ where: { id: row.id }, data: { ...wrong, updatedAt } });
    return { id: row.id, read, right, wrong };
  }

  const sweepFrom = async (lastCaseId: string | null) => {
    await systemDb().$executeRaw`UPDATE "SearchSweep" SET "lastCaseId" = ${lastCaseId}::uuid`;
    await runJob("sweepSearch", sweepSearch);
  };
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

  test("finishes what a job left half done, and all else that a case should be filtered by, once it comes to it", async () => {
    const { id, read, right, wrong } = await aStaleCase(daysAgo(2));
    await sweepFrom(id);
    expect(await read()).toEqual(wrong);
    await sweepFrom(null);
    expect(await read()).toEqual(right);
  });

  test("does so at once for what was just changed, wherever in its round it is", async () => {
    const { id, read, right } = await aStaleCase(new Date());
    await sweepFrom(id);
    expect(await read()).toEqual(right);
  });

  test("leaves what stands as it should alone", async () => {
    const row = await aCase({ site });
    const [again] = await systemDb().$queryRaw<{ count: number }[]>`
      SELECT heard_queue_keys(ARRAY[${row.id}::uuid]) AS "count"`;
    expect(again?.count).toBe(0);
  });
});

describe("a case's language and what it waits for", () => {
  test("follow the patient and the wait", async () => {
    const patient = await aPatient({ site });
    const row = await aCase({ site, patientId: patient.id, state: "waiting" });
    const read = () =>
      systemDb().case.findUniqueOrThrow({ where: { id: row.id }, select: { language: true, waitingFor: true } });
    expect(await read()).toEqual({ language: null, waitingFor: null });
    await systemDb().patient.update({ where: { id: patient.id }, data: { language: "pl" } });
    const wait = { id: newId(), caseId: row.id, siteId: site.id, reason: "Theirs", since: new Date() };
    await systemDb().caseWait.create({ data: { ...wait, for: "consent" } });
    expect(await read()).toEqual({ language: "pl", waitingFor: "consent" });
    await systemDb().caseWait.update({ where: { id: wait.id }, data: { endedAt: new Date() } });
    expect(await read()).toEqual({ language: "pl", waitingFor: null });
  });
});

describe("a tag on a case", () => {
  test("knows when its case came, and whether that is open, until it is taken off", async () => {
    const owner = await aPerson({ site });
    const row = await aCase({ site, ownerId: owner.id });
    const survivor = await aCase({ site });
    const tag = {
      id: newId(),
      siteId: site.id,
      label: "Parking",
      key: newId(),
      createdById: owner.id,
      createdAt: new Date(),
    };
    await systemDb().tag.create({ data: tag });
    const put = {
      id: newId(),
      caseId: row.id,
      tagId: tag.id,
      siteId: site.id,
      addedById: owner.id,
      addedAt: new Date(),
    };
    await systemDb().caseTag.create({ data: put });
    const read = () =>
      systemDb().caseTag.findUniqueOrThrow({ where: { id: put.id }, select: { receivedAt: true, isOpen: true } });
    const { receivedAt } = row;
    expect(await read()).toEqual({ receivedAt, isOpen: true });
    const change = (data: {
      mergedIntoId?: string | null;
      state?: "closed" | "investigating";
      closedAt?: Date | null;
    }) => systemDb().case.update({ where: { id: row.id }, data });
    await change({ mergedIntoId: survivor.id });
    expect(await read()).toEqual({ receivedAt, isOpen: null });
    await change({ mergedIntoId: null });
    expect(await read()).toEqual({ receivedAt, isOpen: true });
    await change({ state: "closed", closedAt: new Date() });
    expect(await read()).toEqual({ receivedAt, isOpen: false });
    await systemDb().caseTag.update({ where: { id: put.id }, data: { removedById: owner.id, removedAt: new Date() } });
    await change({ state: "investigating", closedAt: null });
    expect(await read()).toEqual({ receivedAt, isOpen: false });
  });
});
