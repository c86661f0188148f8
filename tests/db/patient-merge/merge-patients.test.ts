import { describe, expect, test } from "vitest";
import { logCase, nextNumber } from "@/lib/case/mutations/log-case";
import { splitIssue } from "@/lib/case-join/mutations/split-issue";
import { listCaseTimeline, listPatientTimeline } from "@/lib/events/queries/timeline";
import { getPatient, searchPatients } from "@/lib/patient/queries";
import { mergePatients, unmergePatients } from "@/lib/patient-merge/mutations";
import { findSurvivor, getMergePreview, listMerges } from "@/lib/patient-merge/queries";
import { MOVING, PATIENT_REFERENCES } from "@/lib/patient-merge/rules";
import { mergePatientsSchema } from "@/lib/patient-merge/schema";
import { systemDb, type Tx } from "@/lib/platform/db";
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
import {
  aCase,
  anIssue,
  aPatient,
  aRepresentative,
  aSite,
  aViewer,
  logCaseInput,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { openConnections, queueUp, race } from "../../support/races";

type Take = Record<string, "survivor" | "merged">;
type Named = { id: string };

const merging = (survivor: Named, merged: Named, take: Take = {}, versions = { survivor: 1, merged: 1 }) =>
  mergePatientsSchema.parse({
    mergeId: newId(),
    survivorId: survivor.id,
    mergedId: merged.id,
    survivorVersion: String(versions.survivor),
    mergedVersion: String(versions.merged),
    take,
  });
const undoing = (mergeId: string) => ({ mergeId, reason: "Father and son." });

const kept = (id: string) => systemDb().patient.findUniqueOrThrow({ where: { id } });
const patientOf = async (id: string) => (await systemDb().case.findUniqueOrThrow({ where: { id } })).patientId;
const as = async (role: "supervisor" | "manager", site: Place) => userCtxFor(await aViewer({ site, role }));

async function twoRecords() {
  const site = await aSite();
  const survivor = await aPatient({ site, name: "Ileana Marcu", recordNumber: "100", phone: "1" });
  const merged = await aPatient({ site, name: "Ileana Marcou", recordNumber: "200", phone: "2", email: "i@x.org" });
  return { site, survivor, merged, ctx: await as("manager", site) };
}

describe("the list of what refers to a patient", () => {
  test("names every foreign key in the database", async () => {
    const keys = await systemDb().$queryRaw<{ key: string }[]>`
      SELECT c.relname || '.' || a.attname AS key FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)
      WHERE k.contype = 'f' AND k.confrelid = '"Patient"'::regclass`;
    expect(keys.map(({ key }) => key).toSorted()).toEqual(
      PATIENT_REFERENCES.map(({ table, column }) => `${table}.${column}`).toSorted(),
    );
  });

  test("moves only tables whose new rows follow a merge", async () => {
    const tables = MOVING.map(({ table }) => table).filter((table) => table !== "Patient");
    const triggers = await systemDb().$queryRaw<{ table: string }[]>`
      SELECT c.relname AS table FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'heard_follow_merge'`;
    expect(triggers.map(({ table }) => table).toSorted()).toEqual([...tables].toSorted());
  });
});

describe("merging two records", () => {
  test("keeps the chosen fields, moves everything and leaves a pointer", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const [stays, moves] = [await aCase({ site, patientId: survivor.id }), await aCase({ site, patientId: merged.id })];
    const told = await aRepresentative({ site, patientId: merged.id });
    const preview = await getMergePreview(ctx.viewer, { survivorId: survivor.id, mergedId: merged.id }, NOW);
    expect(preview.moving).toBe("1 case and 1 representative");
    expect(preview.choices.map(({ field, suggested }) => [field, suggested])).toEqual([
      ["name", "survivor"],
      ["recordNumber", "survivor"],
      ["phone", "survivor"],
      ["email", "merged"],
    ]);

    const input = merging(survivor, merged, { name: "merged", email: "merged", phone: "survivor" });
    expect(await mergePatients(ctx, input)).toEqual({ survivorId: survivor.id, mergedId: merged.id });

    expect(await kept(survivor.id)).toMatchObject({
      name: "Ileana Marcou",
      recordNumber: "100",
      phone: "1",
      email: "i@x.org",
      mergedIntoId: null,
      version: 2,
    });
    expect(await kept(merged.id)).toMatchObject({ recordNumber: "200", mergedIntoId: survivor.id });
    expect(await patientOf(stays.id)).toBe(survivor.id);
    expect(await patientOf(moves.id)).toBe(survivor.id);
    expect(await systemDb().representative.findUniqueOrThrow({ where: { id: told.id } })).toMatchObject({
      patientId: survivor.id,
    });
    expect(await listMerges(ctx.viewer, survivor.id)).toMatchObject([{ id: input.mergeId, name: "Ileana Marcou" }]);
  });

  test("and its undoing are told in each case that went over, and name nobody there", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const [stays, moves] = [await aCase({ site, patientId: survivor.id }), await aCase({ site, patientId: merged.id })];
    const input = merging(survivor, merged);
    await mergePatients(ctx, input);
    const { mergeId } = input;
    await unmergePatients(ctx, undoing(mergeId));
    expect(await eventTypesOf("case", stays.id)).toEqual([]);
    const events = await eventsOf("case", moves.id);
    expect(events).toMatchObject([
      { type: "record.merged", data: { mergeId, fromId: merged.id, toId: survivor.id }, siteId: site.id },
      { type: "record.unmerged", data: { mergeId, fromId: survivor.id, toId: merged.id } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Marcu|Marcou/);
    const { entries } = await listCaseTimeline(ctx.viewer, moves.id);
    expect(entries.map(({ sentence, text }) => [sentence.split(",")[0], text])).toEqual([
      ["undid the merge of the patient's record", "Ileana Marcou"],
      ["merged the patient's record with another", "Ileana Marcou"],
    ]);
    const told = await listPatientTimeline(ctx.viewer, survivor.id, undefined);
    expect(told.entries.map(({ type }) => type)).toEqual(["patient.unmerged", "patient.merged"]);
  });

  test("is told in a case that was itself merged into another", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const into = await aCase({ site });
    const moves = await aCase({ site, patientId: merged.id, mergedIntoId: into.id });
    await mergePatients(ctx, merging(survivor, merged));
    expect(await eventTypesOf("case", moves.id)).toEqual(["record.merged"]);
  });

  test("is told in both chains, without a word about either person", async () => {
    const { survivor, merged, ctx } = await twoRecords();
    const input = merging(survivor, merged, { email: "merged" });
    await mergePatients(ctx, input);
    const { mergeId } = input;
    expect(await eventsOf("patient", survivor.id)).toMatchObject([
      { type: "patient.merged", data: { mergeId, otherId: merged.id, as: "survivor" }, at: NOW },
    ]);
    expect(await eventsOf("patient", merged.id)).toMatchObject([
      { type: "patient.merged", data: { mergeId, otherId: survivor.id, as: "merged" }, at: NOW },
    ]);
  });

  test("leaves the merged record out of every list, and leads from it to the survivor", async () => {
    const { survivor, merged, ctx } = await twoRecords();
    await mergePatients(ctx, merging(survivor, merged));
    const found = async (typed: string) => (await searchPatients(ctx.viewer, typed, NOW)).map(({ id }) => id);
    expect(await found("ileana")).toEqual([survivor.id]);
    expect(await found("200")).toEqual([survivor.id]);
    expect(await outcomeOf(getPatient(ctx.viewer, merged.id, NOW))).toBe("NOT_FOUND");
    expect(await findSurvivor(ctx.viewer, merged.id)).toBe(survivor.id);
    expect(await findSurvivor(ctx.viewer, survivor.id)).toBeNull();
    expect(await findSurvivor(await aViewer({ site: await aSite(), role: "manager" }), merged.id)).toBeNull();
    expect(await findSurvivor(ctx.viewer, "nobody")).toBeNull();
  });

  test("may take over the record number, which then stands at one record only", async () => {
    const { survivor, merged, ctx } = await twoRecords();
    const input = merging(survivor, merged, { recordNumber: "merged" });
    await mergePatients(ctx, input);
    expect(await kept(survivor.id)).toMatchObject({ recordNumber: "200" });
    expect(await kept(merged.id)).toMatchObject({ recordNumber: null });
    await unmergePatients(ctx, undoing(input.mergeId));
    expect(await kept(survivor.id)).toMatchObject({ recordNumber: "100" });
    expect(await kept(merged.id)).toMatchObject({ recordNumber: "200" });
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, survivor, merged } = await twoRecords();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => mergePatients(ctx, merging(survivor, merged)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site is not found; of two sites, refused", async () => {
    const { site, survivor, merged } = await twoRecords();
    const stranger = await as("manager", await aSite());
    expect(await outcomeOf(mergePatients(stranger, merging(survivor, merged)))).toBe("NOT_FOUND");
    const second = await aSite({ organisationId: site.organisationId });
    const both = userCtxFor(await aViewer({ site, role: "manager", also: [{ role: "manager", site: second }] }));
    const far = await aPatient({ site: second });
    expect(await attempt(() => mergePatients(both, merging(survivor, far)))).toEqual({
      outcome: "CONFLICT",
      changed: [],
    });
    const preview = getMergePreview(both.viewer, { survivorId: survivor.id, mergedId: far.id }, NOW);
    expect(await outcomeOf(preview)).toBe("NOT_FOUND");
  });

  test("of what was changed while it was looked at is refused", async () => {
    const { survivor, merged, ctx } = await twoRecords();
    const stale = merging(survivor, merged, {}, { survivor: 1, merged: 2 });
    expect(await attempt(() => mergePatients(ctx, stale))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("into somebody who died and lives is refused beside the field", async () => {
    const site = await aSite();
    const survivor = await aPatient({ site });
    const merged = await aPatient({ site, isDeceased: true, diedOn: "2026-01-01" });
    const refusal = await refusalOf(
      mergePatients(await as("manager", site), merging(survivor, merged, { diedOn: "merged" })),
    );
    expect(refusal.details.fieldErrors).toHaveProperty(["take.isDeceased"]);
  });

  test("sent five times at once merges once", async () => {
    const { survivor, merged, ctx } = await twoRecords();
    const input = merging(survivor, merged);
    await openConnections(10);
    const works = Array.from({ length: 5 }, () => mergePatients(ctx, input));
    expect(await outcomesOf(works)).toEqual(Array.from({ length: 5 }, () => "done"));
    expect(await eventTypesOf("patient", survivor.id)).toEqual(["patient.merged"]);
  });

  test("each into the other at the same moment: one goes through, and never both", async () => {
    const { survivor, merged, ctx, site } = await twoRecords();
    const other = await as("supervisor", site);
    const { works } = await race({ table: "Patient", id: survivor.id }, [
      () => mergePatients(ctx, merging(survivor, merged)),
      () => mergePatients(other, merging(merged, survivor)),
    ]);
    expect(await outcomesOf(works)).toEqual(["CONFLICT", "done"]);
    const pointers = [(await kept(survivor.id)).mergedIntoId, (await kept(merged.id)).mergedIntoId];
    expect(pointers.filter((pointer) => pointer === null)).toHaveLength(1);
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { survivor, merged, ctx } = await twoRecords();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => mergePatients(ctx, merging(survivor, merged)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("leads those merged earlier on, so that a pointer is always one step", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const last = await aPatient({ site });
    await mergePatients(ctx, merging(survivor, merged));
    await mergePatients(ctx, merging(last, survivor, {}, { survivor: 1, merged: 2 }));
    expect((await kept(merged.id)).mergedIntoId).toBe(last.id);
    expect((await kept(survivor.id)).mergedIntoId).toBe(last.id);
  });
});

describe("what is written for a merged record", () => {
  test("afterwards lands with the survivor", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    await mergePatients(ctx, merging(survivor, merged));
    const { caseId } = await logCase(ctx, logCaseInput(site, { patientId: merged.id }));
    expect(await patientOf(caseId)).toBe(survivor.id);
  });

  test("at the same moment lands with the survivor too", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const associate = userCtxFor(await aViewer({ site }));
    const { works } = await race<unknown>(
      { table: "Patient", id: merged.id },
      [
        () => mergePatients(ctx, merging(survivor, merged)),
        () => logCase(associate, logCaseInput(site, { patientId: merged.id })),
      ],
      "UPDATE",
    );
    expect(await outcomesOf(works)).toEqual(["done", "done"]);
    expect(await systemDb().case.count({ where: { patientId: merged.id } })).toBe(0);
    expect(await systemDb().case.count({ where: { patientId: survivor.id } })).toBe(1);
  });
});

describe("a merge and a case that is split at the same moment", () => {
  // Who splits holds the case, and is kept from its number until whoever merges has come too.
  const holdNumbers = (tx: Tx) => nextNumber(tx, NOW.getUTCFullYear());
  const splitOff = async (site: Place, { id: caseId, siteId }: { id: string; siteId: string }) => {
    await anIssue({ caseId, siteId });
    const { id: issueId } = await anIssue({ caseId, siteId, position: 2 });
    const associate = userCtxFor(await aViewer({ site }));
    const input = { newCaseId: newId(), issueId };
    return { ...input, split: () => splitIssue(associate, input) };
  };

  test("both go through, and what was split off is with the survivor", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const { newCaseId, split } = await splitOff(site, await aCase({ site, patientId: merged.id }));
    const { works } = await queueUp<unknown>(holdNumbers, [split, () => mergePatients(ctx, merging(survivor, merged))]);
    expect(await outcomesOf(works)).toEqual(["done", "done"]);
    expect(await patientOf(newCaseId)).toBe(survivor.id);
  });

  test("both go through where the merge is undone", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const moved = await aCase({ site, patientId: merged.id });
    const input = merging(survivor, merged);
    await mergePatients(ctx, input);
    const { split } = await splitOff(site, moved);
    const { works } = await queueUp<unknown>(holdNumbers, [split, () => unmergePatients(ctx, undoing(input.mergeId))]);
    expect(await outcomesOf(works)).toEqual(["done", "done"]);
    expect(await patientOf(moved.id)).toBe(merged.id);
  });
});

describe("undoing a merge", () => {
  const mergedTwo = async () => {
    const given = await twoRecords();
    const { site, survivor, merged, ctx } = given;
    const own = await aCase({ site, patientId: survivor.id });
    const moved = await aCase({ site, patientId: merged.id });
    const input = merging(survivor, merged, { name: "merged", email: "merged" });
    await mergePatients(ctx, input);
    return { ...given, own, moved, mergeId: input.mergeId };
  };

  test("restores both records and moves back what was moved, and nothing else", async () => {
    const { site, survivor, merged, ctx, own, moved, mergeId } = await mergedTwo();
    const since = await aCase({ site, patientId: survivor.id });
    const done = await unmergePatients(ctx, undoing(mergeId));
    expect(done).toEqual({ survivorId: survivor.id, mergedId: merged.id, kept: [] });
    expect(await kept(survivor.id)).toMatchObject({ name: "Ileana Marcu", email: null, recordNumber: "100" });
    expect(await kept(merged.id)).toMatchObject({ name: "Ileana Marcou", recordNumber: "200", mergedIntoId: null });
    expect(await patientOf(own.id)).toBe(survivor.id);
    expect(await patientOf(since.id)).toBe(survivor.id);
    expect(await patientOf(moved.id)).toBe(merged.id);
    expect(await listMerges(ctx.viewer, survivor.id)).toEqual([]);
    for (const [id, otherId] of [
      [survivor.id, merged.id],
      [merged.id, survivor.id],
    ] as const) {
      expect((await eventsOf("patient", id)).at(-1)).toMatchObject({
        type: "patient.unmerged",
        data: { mergeId, otherId, kept: [] },
      });
    }
  });

  test("lets representatives that were named since go with their case", async () => {
    const { site, survivor, merged, ctx, own, moved, mergeId } = await mergedTwo();
    const named = await Promise.all(
      [moved.id, own.id, null].map((caseId) => {
        const extent = caseId ? ("this_case" as const) : ("everything" as const);
        return aRepresentative({ site, patientId: survivor.id, caseId, extent });
      }),
    );
    await unmergePatients(ctx, undoing(mergeId));
    const found = await Promise.all(
      named.map(({ id }) => systemDb().representative.findUniqueOrThrow({ where: { id } })),
    );
    expect(found.map(({ patientId }) => patientId)).toEqual([merged.id, survivor.id, survivor.id]);
  });

  test("leaves what was changed since, and says so", async () => {
    const { survivor, ctx, mergeId } = await mergedTwo();
    await systemDb().patient.update({ where: { id: survivor.id }, data: { email: "new@x.org", phone: "3" } });
    expect((await unmergePatients(ctx, undoing(mergeId))).kept).toEqual(["email"]);
    expect(await kept(survivor.id)).toMatchObject({ name: "Ileana Marcu", email: "new@x.org", phone: "3" });
  });

  test("leaves a case that has gone to somebody else meanwhile where it is", async () => {
    const { site, ctx, moved, mergeId } = await mergedTwo();
    const third = await aPatient({ site });
    await systemDb().case.update({ where: { id: moved.id }, data: { patientId: third.id } });
    await unmergePatients(ctx, undoing(mergeId));
    expect(await patientOf(moved.id)).toBe(third.id);
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["supervisor", "FORBIDDEN"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, mergeId } = await mergedTwo();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => unmergePatients(ctx, undoing(mergeId)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site, or of none, is not found; twice is a conflict", async () => {
    const { ctx, mergeId } = await mergedTwo();
    const stranger = await as("manager", await aSite());
    expect(await outcomeOf(unmergePatients(stranger, undoing(mergeId)))).toBe("NOT_FOUND");
    expect(await outcomeOf(unmergePatients(ctx, undoing(newId())))).toBe("NOT_FOUND");
    await unmergePatients(ctx, undoing(mergeId));
    expect(await attempt(() => unmergePatients(ctx, undoing(mergeId)))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("waits until a later merge of the survivor is undone; then all comes apart as it came together", async () => {
    const { site, survivor, merged, ctx, moved, mergeId } = await mergedTwo();
    const last = await aPatient({ site });
    const second = merging(last, survivor, {}, { survivor: 1, merged: (await kept(survivor.id)).version });
    await mergePatients(ctx, second);
    expect(await outcomeOf(unmergePatients(ctx, undoing(mergeId)))).toBe("CONFLICT");
    await unmergePatients(ctx, undoing(second.mergeId));
    expect((await kept(merged.id)).mergedIntoId).toBe(survivor.id);
    await unmergePatients(ctx, undoing(mergeId));
    expect((await kept(merged.id)).mergedIntoId).toBeNull();
    expect(await patientOf(moved.id)).toBe(merged.id);
  });

  test("while somebody else has the record number is refused", async () => {
    const { site, survivor, merged, ctx } = await twoRecords();
    const input = merging(survivor, merged, { recordNumber: "merged" });
    await mergePatients(ctx, input);
    await systemDb().patient.update({ where: { id: survivor.id }, data: { recordNumber: "300" } });
    await aPatient({ site, recordNumber: "200" });
    expect(await attempt(() => unmergePatients(ctx, undoing(input.mergeId)))).toEqual({
      outcome: "CONFLICT",
      changed: [],
    });
  });

  test("and merged again, may be undone again", async () => {
    const { survivor, merged, ctx, mergeId } = await mergedTwo();
    await unmergePatients(ctx, undoing(mergeId));
    const versions = { survivor: (await kept(survivor.id)).version, merged: (await kept(merged.id)).version };
    const again = merging(survivor, merged, {}, versions);
    await mergePatients(ctx, again);
    expect(await outcomeOf(unmergePatients(ctx, undoing(again.mergeId)))).toBe("done");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { ctx, mergeId } = await mergedTwo();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => unmergePatients(ctx, undoing(mergeId)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("the database itself refuses", () => {
  test.each([
    ["a record merged into itself", `UPDATE "Patient" SET "mergedIntoId" = "id"`],
    ["to delete a merge", `DELETE FROM "PatientMerge"`],
    ["an undoing without a reason", `UPDATE "PatientMerge" SET "undoneAt" = now()`],
  ])("%s", async (_what, sql) => {
    const { survivor, merged, ctx } = await twoRecords();
    await mergePatients(ctx, merging(survivor, merged));
    const ended = await attempt(() => systemDb().$executeRawUnsafe(sql));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
