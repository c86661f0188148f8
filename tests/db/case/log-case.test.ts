import { describe, expect, test } from "vitest";
import { logCase } from "@/lib/case/mutations/log-case";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aPatient, aSite, aUnit, aViewer, logCaseInput, NOW, userCtxFor } from "../../support/factories";

describe("logging a case", () => {
  test("keeps what was said as a new case that nobody owns, with its first issue", async () => {
    const site = await aSite();
    const unit = await aUnit(site);
    const patient = await aPatient({ site });
    const dana = await aViewer({ site });
    const words = "  The food was cold.\nAnd late. 👨‍👩‍👧 שלום ";
    const input = logCaseInput(site, { words, unitId: unit.id, patientId: patient.id, wanted: "An apology" });

    const logged = await logCase(userCtxFor(dana), input);

    const row = await systemDb().case.findUniqueOrThrow({ where: { id: logged.caseId }, include: { issues: true } });
    expect(row).toMatchObject({
      reference: logged.reference,
      siteId: site.id,
      unitId: unit.id,
      patientId: patient.id,
      kind: "complaint",
      channel: "phone",
      state: "new",
      severity: 2,
      words,
      wanted: "An apology",
      about: "The food was cold.",
      ownerId: null,
      loggedById: dana.personId,
      receivedAt: NOW,
      loggedAt: NOW,
      updatedAt: NOW,
      closedAt: null,
      escalatedAt: null,
      version: 1,
    });
    expect(row.issues).toMatchObject([
      { position: 1, summary: "The food was cold.", severity: 2, unitId: unit.id, siteId: site.id },
    ]);
  });

  test("records that it was logged, by whom and when", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const dana = await aViewer({ site, name: "Dana Moreau" });
    const { caseId, reference } = await logCase(userCtxFor(dana), logCaseInput(site, { unitId: unit.id }));
    expect(await eventsOf("case", caseId)).toEqual([
      {
        type: "case.logged",
        data: { reference, kind: "complaint", channel: "phone", severity: 2, unit: "Ward 4" },
        at: NOW,
        actorId: dana.personId,
        actorName: "Dana Moreau",
        siteId: site.id,
      },
    ]);
  });

  test("counts the year where the site is", async () => {
    const auckland = await aSite({ timeZone: "Pacific/Auckland" });
    const hawaii = await aSite({ timeZone: "Pacific/Honolulu" });
    const newYear = new Date("2040-12-31T12:00:00Z");
    const far = await logCase(userCtxFor(await aViewer({ site: auckland }), newYear), logCaseInput(auckland));
    const near = await logCase(userCtxFor(await aViewer({ site: hawaii }), newYear), logCaseInput(hawaii));
    expect([far.reference, near.reference]).toEqual([
      expect.stringMatching(/^PR-41-000001/),
      expect.stringMatching(/^PR-40-000001/),
    ]);
  });

  test("gives no number away to what is refused", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const ctx = userCtxFor(dana, new Date("2042-06-01T12:00:00Z"));
    const first = await logCase(ctx, logCaseInput(site));
    expect(await outcomeOf(logCase(ctx, logCaseInput(site, { unitId: newId() })))).toBe("INVALID");
    const second = await logCase(ctx, logCaseInput(site));
    expect([first.reference, second.reference].map((reference) => reference.slice(6, 12))).toEqual([
      "000001",
      "000002",
    ]);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "FORBIDDEN"],
    ["responder", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => logCase(ctx, logCaseInput(site)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("at a site where one has no role is refused", async () => {
    const site = await aSite();
    const elsewhere = await aSite({ organisationId: site.organisationId });
    const ctx = userCtxFor(await aViewer({ site: elsewhere, role: "manager" }));
    expect(await attempt(() => logCase(ctx, logCaseInput(site)))).toEqual({ outcome: "FORBIDDEN", changed: [] });
  });

  test.each([
    ["a unit of another site", "unitId", async () => (await aUnit(await aSite())).id],
    ["a unit that is not there", "unitId", async () => newId()],
    ["a patient of another site", "patientId", async () => (await aPatient({ site: await aSite() })).id],
    ["a patient who is not there", "patientId", async () => newId()],
  ] as const)("about %s is refused beside the field", async (_what, field, make) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const input = logCaseInput(site, { [field]: await make() });
    const refusal = await refusalOf(logCase(ctx, input));
    expect(refusal.code).toBe("INVALID");
    expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual([field]);
    expect((await attempt(() => logCase(ctx, input))).changed).toEqual([]);
  });

  test.each([{ reporterName: "Jo Price" }, { reporterContact: "020 7946 0000" }])(
    "for somebody who stays anonymous keeps no %j",
    async (form) => {
      const site = await aSite();
      const ctx = userCtxFor(await aViewer({ site }));
      const input = logCaseInput(site, { reporterKind: "anonymous", ...form });
      const refusal = await refusalOf(logCase(ctx, input));
      expect(refusal.details.fieldErrors).toHaveProperty("reporterKind");
      expect((await attempt(() => logCase(ctx, input))).changed).toEqual([]);
    },
  );

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    await systemDb().draft.create({
      data: { id: newId(), personId: dana.personId, kind: "case.new", subject: "", fields: {}, savedAt: NOW },
    });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => logCase(userCtxFor(dana), logCaseInput(site)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
