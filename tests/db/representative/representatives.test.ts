import { describe, expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { addRepresentative, changeRepresentative, endRepresentative } from "@/lib/representative/mutations";
import { listRepresentatives } from "@/lib/representative/queries";
import { addRepresentativeSchema, changeRepresentativeSchema } from "@/lib/representative/schema";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aPatient, aRepresentative, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { openConnections, race } from "../../support/races";

type Form = Record<string, string>;

const TERMS: Form = { name: "Jo Price", basis: "written_consent", extent: "everything" };
const adding = (patientId: string, form: Form = {}) =>
  addRepresentativeSchema.parse({ representativeId: newId(), patientId, ...TERMS, ...form });
const SEEN: Form = { ...TERMS, seenOn: "2026-05-01" };
const changing = (representativeId: string, wanted: Form, seen: Form = SEEN) =>
  changeRepresentativeSchema.parse({ representativeId, ...seen, ...wanted, base: seen });

const kept = (id: string) => systemDb().representative.findUniqueOrThrow({ where: { id } });
const someone = async (site: Place) => userCtxFor(await aViewer({ site }));

const ROLES = [
  ["associate", "done"],
  ["supervisor", "done"],
  ["manager", "done"],
  ["administrator", "NOT_FOUND"],
  ["responder", "NOT_FOUND"],
  ["auditor", "FORBIDDEN"],
] as const;

describe("putting a representative on record", () => {
  test("keeps what was said of them and who saw the paper; its event holds none of it", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const patient = await aPatient({ site });
    const given = await aCase({ site, patientId: patient.id });
    const form = { extent: "this_case", caseId: given.id, expiresOn: "2027-05-01", seenOn: "2026-05-12", phone: "1" };
    const input = adding(patient.id, form);
    expect(await addRepresentative(ctx, input)).toEqual({ patientId: patient.id });
    expect(await listRepresentatives(ctx.viewer, patient.id)).toMatchObject([
      {
        id: input.representativeId,
        name: "Jo Price",
        case: { id: given.id, reference: given.reference },
        expiresOn: "2027-05-01",
        seenOn: "2026-05-12",
        seenBy: ctx.viewer.name,
        ended: null,
      },
    ]);
    expect(await eventsOf("patient", patient.id)).toMatchObject([
      {
        type: "representative.added",
        data: { representativeId: input.representativeId, basis: "written_consent", extent: "this_case" },
        siteId: site.id,
        at: NOW,
      },
    ]);
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const { id } = await aPatient({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => addRepresentative(ctx, adding(id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("for a patient of another site, or none, is not found", async () => {
    const { id } = await aPatient({ site: await aSite() });
    const ctx = await someone(await aSite());
    for (const patientId of [id, newId()]) {
      const ended = await attempt(() => addRepresentative(ctx, adding(patientId)));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("for a case about somebody else is refused beside the field", async () => {
    const site = await aSite();
    const { id } = await aPatient({ site });
    const other = await aCase({ site, patientId: (await aPatient({ site })).id });
    const input = adding(id, { extent: "this_case", caseId: other.id });
    expect((await refusalOf(addRepresentative(await someone(site), input))).details.fieldErrors).toHaveProperty(
      "caseId",
    );
  });

  test("as seen on a day that has not come at the site is refused beside the field", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland" });
    const { id } = await aPatient({ site });
    const ctx = { ...(await someone(site)), now: new Date("2026-05-12T13:00:00Z") };
    expect(await outcomeOf(addRepresentative(ctx, adding(id, { seenOn: "2026-05-13" })))).toBe("done");
    const refusal = await refusalOf(addRepresentative(ctx, adding(id, { seenOn: "2026-05-14" })));
    expect(refusal.details.fieldErrors).toHaveProperty("seenOn");
  });

  test("five times at once adds them once", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const { id } = await aPatient({ site });
    const input = adding(id);
    await openConnections(10);
    const works = Array.from({ length: 5 }, () => addRepresentative(ctx, input));
    expect(await outcomesOf(works)).toEqual(Array.from({ length: 5 }, () => "done"));
    expect(await listRepresentatives(ctx.viewer, id)).toHaveLength(1);
    expect(await eventsOf("patient", id)).toHaveLength(1);
  });

  test("under the id of an entry of somebody else is never said to be added", async () => {
    const site = await aSite();
    const { id } = await aPatient({ site });
    const input = adding(id);
    await addRepresentative(await someone(site), input);
    expect(await outcomeOf(addRepresentative(await someone(site), input))).toBe("CONFLICT");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const { id } = await aPatient({ site });
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => addRepresentative(ctx, adding(id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("changing what is on record of a representative", () => {
  const onRecord = async () => {
    const site = await aSite();
    const patient = await aPatient({ site });
    return { site, patient, one: await aRepresentative({ site, patientId: patient.id }) };
  };

  test("writes what differs; its event names the fields alone", async () => {
    const { site, patient, one } = await onRecord();
    const ctx = await someone(site);
    const wanted = { expiresOn: "2027-01-31", extent: "as_agreed", agreed: "Appointment times." };
    expect(await changeRepresentative(ctx, changing(one.id, wanted))).toEqual({ patientId: patient.id });
    expect(await kept(one.id)).toMatchObject({ extent: "as_agreed", agreed: "Appointment times.", version: 2 });
    const [event] = await eventsOf("patient", patient.id);
    expect(event).toMatchObject({
      type: "representative.changed",
      data: { representativeId: one.id, fields: ["extent", "agreed", "expiresOn"] },
    });
    expect(JSON.stringify(event?.data)).not.toContain("Appointment");
  });

  test("says who saw the paper that was seen now", async () => {
    const { site, one } = await onRecord();
    const ctx = await someone(site);
    await changeRepresentative(ctx, changing(one.id, { seenOn: "2026-05-11" }));
    expect((await kept(one.id)).seenById).toBe(ctx.viewer.personId);
    await changeRepresentative(ctx, changing(one.id, { seenOn: "" }, { ...SEEN, seenOn: "2026-05-11" }));
    expect(await kept(one.id)).toMatchObject({ seenOn: null, seenById: null });
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, one } = await onRecord();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => changeRepresentative(ctx, changing(one.id, { phone: "2" })));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found; to what is known already changes nothing", async () => {
    const { site, one } = await onRecord();
    const stranger = await someone(await aSite());
    expect(await outcomeOf(changeRepresentative(stranger, changing(one.id, { phone: "2" })))).toBe("NOT_FOUND");
    const ctx = await someone(site);
    expect(await attempt(() => changeRepresentative(ctx, changing(one.id, {})))).toEqual({
      outcome: "done",
      changed: [],
    });
  });

  test("by two people: different fields both stand, the same field shows the second both", async () => {
    const { site, one } = await onRecord();
    await changeRepresentative(await someone(site), changing(one.id, { phone: "1" }));
    await changeRepresentative(await someone(site), changing(one.id, { email: "j@example.org" }));
    expect(await kept(one.id)).toMatchObject({ phone: "1", email: "j@example.org" });
    const refusal = await refusalOf(changeRepresentative(await someone(site), changing(one.id, { phone: "2" })));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toEqual([
      { field: "phone", label: "Phone", theirs: "1", yours: "2", theirValue: "1" },
    ]);
  });

  test("by two people who together would leave it without its case is refused", async () => {
    const { site, patient, one } = await onRecord();
    const given = await aCase({ site, patientId: patient.id });
    await changeRepresentative(await someone(site), changing(one.id, { startsOn: "2026-06-01" }));
    const second = changing(one.id, { expiresOn: "2026-05-20" });
    expect(await outcomeOf(changeRepresentative(await someone(site), second))).toBe("INVALID");
    const third = changing(one.id, { extent: "this_case", caseId: given.id });
    expect(await outcomeOf(changeRepresentative(await someone(site), third))).toBe("done");
  });

  test("at the same moment in the same field: one wins", async () => {
    const { site, one } = await onRecord();
    const [first, second] = [await someone(site), await someone(site)];
    const { works } = await race({ table: "Representative", id: one.id }, [
      () => changeRepresentative(first, changing(one.id, { phone: "1" })),
      () => changeRepresentative(second, changing(one.id, { phone: "2" })),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { site, one } = await onRecord();
    const ctx = await someone(site);
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => changeRepresentative(ctx, changing(one.id, { phone: "2" })));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("ending an authority", () => {
  const onRecord = async () => {
    const site = await aSite();
    const patient = await aPatient({ site });
    return { site, patient, one: await aRepresentative({ site, patientId: patient.id }) };
  };
  const ending = (representativeId: string) => ({ representativeId, reason: "Consent withdrawn." });

  test("keeps the entry with who ended it and why; the reason is not in the event", async () => {
    const { site, patient, one } = await onRecord();
    const ctx = await someone(site);
    expect(await endRepresentative(ctx, ending(one.id))).toEqual({ patientId: patient.id });
    expect(await listRepresentatives(ctx.viewer, patient.id)).toMatchObject([
      { ended: { at: NOW.toISOString(), by: ctx.viewer.name, reason: "Consent withdrawn." } },
    ]);
    expect(await eventsOf("patient", patient.id)).toMatchObject([
      { type: "representative.ended", data: { representativeId: one.id } },
    ]);
  });

  test.each(ROLES)("as %s: %s", async (role, outcome) => {
    const { site, one } = await onRecord();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => endRepresentative(ctx, ending(one.id)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found; twice, or a change after it, is a conflict", async () => {
    const { site, one } = await onRecord();
    expect(await outcomeOf(endRepresentative(await someone(await aSite()), ending(one.id)))).toBe("NOT_FOUND");
    const ctx = await someone(site);
    await endRepresentative(ctx, ending(one.id));
    expect(await attempt(() => endRepresentative(ctx, ending(one.id)))).toEqual({ outcome: "CONFLICT", changed: [] });
    expect(await outcomeOf(changeRepresentative(ctx, changing(one.id, { phone: "2" })))).toBe("CONFLICT");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { site, one } = await onRecord();
    const ctx = await someone(site);
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => endRepresentative(ctx, ending(one.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("the representatives of a patient", () => {
  test("are seen by who sees the patient; those that were ended come last", async () => {
    const site = await aSite();
    const { id: patientId } = await aPatient({ site });
    const { personId: endedById } = await aViewer({ site });
    const end = { endedAt: NOW, endedById, endedReason: "Withdrawn." };
    await aRepresentative({ site, patientId, name: "First", ...end });
    await aRepresentative({ site, patientId, name: "Second" });
    for (const [role, names] of [
      ["auditor", ["Second", "First"]],
      ["administrator", []],
      ["responder", []],
    ] as const) {
      const viewer = await aViewer({ site, role });
      expect((await listRepresentatives(viewer, patientId)).map(({ name }) => name)).toEqual(names);
    }
    expect(await listRepresentatives(await aViewer({ site: await aSite(), role: "manager" }), patientId)).toEqual([]);
  });
});

describe("the database itself refuses", () => {
  test.each([
    ["to delete a representative", (id: string) => `DELETE FROM "Representative" WHERE "id" = '${id}'`],
    [
      "one case without the case",
      (id: string) => `UPDATE "Representative" SET "extent" = 'this_case' WHERE "id" = '${id}'`,
    ],
    ["an end without a reason", (id: string) => `UPDATE "Representative" SET "endedAt" = now() WHERE "id" = '${id}'`],
    [
      "a seen day without who saw it",
      (id: string) => `UPDATE "Representative" SET "seenById" = NULL WHERE "id" = '${id}'`,
    ],
  ])("%s", async (_what, sql) => {
    const site = await aSite();
    const one = await aRepresentative({ site, patientId: (await aPatient({ site })).id });
    const ended = await attempt(() => systemDb().$executeRawUnsafe(sql(one.id)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
