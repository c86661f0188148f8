import { describe, expect, test } from "vitest";
import { type Ctx, isDuplicate, systemCtx, userCtx, withTransaction } from "@/lib/platform/context";
import { systemDb, type Tx } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { outcomeOf } from "../../support/evidence";
import { aCase, anEscalation, aPerson, aSite, aUnit, aViewer } from "../../support/factories";

const ctx: Ctx = systemCtx("Test");

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe("a second row of the same value", () => {
  test("is known by the index that refuses it, and by no other", async () => {
    const site = await aSite();
    const person = await aPerson();
    const unit = await aUnit(site);
    const given = await aCase({ site });
    const escalation = { caseId: given.id, siteId: site.id };
    await anEscalation(escalation);
    const errors = {
      Person_email_key: await errorOf(aPerson({ email: person.email })),
      Site_organisationId_name_key: await errorOf(aSite({ organisationId: site.organisationId, name: site.name })),
      Unit_siteId_name_key: await errorOf(aUnit(site, unit.name)),
      Escalation_one_open: await errorOf(anEscalation(escalation)),
    };
    for (const [index, error] of Object.entries(errors)) {
      expect([...Object.keys(errors), "name"].filter((name) => isDuplicate(error, name))).toEqual([index]);
    }
  });

  test("is known within a transaction, which is then over", async () => {
    const person = await aPerson();
    const error = await errorOf(
      withTransaction(ctx, async (tx) => {
        await tx.organisation.create({ data: { id: person.id, name: "Never" } });
        await tx.person.create({ data: { ...person, id: newId(), passwordHash: "x" } });
      }),
    );
    expect(isDuplicate(error, "Person_email_key")).toBe(true);
    expect(await systemDb().organisation.findUnique({ where: { id: person.id } })).toBeNull();
  });

  test("is not every error", async () => {
    const missing = await errorOf(systemDb().unit.create({ data: { id: newId(), siteId: newId(), name: "Ward" } }));
    for (const error of [missing, new Error("name"), null, undefined, "P2002"]) {
      expect(isDuplicate(error, "Unit_siteId_name_key")).toBe(false);
    }
  });
});

describe("a transaction", () => {
  test("that throws leaves nothing behind, and throws that on", async () => {
    const id = newId();
    const error = new Conflict("No.");
    const work = withTransaction(ctx, async (tx) => {
      await tx.organisation.create({ data: { id, name: "Never" } });
      throw error;
    });
    await expect(work).rejects.toBe(error);
    expect(await systemDb().organisation.findUnique({ where: { id } })).toBeNull();
  });

  test.each([
    ["a query of Prisma's", (tx: Tx, id: string) => tx.site.update({ where: { id }, data: { country: "RO" } })],
    [
      "one of our own",
      (tx: Tx, id: string) => tx.$executeRaw`UPDATE "Site" SET "country" = 'RO' WHERE "id" = ${id}::uuid`,
    ],
  ])("that waits by %s for another that waits for it ends as a conflict", async (_by, rename) => {
    const [one, two] = [await aSite(), await aSite()];
    const hasFirst = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const works = [
      [one.id, two.id],
      [two.id, one.id],
    ].map(([first = "", second = ""], index) =>
      withTransaction(ctx, async (tx) => {
        await rename(tx, first);
        hasFirst[index]?.resolve();
        await hasFirst[1 - index]?.promise;
        await rename(tx, second);
      }),
    );
    expect((await Promise.all(works.map(outcomeOf))).toSorted()).toEqual(["CONFLICT", "done"]);
  });
});

test("a person's context is theirs, and the system's names no person", async () => {
  const viewer = await aViewer({ site: await aSite(), name: "Dana Moreau" });
  expect(userCtx(viewer)).toMatchObject({ actor: { id: viewer.personId, name: "Dana Moreau" }, viewer });
  expect(systemCtx("Sign-in").actor).toEqual({ id: null, name: "Sign-in" });
});
