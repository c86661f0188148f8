import { describe, expect, test } from "vitest";
import { foundOrganisation } from "@/lib/access/mutations/places";
import { startSession } from "@/lib/access/mutations/sessions";
import { isFirstRun } from "@/lib/access/queries";
import { foundSchema } from "@/lib/access/schema";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventTypesOf, outcomesOf } from "../../support/evidence";
import { NOW, PASSWORD } from "../../support/factories";
import { openConnections } from "../../support/races";

const ctx = { ...systemCtx("First run"), now: NOW };
const form = foundSchema.parse({
  organisation: "Northgate Health",
  site: "Northgate Hospital",
  timeZone: "Europe/London",
  country: "GB",
  name: "Dana Moreau",
  email: "Dana@Northgate.example",
  password: PASSWORD,
});

// The one file that needs its database empty: the tests follow one another.
describe("the first run", () => {
  test("is due while nobody can sign in", async () => {
    expect(await isFirstRun()).toBe(true);
  });

  test("that cannot be recorded does not happen", async () => {
    await systemDb().$executeRaw`ALTER TABLE "Event" ADD CONSTRAINT refuse_all CHECK (false) NOT VALID`;
    expect(await attempt(() => foundOrganisation(ctx, form))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
    await systemDb().$executeRaw`ALTER TABLE "Event" DROP CONSTRAINT refuse_all`;
    expect(await isFirstRun()).toBe(true);
  });

  test("by three people at once makes one organisation, with one site and one administrator", async () => {
    await openConnections(5);
    const works = ["one", "two", "three"].map((name) =>
      foundOrganisation(ctx, { ...form, email: `${name}@northgate.example` }),
    );
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "CONFLICT", "done"]);
    expect(await isFirstRun()).toBe(false);
    const organisations = await systemDb().organisation.findMany({
      include: { sites: true, people: { include: { roles: true } } },
    });
    expect(organisations).toMatchObject([
      {
        name: "Northgate Health",
        sites: [{ name: "Northgate Hospital", timeZone: "Europe/London", country: "GB" }],
        people: [{ name: "Dana Moreau", mustSetPassword: false, roles: [{ role: "administrator" }] }],
      },
    ]);
  });

  test("is recorded in full", async () => {
    const { id, sites, people } = await systemDb().organisation.findFirstOrThrow({
      include: { sites: true, people: true },
    });
    expect(await eventTypesOf("organisation", id)).toEqual(["organisation.founded"]);
    expect(await eventTypesOf("site", sites[0]?.id ?? "")).toEqual(["site.added"]);
    expect(await eventTypesOf("person", people[0]?.id ?? "")).toEqual(["person.added", "role.granted"]);
  });

  test("again is refused", async () => {
    expect(await attempt(() => foundOrganisation(ctx, form))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("lets the administrator sign in", async () => {
    const { email } = await systemDb().person.findFirstOrThrow();
    const result = await startSession(ctx, {
      email,
      password: PASSWORD,
      address: "198.51.100.1",
      userAgent: "Test/1.0",
    });
    expect(result.outcome).toBe("started");
  });
});
