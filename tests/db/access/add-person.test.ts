import { describe, expect, test } from "vitest";
import { addPerson } from "@/lib/access/mutations/people";
import { startSession } from "@/lib/access/mutations/sessions";
import { type AddPersonInput, addPersonSchema } from "@/lib/access/schema";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aPerson, aSite, aUnit, aViewer, NOW, PASSWORD, type Place, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

function somebody(site: Place, form: Record<string, string> = {}): AddPersonInput {
  const email = `${newId()}@northgate.example`;
  return addPersonSchema.parse({
    name: "Ana Pop",
    email,
    password: PASSWORD,
    siteId: site.id,
    role: "associate",
    ...form,
  });
}

async function anAdministratorsCtx(site: Place) {
  return userCtxFor(await aViewer({ site, role: "administrator" }));
}

describe("adding a person", () => {
  test("lets them sign in, with a first role and a password they must replace", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const input = somebody(site);
    const { personId } = await addPerson(ctx, input);
    expect(await systemDb().person.findUnique({ where: { id: personId }, include: { roles: true } })).toMatchObject({
      name: "Ana Pop",
      email: input.email,
      organisationId: site.organisationId,
      mustSetPassword: true,
      deactivatedAt: null,
      passwordHash: expect.stringMatching(/^\$argon2id\$/),
      roles: [{ role: "associate", siteId: site.id, unitId: null }],
    });
    const place = { address: "198.51.100.9", userAgent: "Test/1.0" };
    const signIn = await startSession(
      { ...systemCtx("Sign-in"), now: NOW },
      { email: input.email, password: PASSWORD, ...place },
    );
    expect(signIn).toMatchObject({ outcome: "started", login: input.email });
  });

  test("records both, and never the password", async () => {
    const site = await aSite({ name: "Northgate" });
    const ctx = await anAdministratorsCtx(site);
    const input = somebody(site);
    const { personId } = await addPerson(ctx, input);
    const events = await eventsOf("person", personId);
    expect(events).toMatchObject([
      {
        type: "person.added",
        data: { email: input.email, name: "Ana Pop" },
        actorId: ctx.viewer.personId,
        siteId: null,
      },
      { type: "role.granted", data: { role: "associate", site: "Northgate", unit: null }, siteId: site.id },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/argon2|three plain words/);
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "FORBIDDEN"],
    ["manager", "FORBIDDEN"],
    ["administrator", "done"],
    ["responder", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addPerson(ctx, somebody(site)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("at a site that one does not administer is refused beside the field", async () => {
    const ctx = await anAdministratorsCtx(await aSite());
    const input = somebody(await aSite());
    expect((await refusalOf(addPerson(ctx, input))).details.fieldErrors).toHaveProperty("siteId");
    expect((await attempt(() => addPerson(ctx, input))).changed).toEqual([]);
  });

  test("whose address somebody has, even elsewhere, is refused beside the field", async () => {
    const site = await aSite();
    const taken = await aPerson({ site: await aSite() });
    const ctx = await anAdministratorsCtx(site);
    const input = somebody(site, { email: taken.email.toUpperCase() });
    expect((await refusalOf(addPerson(ctx, input))).details.fieldErrors).toHaveProperty("email");
    expect((await attempt(() => addPerson(ctx, input))).changed).toEqual([]);
  });

  test("twice at once adds them once", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const input = somebody(site);
    await openConnections(4);
    const works = [addPerson(ctx, input), addPerson(ctx, input)];
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["INVALID", "done"]);
  });

  test.each([
    ["a responder without a unit", "responder", false],
    ["an associate with a unit", "associate", true],
    ["a manager with a unit", "manager", true],
  ])("as %s is refused beside the unit", async (_what, role, hasUnit) => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const unitId = hasUnit ? (await aUnit(site)).id : "";
    const refusal = await refusalOf(addPerson(ctx, somebody(site, { role, unitId })));
    expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual(["unitId"]);
  });

  test("as a responder for a unit that closed is refused beside the unit", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const unit = await aUnit(site, "Ward 4");
    await systemDb().unit.update({ where: { id: unit.id }, data: { closedOn: new Date("2026-03-12") } });
    const refusal = await refusalOf(addPerson(ctx, somebody(site, { role: "responder", unitId: unit.id })));
    const told = "Ward 4 was open last on 12 Mar 2026. Choose another unit.";
    expect(refusal.details.fieldErrors).toEqual({ unitId: [told] });
  });

  test("as a responder for a unit of another site is refused beside the unit", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    const foreign = await aUnit(await aSite());
    const refusal = await refusalOf(addPerson(ctx, somebody(site, { role: "responder", unitId: foreign.id })));
    expect(refusal.details.fieldErrors).toEqual({ unitId: ["Choose a unit of this site."] });
  });

  test("that cannot be recorded does not happen", async () => {
    const site = await aSite();
    const ctx = await anAdministratorsCtx(site);
    await refuseEventsBy(ctx.viewer.personId);
    expect(await attempt(() => addPerson(ctx, somebody(site)))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });
});
