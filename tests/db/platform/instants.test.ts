import { describe, expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { aCase, aPatient, aSite, NOW } from "../../support/factories";

// The server of the tests lives in a zone of its own: an instant must be the same to it and to us.
describe("an instant", () => {
  test("is the same to SQL as to the application", async () => {
    const { id } = await aCase({ site: await aSite() });
    const [row] = await systemDb().$queryRaw<{ epoch: number }[]>`
      SELECT extract(epoch FROM "receivedAt")::float AS epoch FROM "Case" WHERE "id" = ${id}::uuid`;
    expect(row?.epoch).toBe(NOW.getTime() / 1000);
    expect((await systemDb().case.findUniqueOrThrow({ where: { id } })).receivedAt).toEqual(NOW);
  });

  test("that the database gives itself is that of the application's clock", async () => {
    const before = Date.now();
    const { id } = await aPatient({ site: await aSite() });
    const { createdAt } = await systemDb().patient.findUniqueOrThrow({ where: { id } });
    expect(Math.abs(createdAt.getTime() - before)).toBeLessThan(60_000);
  });

  test("is compared in SQL as it was meant", async () => {
    const { id } = await aCase({ site: await aSite() });
    const count = (at: Date) => systemDb().$queryRaw<{ found: number }[]>`
      SELECT count(*)::int AS found FROM "Case" WHERE "id" = ${id}::uuid AND "receivedAt" >= ${at}`;
    expect(await count(NOW)).toEqual([{ found: 1 }]);
    expect(await count(new Date(NOW.getTime() + 1))).toEqual([{ found: 0 }]);
  });
});

test("a day stays that day, whatever the zone of server and application", async () => {
  const { id } = await aPatient({ site: await aSite({ timeZone: "America/New_York" }), bornOn: "1959-03-12" });
  const [row] = await systemDb().$queryRaw<
    { day: string }[]
  >`SELECT "bornOn"::text AS day FROM "Patient" WHERE "id" = ${id}::uuid`;
  expect(row?.day).toBe("1959-03-12");
  expect((await systemDb().patient.findUniqueOrThrow({ where: { id } })).bornOn).toEqual(
    new Date("1959-03-12T00:00:00Z"),
  );
});
