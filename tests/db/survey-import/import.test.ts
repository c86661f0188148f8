import { describe, expect, test } from "vitest";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { handOutRejects } from "@/lib/survey-import/mutations/hand-out-rejects";
import { raiseImported } from "@/lib/survey-import/mutations/raise-imported";
import { receiveImport } from "@/lib/survey-import/mutations/receive-import";
import { runImport, runLostImports } from "@/lib/survey-import/mutations/run-import";
import { beginImport, checkImport, stopImport, undoImport } from "@/lib/survey-import/mutations/steer-import";
import { listImportedFigures } from "@/lib/survey-import/queries/figures";
import { getImport, getProgress, listImports, listProfiles } from "@/lib/survey-import/queries/imports";
import { listImportedOrigins } from "@/lib/survey-import/queries/origins";
import type { Role } from "@/lib/survey-import/schema";
import { eventTypesOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aUnit, aViewer, userCtxFor } from "../../support/factories";
import { filesOnDisk, incoming } from "../../support/incoming";
import { readSharedData } from "../../support/shared-data";
import { bring, checked, imported, mapped, WORKER } from "../../support/survey-imports";

const ROLES = { Day: "day", Ward: "unit", Score: "answer", Words: "comment", Id: "response_id" } as const;
const FILE = [
  "Day;Ward;Score;Words;Id",
  '01/05/2026;Ward 4;1;"Kind;',
  'and quick";a1',
  "02/05/2026;ward 4;5;They neglected my mother;a2",
  "05/13/2026;Ward 4;1;;a3",
  "03/05/2026;Ward 9;2;=1+1;a4",
  "04/05/2026;;6;;a5",
].join("\r\n");

async function aManager() {
  const site = await aSite();
  const unit = await aUnit(site, "Ward 4");
  const ctx = userCtxFor(await aViewer({ site, role: "manager" }));
  return { site, unit, ctx };
}

async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  return Buffer.from(await new Response(body).arrayBuffer()).toString("utf8");
}

describe("importing answers", () => {
  test("checks every line first, imports what is sound, and adds nothing the second time", async () => {
    const { site, ctx } = await aManager();
    const id = await bring(ctx, site, FILE);
    const found = await getImport(ctx.viewer, id);
    expect(found).toMatchObject({ state: "mapping", delimiter: ";", encoding: "utf-8", added: 0 });
    expect(found.columns.map(({ name }) => name)).toEqual(["Day", "Ward", "Score", "Words", "Id"]);
    const dry = await checked(ctx, id, { roles: ROLES });
    expect(dry).toMatchObject({ state: "checked", done: 5, fresh: 3, same: 0, rejected: 2, added: 0 });
    expect(dry.rejects.map(({ line, column, value }) => [line, column, value])).toEqual([
      [5, "Day", "05/13/2026"],
      [6, "Ward", "Ward 9"],
    ]);
    expect(dry.unknownUnits).toEqual([{ name: "Ward 9", rows: 1 }]);
    expect(await systemDb().importedResponse.count()).toBe(0);
    expect(await imported(ctx, id)).toMatchObject({ state: "imported", added: 3, worrying: [{ line: 4 }] });
    const [figure] = await listImportedFigures(ctx.viewer, {});
    expect(figure).toMatchObject({ instrument: "fft", source: "Vendor", from: "2026-05", to: "2026-05" });
    expect(figure?.lines.map(({ label, value, estimate }) => [label, value, estimate?.n])).toEqual([
      ["Positive", 1 / 3, 3],
      ["Negative", 1 / 3, 3],
    ]);
    // A later file holds the same again, one line of it with another answer, and one line more.
    const later = `${FILE.replace("04/05/2026;;6", "04/05/2026;;4")}\r\n05/05/2026;;1;;a6`;
    const again = await bring(ctx, site, later);
    expect(await checked(ctx, again, { roles: ROLES })).toMatchObject({ fresh: 1, same: 2, rejected: 3 });
    expect(await imported(ctx, again)).toMatchObject({ added: 1 });
    const kept = (await getImport(ctx.viewer, again))?.mapping;
    expect(kept).toMatchObject({ dayFormat: expect.any(String) });
    expect(await listProfiles(ctx.viewer, site.id)).toMatchObject([{ name: "Vendor", mapping: kept }]);
    expect(await eventTypesOf("site", site.id)).toEqual([
      ...["survey_import.received", "survey_import.mapped", "survey_import.checked", "survey_import.begun"],
      ...["survey_import.ended", "survey_import.received", "survey_import.mapped", "survey_import.checked"],
      ...["survey_import.begun", "survey_import.ended"],
    ]);
  });

  test("hands out what was rejected with its reasons, so that no cell runs", async () => {
    const { site, ctx } = await aManager();
    const id = await bring(ctx, site, FILE.replace("05/13/2026", "=HYPERLINK(1)"));
    await checked(ctx, id, { roles: ROLES });
    const { name, body } = await handOutRejects(ctx, id);
    expect(name).toBe("Rejected of answers.csv");
    expect((await textOf(body)).split("\r\n")).toEqual([
      "\ufeffRejected line;Why it was rejected;Day;Ward;Score;Words;Id",
      expect.stringMatching(/^5;Day “=HYPERLINK\(1\)”: This is no day written as day.*;'=HYPERLINK\(1\);Ward 4;1;;a3$/),
      "6;Ward “Ward 9”: The site has no unit of this name.;03/05/2026;Ward 9;2;'=1+1;a4",
      "",
    ]);
    // Brought again it holds what stood in the file, and not what kept a spreadsheet from running it.
    const handed = await textOf((await handOutRejects(ctx, id)).body);
    const again = await bring(ctx, site, handed.replace("03/05/2026;Ward 9", "03/05/2026;Ward 4"));
    expect(await checked(ctx, again, { roles: ROLES })).toMatchObject({ fresh: 1, rejected: 1 });
    await imported(ctx, again);
    expect(await systemDb().importedResponse.findFirst({ where: { importId: again } })).toMatchObject({
      comment: "=1+1",
    });
    await systemDb().surveyImport.update({ where: { id }, data: { key: null } });
    expect((await textOf((await handOutRejects(ctx, id)).body)).split("\r\n").slice(0, 2)).toEqual([
      "\ufeffRejected line;Why it was rejected",
      expect.stringMatching(/^5;Day “=HYPERLINK/),
    ]);
    expect(await eventTypesOf("site", site.id)).toContain("survey_import.rejects_taken");
    const stranger = userCtxFor(await aViewer({ role: "manager" }));
    expect((await refusalOf(handOutRejects(stranger, id))).code).toBe("NOT_FOUND");
  });

  test("knows a line without a number by what it says, and counts two people who say the same", async () => {
    const { site, ctx } = await aManager();
    const roles = { Day: "day", Score: "answer" } as const;
    const lines = ["Day,Score", "2026-05-01,1", "2026-05-01,1", "2026-05-02,3"];
    for (const [text, fresh, same] of [
      [lines.join("\n"), 3, 0],
      [`\ufeff${[...lines, "2026-05-01,1"].join("\r")}`, 1, 3],
    ] as const) {
      const id = await bring(ctx, site, Buffer.from(text, "utf16le"));
      expect(await checked(ctx, id, { roles, dayFormat: "ymd" })).toMatchObject({ fresh, same, encoding: "utf-16le" });
      await imported(ctx, id);
    }
    expect((await listImportedFigures(ctx.viewer, {}))[0]?.lines[0]?.estimate).toMatchObject({ n: 4, value: 0.75 });
  });

  test("counts the answer of a respondent once however many lines they have", async () => {
    const { site, ctx } = await aManager();
    const roles = { Day: "day", Score: "answer", Who: "respondent", Id: "response_id", Words: "comment" } as const;
    const head = "Day,Score,Who,Id,Words\n";
    const first = await bring(ctx, site, `${head}2026-05-01,1,p1,a,Kind\n2026-05-01,1,p1,b,Quick\n2026-05-01,4,p2,c,`);
    await checked(ctx, first, { roles, dayFormat: "ymd" });
    expect(await imported(ctx, first)).toMatchObject({ added: 3 });
    const second = await bring(ctx, site, `${head}2026-05-02,1,p1,d,Clean`);
    await checked(ctx, second, { roles, dayFormat: "ymd" });
    await imported(ctx, second);
    const n = async () => (await listImportedFigures(ctx.viewer, {}))[0]?.lines[0]?.estimate?.n;
    expect(await n()).toBe(2);
    expect((await refusalOf(undoImport(ctx, { importId: first }))).message).toMatch(/Take that back first/);
    for (const importId of [second, first]) {
      await undoImport(ctx, { importId });
      await runImport(WORKER(), importId);
    }
    expect(await listImportedFigures(ctx.viewer, {})).toEqual([]);
    expect(await systemDb().importedResponse.count({ where: { siteId: site.id } })).toBe(0);
    // What was taken back can be imported again.
    const anew = await bring(ctx, site, `${head}2026-05-01,1,p1,a,Kind`);
    expect(await checked(ctx, anew, { roles, dayFormat: "ymd" })).toMatchObject({ fresh: 1 });
  });

  test("adds monthly totals once, and the score comes out of their counts", async () => {
    const { site, ctx } = await aManager();
    const roles = {
      ...({ Month: "month", VG: "very_good", G: "good", N: "neither", P: "poor", VP: "very_poor" } as const),
      DK: "dont_know",
    } as const;
    const file = "Month\tVG\tG\tN\tP\tVP\tDK\nJan-26\t1400\t268\t12\t10\t8\t2\nFeb-26\t1\t1\t1\t1\t1\tx\n";
    const id = await bring(ctx, site, file);
    expect(await checked(ctx, id, { roles, kind: "fft_totals" })).toMatchObject({ fresh: 1, rejected: 1 });
    await imported(ctx, id);
    const [figure] = await listImportedFigures(ctx.viewer, {});
    expect(figure?.lines[0]).toMatchObject({ label: "Positive", estimate: { n: 1_700 } });
    expect(figure?.lines[0]?.value).toBeCloseTo(1_668 / 1_700, 10);
    const changed = await bring(ctx, site, file.replace("1400", "1401"));
    expect(await checked(ctx, changed, { roles, kind: "fft_totals" })).toMatchObject({ fresh: 0, rejected: 2 });
    expect((await refusalOf(beginImport(ctx, { importId: changed }))).message).toBe("Nothing of this file is new.");
  });

  test("counts nobody in a total of the site, one of a unit, and by themselves", async () => {
    const { site, ctx } = await aManager();
    const counts = ["very_good", "good", "neither", "poor", "very_poor", "dont_know"] as const;
    const roles = { Month: "month", Unit: "unit", ...Object.fromEntries(counts.map((role) => [role, role])) } as const;
    const head = `Month,Unit,${counts.join()}`;
    const whole = `Month,${counts.join()}\n2026-04,9,1,0,0,0,0\n2026-05,9,1,0,0,0,0`;
    const units = `${head}\n2026-05,Ward 4,3,0,0,0,0,0\n2026-03,Ward 4,3,0,0,0,0,0`;
    const bringTotals = async (file: string) => {
      const id = await bring(ctx, site, file);
      return { id, found: await checked(ctx, id, { roles, kind: "fft_totals" }) };
    };
    const first = await bringTotals(whole);
    const late = await bringTotals(units);
    // Both were sound when they were looked at.
    expect([first.found.fresh, late.found.fresh]).toEqual([2, 2]);
    await imported(ctx, first.id);
    expect(await imported(ctx, late.id)).toMatchObject({ added: 1 });
    const again = await bringTotals(units);
    expect(again.found).toMatchObject({ fresh: 0, same: 1, rejected: 1 });
    expect(again.found.rejects[0]).toMatchObject({ line: 2, value: "2026-05" });
    expect(again.found.rejects[0]?.reason).toContain(
      "A total for the whole site is here for this month, from “answers.csv”",
    );
    // Answers of that unit, of the site, and of a month that nothing counts.
    const answers = "Day;Ward;Score\n01/03/2026;Ward 4;1\n01/04/2026;Ward 4;1\n01/02/2026;Ward 4;1";
    const single = await bring(ctx, site, answers);
    expect(await checked(ctx, single, { roles: { Day: "day", Ward: "unit", Score: "answer" } })).toMatchObject({
      fresh: 1,
      rejected: 2,
    });
    await imported(ctx, single);
    expect((await bringTotals(whole.replace("2026-04", "2026-02"))).found).toMatchObject({
      fresh: 0,
      same: 1,
      rejected: 1,
    });
    // Another sender's figures stand beside these and not among them.
    const other = await bring(ctx, site, `Month,${counts.join()}\n2026-02,9,1,0,0,0,0`);
    expect(await checked(ctx, other, { roles, kind: "fft_totals", source: "Another" })).toMatchObject({ fresh: 1 });
  });

  test("by two workers at once adds each line once", async () => {
    const { site, ctx } = await aManager();
    const files = await Promise.all([bring(ctx, site, FILE), bring(ctx, site, FILE)]);
    for (const id of files) await checked(ctx, id, { roles: ROLES });
    for (const importId of files) await beginImport(ctx, { importId });
    await Promise.all([...files, ...files].map((id) => runImport(WORKER(), id)));
    expect(await systemDb().importedResponse.count({ where: { siteId: site.id } })).toBe(3);
    expect((await listImportedFigures(ctx.viewer, {}))[0]?.lines[0]?.estimate?.n).toBe(3);
  });
});

describe("concerns of imported answers", () => {
  test("are raised once from what is recent, with the reason, and keep the import from being taken back", async () => {
    const { site, ctx } = await aManager();
    const old = "01/02/2026;;5;I was afraid;a7";
    const id = await bring(ctx, site, `${FILE}\r\n${old}`);
    await checked(ctx, id, { roles: ROLES, raises: "on" });
    await imported(ctx, id);
    expect(await raiseImported(WORKER(), id)).toBe(1);
    expect(await raiseImported(WORKER(), id)).toBe(0);
    const [row] = await systemDb().case.findMany({ where: { siteId: site.id } });
    expect(row).toMatchObject({ kind: "concern", channel: "survey", reporterKind: "anonymous", severity: 3 });
    const origins = await listImportedOrigins(ctx.viewer, [row?.id ?? ""]);
    expect(origins[row?.id ?? ""]).toEqual({
      ...{ reference: null, survey: "Friends and Family (imported), Vendor" },
      worries: ["They wrote “neglected”", "Experience: Very poor"],
    });
    expect(await getImport(ctx.viewer, id)).toMatchObject({ concerns: 1, worrying: [{ concern: row?.reference }, {}] });
    expect((await refusalOf(undoImport(ctx, { importId: id }))).message).toMatch(/^1 concern was made/);
  });

  test("are not raised where the mapping says so", async () => {
    const { site, ctx } = await aManager();
    const id = await bring(ctx, site, FILE);
    await checked(ctx, id, { roles: ROLES });
    await imported(ctx, id);
    expect(await raiseImported(WORKER(), id)).toBe(0);
  });
});

describe("what is refused", () => {
  test.each([
    ["an empty file", "", /empty/],
    ["a first line alone", "Day,Score\n", /nothing below/],
    ["a quotation mark that never ends", `Day,Score\n"${"x".repeat(1_200_000)}`, /quotation mark/],
    ["a workbook", "PK\u0003\u0004\u0014\u0000\u0006\u0000[Content_Types].xml", /no CSV/],
    ["columns without end", `${"a,".repeat(300)}\n1`, /301 columns/],
  ])("%s is refused with a sentence, and nothing is kept", async (_what, content, reason) => {
    const { site, ctx } = await aManager();
    const before = filesOnDisk();
    const refusal = await refusalOf(bring(ctx, site, content));
    expect(refusal.details.fieldErrors?.file?.[0]).toMatch(reason);
    expect(filesOnDisk()).toEqual(before);
    expect(await listImports(ctx.viewer)).toEqual([]);
  });

  test("a file too large is refused by what its sender says of it", async () => {
    const { site, ctx } = await aManager();
    const input = { siteId: site.id, importId: newId(), name: "big.csv" };
    const refusal = await refusalOf(receiveImport(ctx, input, incoming(Buffer.from("a"), 300_000_000)));
    expect(refusal.details.fieldErrors?.file?.[0]).toMatch(/larger than 250 MB/);
  });

  test("by role, by site, and by how far the file is", async () => {
    const { site, ctx } = await aManager();
    const id = await bring(ctx, site, FILE);
    const input = await mapped(id, { roles: ROLES });
    const supervisor = userCtxFor(await aViewer({ site, role: "supervisor" }));
    const stranger = userCtxFor(await aViewer({ role: "manager" }));
    const upload = { siteId: site.id, importId: newId(), name: "x.csv" };
    expect((await refusalOf(receiveImport(supervisor, upload, incoming(Buffer.from(FILE))))).code).toBe("FORBIDDEN");
    expect((await refusalOf(receiveImport(stranger, upload, incoming(Buffer.from(FILE))))).code).toBe("NOT_FOUND");
    for (const other of [supervisor, stranger]) {
      expect((await refusalOf(checkImport(other, input))).code).toBe("NOT_FOUND");
      for (const verb of [beginImport, stopImport, undoImport]) {
        expect((await refusalOf(verb(other, input))).code).toBe("NOT_FOUND");
      }
      expect(await listImports(other.viewer)).toEqual([]);
    }
    expect((await refusalOf(beginImport(ctx, input))).code).toBe("CONFLICT");
    expect((await refusalOf(undoImport(ctx, input))).code).toBe("CONFLICT");
    const unsure = await mapped(id, { roles: ROLES, dayFormat: "" });
    expect((await refusalOf(checkImport(ctx, unsure))).details.fieldErrors).toHaveProperty("dayFormat");
    await refuseEventsBy(ctx.viewer.personId);
    await expect(checkImport(ctx, input)).rejects.toThrow();
    expect(await getImport(ctx.viewer, id)).toMatchObject({ state: "mapping", mapping: null });
  });

  test("asked twice at once it is done once, and stopping leaves what is in", async () => {
    const { site, ctx } = await aManager();
    const id = await bring(ctx, site, FILE);
    const input = await mapped(id, { roles: ROLES });
    expect(await outcomesOf([checkImport(ctx, input), checkImport(ctx, input)])).toEqual(["done", "done"]);
    await stopImport(ctx, { importId: id });
    await runImport(WORKER(), id);
    expect(await getProgress(ctx.viewer, id)).toMatchObject({ state: "mapping", done: 0 });
    await checked(ctx, id, { roles: ROLES });
    await beginImport(ctx, { importId: id });
    await stopImport(ctx, { importId: id });
    expect(await getImport(ctx.viewer, id)).toMatchObject({ state: "stopped", added: 0 });
    expect(await imported(ctx, id)).toMatchObject({ state: "imported", added: 3 });
    expect((await refusalOf(checkImport(ctx, input))).code).toBe("CONFLICT");
  });

  test("a file whose workers die is taken up again, and given up after three", async () => {
    const { site, ctx } = await aManager();
    const id = await bring(ctx, site, FILE);
    await checkImport(ctx, await mapped(id, { roles: ROLES }));
    const lose = (attempts: number) =>
      systemDb().surveyImport.update({ where: { id }, data: { claimId: newId(), beatAt: new Date(0), attempts } });
    await lose(1);
    expect(await runLostImports(WORKER())).toBe(1);
    await lose(3);
    await runImport(WORKER(), id);
    expect(await getImport(ctx.viewer, id)).toMatchObject({
      state: "failed",
      note: expect.stringContaining("three times"),
    });
    expect(await checked(ctx, id, { roles: ROLES })).toMatchObject({ state: "checked", fresh: 3 });
  });
});

const COMMENTS = readSharedData("complaints-text/fft_comments_NEAS.csv");

test.skipIf(!COMMENTS)(
  "the 5,096 published comments are imported, and what is wrong with them is told row by row",
  async () => {
    const { site, ctx } = await aManager();
    const roles: Record<string, Role> = {
      ...{ "Comment ID": "response_id", "Respondent ID": "respondent", Date: "day" },
      ...{ "FFT categorical answer": "answer", "FFT answer": "comment" },
    };
    const id = await bring(ctx, site, COMMENTS ?? "");
    const { columns } = await getImport(ctx.viewer, id);
    expect(columns.find(({ name }) => name === "Date")?.fits).toEqual({
      ymd: 0,
      dmy: 4_807,
      mdy: 1_519,
      both: 1_230,
      filled: 5_096,
    });
    const dry = await checked(ctx, id, { roles, raises: "on" });
    expect(dry).toMatchObject({ done: 5_096, same: 0 });
    const rejects = await systemDb().surveyImportReject.findMany({ where: { importId: id } });
    const of = (column: string) => rejects.filter((reject) => reject.column === column);
    expect([of("Date").length, of("FFT categorical answer").length]).toEqual([289, 54]);
    expect(new Set(rejects.map(({ line }) => line)).size).toBe(dry.rejected);
    expect(dry.fresh + dry.rejected).toBe(5_096);
    expect(await imported(ctx, id)).toMatchObject({ added: dry.fresh });
    // They are years old: none of them fills the tray.
    expect(await raiseImported(WORKER(), id)).toBe(0);
    const again = await bring(ctx, site, COMMENTS ?? "");
    expect(await checked(ctx, again, { roles })).toMatchObject({ fresh: 0, same: dry.fresh, rejected: dry.rejected });
  },
);
