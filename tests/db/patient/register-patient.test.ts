import { describe, expect, test } from "vitest";
import { registerPatient } from "@/lib/patient/mutations";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import {
  attempt,
  eventsOf,
  eventTypesOf,
  outcomeOf,
  outcomesOf,
  refusalOf,
  refuseEventsBy,
} from "../../support/evidence";
import { aPatient, aSite, aViewer, NOW, registerPatientInput, userCtxFor } from "../../support/factories";
import { openConnections } from "../../support/races";

const EVERYTHING = {
  name: "María José Zúñiga",
  preferredName: "Marijo",
  pronouns: "she/her",
  phone: "+40 721 000 000",
  email: "marijo@example.org",
  address: "1 High Street\nNorthgate",
  language: "ro",
  contactNote: "After 18:00",
  preferredChannel: "letter",
} as const;

describe("registering a patient", () => {
  test("keeps everything that was told and records it", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const form = {
      ...EVERYTHING,
      recordNumber: "004 217-33",
      bornOn: "1959-03-12",
      isDeceased: "on",
      diedOn: "2026-05-01",
      needsInterpreter: "on",
    };
    const { patientId } = await registerPatient(userCtxFor(dana), registerPatientInput(site, form));
    expect(await systemDb().patient.findUnique({ where: { id: patientId } })).toMatchObject({
      ...EVERYTHING,
      siteId: site.id,
      recordNumber: "004 217-33",
      recordNumberKey: "00421733",
      bornOn: new Date("1959-03-12T00:00:00Z"),
      isDeceased: true,
      diedOn: new Date("2026-05-01T00:00:00Z"),
      needsInterpreter: true,
      registeredById: dana.personId,
      version: 1,
    });
    expect(await eventsOf("patient", patientId)).toEqual([
      {
        type: "patient.registered",
        data: { name: "María José Zúñiga" },
        at: NOW,
        actorId: dana.personId,
        actorName: dana.name,
        siteId: site.id,
      },
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
    const ended = await attempt(() => registerPatient(ctx, registerPatientInput(site)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("at a site where one has no role is refused", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site: await aSite({ organisationId: site.organisationId }) }));
    expect(await attempt(() => registerPatient(ctx, registerPatientInput(site)))).toEqual({
      outcome: "FORBIDDEN",
      changed: [],
    });
  });

  test.each([
    ["ABC1234", "abc 1234"],
    ["abc-12–34", "ABC\u00a01234"],
    ["00 42", "0042"],
    ["ñ-1", "Ñ1"],
  ])(
    "under the record number %j of somebody at the site, typed %j, is refused beside the field",
    async (had, typed) => {
      const site = await aSite();
      const holder = await aPatient({ site, recordNumber: had });
      const ctx = userCtxFor(await aViewer({ site }));
      const refusal = await refusalOf(registerPatient(ctx, registerPatientInput(site, { recordNumber: typed })));
      expect(refusal.code).toBe("INVALID");
      expect(refusal.details.fieldErrors?.recordNumber?.join()).toMatch(/already has this record number/);
      expect(refusal.details.see).toMatchObject({ field: "recordNumber", href: `/patients/${holder.id}` });
    },
  );

  test("under a record number that somebody has at another site is allowed, and so are many without one", async () => {
    const site = await aSite();
    await aPatient({ site: await aSite(), recordNumber: "ABC1234" });
    await aPatient({ site });
    const ctx = userCtxFor(await aViewer({ site }));
    expect(await outcomeOf(registerPatient(ctx, registerPatientInput(site, { recordNumber: "ABC1234" })))).toBe("done");
    expect(await outcomeOf(registerPatient(ctx, registerPatientInput(site)))).toBe("done");
  });

  test.each([
    ["bornOn", { bornOn: "2026-05-14" }, "INVALID"],
    ["bornOn", { bornOn: "2026-05-12" }, "done"],
    ["diedOn", { diedOn: "2026-05-14", isDeceased: "on" }, "INVALID"],
    ["diedOn", { diedOn: "2026-05-12", isDeceased: "on" }, "done"],
  ])("whose %s is %j ends: %s", async (field, form, outcome) => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const work = () => registerPatient(ctx, registerPatientInput(site, form));
    expect((await attempt(work)).outcome).toBe(outcome);
    if (outcome === "INVALID") expect((await refusalOf(work())).details.fieldErrors).toHaveProperty(field);
  });

  test("that is sent twice, or five times at once, registers once", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const input = registerPatientInput(site, { recordNumber: "77" });
    const first = await registerPatient(ctx, input);
    const again = await Promise.all(Array.from({ length: 5 }, () => registerPatient(ctx, input)));
    expect(new Set(again.map(({ patientId }) => patientId))).toEqual(new Set([first.patientId]));
    const fresh = registerPatientInput(site, { recordNumber: "78" });
    await openConnections(10);
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => registerPatient(ctx, fresh)));
    expect(new Set(atOnce.map(({ patientId }) => patientId)).size).toBe(1);
    expect(await systemDb().patient.count({ where: { siteId: site.id } })).toBe(2);
    expect(await eventTypesOf("patient", first.patientId)).toEqual(["patient.registered"]);
  });

  test("that is sent again with other content is refused with who it was, and changes nothing", async () => {
    const site = await aSite();
    const ctx = userCtxFor(await aViewer({ site }));
    const input = registerPatientInput(site, { recordNumber: "77-1" });
    await registerPatient(ctx, input);
    for (const change of [{ phone: "1" }, { recordNumber: "77 1" }]) {
      const again = () => registerPatient(ctx, { ...input, ...change });
      expect(await attempt(again)).toEqual({ outcome: "CONFLICT", changed: [] });
      expect((await refusalOf(again())).message).toContain("already registered Ileana Marcu (77-1)");
    }
  });

  test("by two people at once under one record number: one wins, and the other is told beside the field", async () => {
    const site = await aSite();
    const people = [await aViewer({ site }), await aViewer({ site })];
    await openConnections(10);
    const works = people.map((viewer) =>
      registerPatient(userCtxFor(viewer), registerPatientInput(site, { recordNumber: "99" })),
    );
    await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["INVALID", "done"]);
    expect(await systemDb().patient.count({ where: { siteId: site.id } })).toBe(1);
  });

  test("under somebody else's key tells nothing of their patient", async () => {
    const site = await aSite();
    const input = registerPatientInput(site);
    await registerPatient(userCtxFor(await aViewer({ site })), input);
    expect(await outcomeOf(registerPatient(userCtxFor(await aViewer({ site })), input))).toBe("NOT_FOUND");
  });

  test("clears the draft in which it was typed, and no other", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const kinds = ["patient.new", "case.new"];
    await systemDb().draft.createMany({
      data: kinds.map((kind) => ({
        id: newId(),
        personId: dana.personId,
        kind,
        subject: "",
        fields: {},
        savedAt: NOW,
      })),
    });
    await registerPatient(userCtxFor(dana), registerPatientInput(site, { draftSavedAt: NOW.toISOString() }));
    const left = await systemDb().draft.findMany({ where: { personId: dana.personId } });
    expect(left.map(({ kind }) => kind)).toEqual(["case.new"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => registerPatient(userCtxFor(dana), registerPatientInput(site)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
