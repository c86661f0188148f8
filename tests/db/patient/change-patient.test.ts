import { describe, expect, test } from "vitest";
import { lockCase } from "@/lib/case/scope";
import { changePatient } from "@/lib/patient/mutations";
import { type ChangePatientInput, changePatientSchema } from "@/lib/patient/schema";
import { mergePatients } from "@/lib/patient-merge/mutations";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import {
  aCase,
  aPatient,
  aSite,
  aViewer,
  NOW,
  type PatientGiven,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { race, untilWaiting } from "../../support/races";

type Form = Record<string, string>;
const SEEN: Form = { name: "Ileana Marcu" };

function changes(patientId: string, wanted: Form, seen: Form = SEEN): ChangePatientInput {
  return changePatientSchema.parse({ patientId, ...seen, ...wanted, base: seen });
}

const kept = (id: string) => systemDb().patient.findUniqueOrThrow({ where: { id } });
const ileana = (site: Place, given: Partial<PatientGiven> = {}) => aPatient({ site, name: "Ileana Marcu", ...given });

async function someone(site: Place) {
  return userCtxFor(await aViewer({ site }));
}

describe("changing a patient", () => {
  test("writes what differs, and says what it was before", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const { id } = await ileana(site, { phone: "1" });
    const wanted = {
      name: "Ileana Zúñiga",
      bornOn: "1959-03-12",
      needsInterpreter: "on",
      recordNumber: "12 34",
      phone: "",
    };

    expect(await changePatient(ctx, changes(id, wanted, { ...SEEN, phone: "1" }))).toEqual({ patientId: id });

    expect(await kept(id)).toMatchObject({
      name: "Ileana Zúñiga",
      bornOn: new Date("1959-03-12T00:00:00Z"),
      needsInterpreter: true,
      recordNumber: "12 34",
      phone: null,
      version: 2,
    });
    expect(await eventsOf("patient", id)).toEqual([
      {
        type: "patient.changed",
        data: {
          changes: [
            { field: "name", before: "Ileana Marcu", after: "Ileana Zúñiga" },
            { field: "recordNumber", before: null, after: "12 34" },
            { field: "bornOn", before: null, after: "1959-03-12" },
            { field: "needsInterpreter", before: "no", after: "yes" },
            { field: "phone", before: "1", after: null },
          ],
        },
        at: NOW,
        actorId: ctx.viewer.personId,
        actorName: ctx.viewer.name,
        siteId: site.id,
      },
    ]);
  });

  test("keeps what they say of themselves, and tells both in words where two people asked", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const { id } = await ileana(site);
    await changePatient(ctx, changes(id, { sex: "female", ethnicity: "ew-roma" }));
    expect(await kept(id)).toMatchObject({ sex: "female", ethnicity: "ew-roma" });

    const late = await changePatient(ctx, changes(id, { ethnicity: "not-said" })).catch((error: unknown) => error);
    expect(late).toMatchObject({
      details: {
        differences: [
          { field: "ethnicity", theirs: "Roma", yours: "Prefers not to say", theirValue: "ew-roma" },
          { field: "sex", isKept: true },
        ],
      },
    });
    expect(changePatientSchema.safeParse({ ...SEEN, patientId: id, ethnicity: "elvish", base: SEEN }).success).toBe(
      false,
    );
  });

  test("to what is known already changes nothing", async () => {
    const site = await aSite();
    const { id } = await ileana(site);
    const ctx = await someone(site);
    expect(await attempt(() => changePatient(ctx, changes(id, {})))).toEqual({ outcome: "done", changed: [] });
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const site = await aSite();
    const { id } = await ileana(site);
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => changePatient(ctx, changes(id, { phone: "2" })));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found, nor is one who never was", async () => {
    const { id } = await ileana(await aSite());
    const ctx = await someone(await aSite());
    for (const patientId of [id, newId()]) {
      const ended = await attempt(() => changePatient(ctx, changes(patientId, { phone: "2" })));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("to a record number that somebody at the site has is refused beside the field", async () => {
    const site = await aSite();
    await aPatient({ site, recordNumber: "77" });
    const { id } = await ileana(site);
    const refusal = await refusalOf(
      changePatient(await someone(site), changes(id, { recordNumber: "77", phone: "2" })),
    );
    expect(refusal.details.fieldErrors).toHaveProperty("recordNumber");
    expect(await kept(id)).toMatchObject({ recordNumber: null, phone: null, version: 1 });
  });

  test("to a day that has not come is refused beside the field", async () => {
    const site = await aSite();
    const { id } = await ileana(site);
    const refusal = await refusalOf(changePatient(await someone(site), changes(id, { bornOn: "2026-05-14" })));
    expect(refusal.details.fieldErrors).toHaveProperty("bornOn");
  });

  test("while they are merged into another waits for that, and is written to who is left", async () => {
    const site = await aSite();
    const [left, merged] = [await ileana(site), await ileana(site)];
    const given = await aCase({ site, patientId: left.id });
    const ctx = userCtxFor(await aViewer({ site, role: "supervisor" }));
    const merging = {
      mergeId: newId(),
      survivorId: left.id,
      mergedId: merged.id,
      survivorVersion: 1,
      mergedVersion: 1,
    };
    const changed = await withTransaction(ctx, async (tx) => {
      await lockCase(tx, given.id);
      const works = [changePatient(ctx, changes(left.id, { name: "Ileana Zúñiga", language: "ro" }))];
      void Promise.allSettled(works);
      await untilWaiting(works.length);
      await mergePatients({ ...ctx, within: tx }, { ...merging, take: {} });
      return { works };
    });
    await Promise.all(changed.works);
    expect(await kept(left.id)).toMatchObject({ name: "Ileana Zúñiga", language: "ro" });
    const row = await systemDb().case.findUniqueOrThrow({ where: { id: given.id } });
    expect(row).toMatchObject({ patientKey: "1ileana zuniga", language: "ro" });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const site = await aSite();
    const ctx = await someone(site);
    const { id } = await ileana(site);
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => changePatient(ctx, changes(id, { phone: "2" })));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("two people who change one patient", () => {
  test("in different fields both have their way", async () => {
    const site = await aSite();
    const { id } = await ileana(site);
    await changePatient(await someone(site), changes(id, { phone: "1" }));
    await changePatient(await someone(site), changes(id, { email: "i@example.org" }));
    expect(await kept(id)).toMatchObject({ phone: "1", email: "i@example.org", version: 3 });
  });

  test("in the same field: the second is shown both, and nothing of theirs is written", async () => {
    const site = await aSite();
    const { id } = await ileana(site);
    await changePatient(await someone(site), changes(id, { phone: "1", bornOn: "1959-03-12" }));
    const mine = changes(id, { phone: "2", bornOn: "1959-03-13", email: "i@example.org" });
    const refusal = await refusalOf(changePatient(await someone(site), mine));
    expect(refusal.code).toBe("CONFLICT");
    expect(refusal.details.differences).toEqual([
      { field: "bornOn", label: "Date of birth", theirs: "1959-03-12", yours: "1959-03-13", theirValue: "1959-03-12" },
      { field: "phone", label: "Phone", theirs: "1", yours: "2", theirValue: "1" },
    ]);
    expect(await kept(id)).toMatchObject({ phone: "1", email: null, version: 2 });
  });

  test("to the same thing agree", async () => {
    const site = await aSite();
    const { id } = await ileana(site);
    await changePatient(await someone(site), changes(id, { phone: "1" }));
    const ctx = await someone(site);
    expect(await attempt(() => changePatient(ctx, changes(id, { phone: "1" })))).toEqual({
      outcome: "done",
      changed: [],
    });
  });

  test("in the same field at the same moment: one wins, and the other is shown both", async () => {
    const site = await aSite();
    const { id } = await ileana(site);
    const phones = ["1", "2"];
    const people = [await someone(site), await someone(site)];
    const { works } = await race(
      { table: "Patient", id },
      people.map((ctx, index) => () => changePatient(ctx, changes(id, { phone: phones[index] ?? "" }))),
    );
    const settled = await Promise.allSettled(works);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const lost = settled.findIndex(({ status }) => status === "rejected");
    const refusal = await refusalOf(works[lost] ?? Promise.resolve());
    expect(refusal.details.differences).toMatchObject([{ theirs: phones[1 - lost], yours: phones[lost] }]);
  });

  test("in different fields at the same moment both have their way", async () => {
    const site = await aSite();
    const { id } = await ileana(site);
    const [one, two] = [await someone(site), await someone(site)];
    const { works } = await race({ table: "Patient", id }, [
      () => changePatient(one, changes(id, { phone: "1" })),
      () => changePatient(two, changes(id, { email: "i@example.org" })),
    ]);
    expect(await outcomesOf(works)).toEqual(["done", "done"]);
    expect(await kept(id)).toMatchObject({ phone: "1", email: "i@example.org" });
  });

  test.each<[string, Form, Form, Form]>([
    ["died before birth", {}, { bornOn: "2000-01-01" }, { diedOn: "1990-01-01", isDeceased: "on" }],
    ["died on a day and lives", { isDeceased: "on" }, { isDeceased: "" }, { diedOn: "1990-01-01" }],
  ])("cannot together make somebody who %s", async (_what, seen, first, second) => {
    const site = await aSite();
    const { id } = await ileana(site, { isDeceased: seen.isDeceased === "on" });
    const base = { ...SEEN, ...seen };
    await changePatient(await someone(site), changes(id, first, base));
    expect(await outcomeOf(changePatient(await someone(site), changes(id, second, base)))).not.toBe("done");
    const { bornOn, diedOn, isDeceased } = await kept(id);
    expect(diedOn === null || (isDeceased && (bornOn === null || bornOn <= diedOn))).toBe(true);
  });
});
