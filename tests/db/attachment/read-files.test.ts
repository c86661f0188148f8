import { Readable } from "node:stream";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Role } from "@/lib/access/schema";
import { readFiles } from "@/lib/attachment/jobs";
import { receiveFile } from "@/lib/attachment/mutations/receive-file";
import { describeFile, voidFile } from "@/lib/attachment/mutations/void-file";
import { listCaseFiles } from "@/lib/attachment/queries";
import { lockCase } from "@/lib/case/scope";
import { systemDb } from "@/lib/platform/db";
import { store } from "@/lib/platform/storage";
import { searchCases } from "@/lib/search/queries/cases";
import { aCase, aFile, aPatient, aSite, aUnit, aViewer, NOW, userCtxFor } from "../../support/factories";
import { attachInput, incoming } from "../../support/incoming";
import { runJob } from "../../support/jobs";
import { queueUp } from "../../support/races";
import { docxOf, LETTER_PDF, lockedPdf, odtOf, pdfOf, SAMPLES } from "../../support/sample-files";

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

const LOCKED_PDF = await lockedPdf("The quenda");

async function aScene() {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const given = await aCase({ site, about: "Scene", words: "Plain words." });
  const ctx = userCtxFor(viewer);
  const attach = (bytes: Uint8Array, name = "letter.pdf") =>
    receiveFile(ctx, attachInput(given.id, name), incoming(bytes));
  const find = async (typed: string) => {
    const search = await searchCases(viewer, typed, NOW);
    return search.outcome === "found" ? search.hits : [];
  };
  return { site, viewer, given, ctx, attach, find };
}

const textOf = (attachmentId: string) =>
  systemDb().fileText.findUnique({ where: { attachmentId }, select: { state: true, pieces: true, tries: true } });
const read = () => runJob("readFiles", readFiles);
const keep = async (id: string, words: string) =>
  systemDb().$executeRaw`SELECT heard_file_text_keep(${id}::uuid, 'read', ARRAY[${words}::text], false)`;

describe("the words of a file", () => {
  test.each([
    ["a PDF", pdfOf("The axolotl was cold"), "letter.pdf"],
    ["a Word document", docxOf(["Dear ward,", "The axol", "otl &amp; I were c&#111;ld"]), "letter.docx"],
    ["an OpenDocument text", odtOf("Dear ward,<text:line-break/>the axolotl was cold"), "letter.odt"],
    ["a text", Buffer.from("The axolotl was cold\n"), "letter.txt"],
  ])("in %s are found once they are read, with the words around them", async (_what, bytes, name) => {
    const { attach, find } = await aScene();
    const { attachmentId } = await attach(bytes, name);
    expect(await find("axolotl")).toEqual([]);
    await read();
    expect(await textOf(attachmentId)).toMatchObject({ state: "read", tries: 1 });
    const [hit] = await find("axolotl cold");
    expect(hit?.case.about).toBe("Scene");
    expect(hit?.parts).toMatchObject([{ kind: "file_text", sourceId: attachmentId, file: name }]);
    expect(hit?.parts[0]?.snippet).toContainEqual({ text: "axolotl", isHit: true });
  });

  test("are found as a phrase, without a word left out, and in one of several pieces", async () => {
    const { attach, find } = await aScene();
    await attach(Buffer.from(`${"filler ".repeat(2_000)}\nthe numbat slept here ${"filler ".repeat(500)}`), "long.txt");
    await read();
    expect(await find('"numbat slept"')).toHaveLength(1);
    expect(await find('"slept numbat"')).toEqual([]);
    expect(await find("numbat -slept")).toEqual([]);
    // What the case itself says counts for a word to leave out, and the other way round.
    expect(await find("numbat -plain")).toEqual([]);
    expect(await find("plain -numbat")).toEqual([]);
    expect(await find('plain -"numbat slept"')).toEqual([]);
    expect(await find('plain -"slept numbat"')).toHaveLength(1);
    const [hit] = await find("numbat");
    expect(hit?.parts[0]?.snippet.map(({ text }) => text).join("")).toContain("the numbat slept here");
  });

  test("are found beside words of the case, of its patient's name, and of another file", async () => {
    const { site, viewer, ctx, find } = await aScene();
    const patient = await aPatient({ site, name: "Peggy Zellner" });
    const given = await aCase({ site, patientId: patient.id, about: "Apart", words: "The quokka was loud." });
    const attach = (words: string, name: string) =>
      receiveFile(ctx, attachInput(given.id, name), incoming(pdfOf(words)));
    await attach("The quokkastamp of the ward", "one.pdf");
    await attach("The wombatstamp was lost", "two.pdf");
    await read();
    const abouts = async (typed: string) => (await find(typed)).map((hit) => hit.case.about);
    for (const typed of [
      ...[
        "Zellner quokkastamp",
        "Peggy Zellner quokkastamp",
        "quokkastamp zelner",
        "quokka quokkas",
        "Zellner quokkas",
      ],
      ...["quokkastamp wombatstamp", "loud wombatstamp quokkastamp peggy", '"was loud" ward "was lost"'],
      ...["quokkastamp zellner -helicopter", 'Zellner "the quokkastamp"'],
    ])
      expect([typed, await abouts(typed)]).toEqual([typed, ["Apart"]]);
    for (const typed of [
      ...[
        "Zellner helicopter",
        "quokkastamp helicopter",
        "Toland quokkastamp",
        "Peggy Zellner",
        "Zellner quokkastamp -loud",
      ],
      ...["loud quokkastamp -wombatstamp", "loud quokkastamp -zellner", 'Zellner "quokkastamp the"'],
    ])
      expect([typed, await abouts(typed)]).toEqual([typed, []]);
    const [hit] = await find("loud quokkastamp");
    expect(hit?.parts.map(({ kind }) => kind)).toEqual(["words", "file_text"]);
    expect(await searchCases(viewer, "loud quokkastamp", NOW)).toMatchObject({ isPartial: false });
    const elsewhere = await aViewer({ site: await aSite() });
    expect(await searchCases(elsewhere, "Zellner quokkastamp", NOW)).toMatchObject({ hits: [] });
  });

  test("in two files of a case make it one hit", async () => {
    const { attach, find } = await aScene();
    await attach(pdfOf("The bilby one"), "one.pdf");
    await attach(pdfOf("The bilby two"), "two.pdf");
    await read();
    expect((await find("bilby")).map(({ parts }) => parts.length)).toEqual([2]);
  });

  test("are gone as soon as it is removed, also while it is being read", async () => {
    const { attach, find, ctx } = await aScene();
    const { attachmentId } = await attach(pdfOf("The potoroo"));
    await read();
    expect(await find("potoroo")).toHaveLength(1);
    await voidFile(ctx, { attachmentId, reason: "Another person's" });
    expect(await find("potoroo")).toEqual([]);
    expect(await textOf(attachmentId)).toBeNull();
    const late = await attach(pdfOf("The dunnart"));
    await systemDb().$executeRaw`UPDATE "Attachment" SET "scan" = 'failed' WHERE "id" = ${late.attachmentId}::uuid`;
    await keep(late.attachmentId, "The dunnart");
    expect(await textOf(late.attachmentId)).toMatchObject({ state: "unread" });
  });

  test("are kept while somebody works on the case, and wait for who removes the file", async () => {
    const { attach, given, find } = await aScene();
    const { attachmentId } = await attach(pdfOf("The phascogale"));
    await systemDb().$transaction(
      async (tx) => {
        await lockCase(tx, given.id);
        await read();
        expect(await textOf(attachmentId)).toMatchObject({ state: "read" });
      },
      { timeout: 15_000 },
    );
    expect(await find("phascogale")).toHaveLength(1);

    const late = await attach(pdfOf("The numbat"));
    const by = { voidedAt: NOW, voidReason: "Another person's", voidedById: given.loggedById };
    const { works } = await queueUp(
      async (tx) => {
        await lockCase(tx, given.id);
        await tx.attachment.update({ where: { id: late.attachmentId }, data: by });
      },
      [() => keep(late.attachmentId, "The numbat")],
    );
    await Promise.all(works);
    expect(await textOf(late.attachmentId)).toBeNull();
  });

  test("are not read before the file may be opened, and gone when it is found infected", async () => {
    const { given, find } = await aScene();
    const file = await aFile(given, { scan: "failed" });
    await read();
    expect(await textOf(file.id)).toMatchObject({ state: "unread", tries: 0 });
    await systemDb()
      .$executeRaw`UPDATE "Attachment" SET "scan" = 'infected', "finding" = 'X' WHERE "id" = ${file.id}::uuid`;
    expect(await textOf(file.id)).toBeNull();
    expect(await find("dear")).toEqual([]);
  });

  test("are found by whoever may open the case, and by nobody else", async () => {
    const { attach, site, find } = await aScene();
    await attach(pdfOf("The bandicoot"));
    await read();
    expect(await find("bandicoot")).toHaveLength(1);
    const elsewhere = await aSite();
    for (const role of Object.values(Role)) {
      for (const place of [site, elsewhere]) {
        const unitId = role === "responder" ? (await aUnit(place)).id : undefined;
        const search = await searchCases(await aViewer({ site: place, role, unitId }), "bandicoot", NOW);
        const isSeen = place === site && role !== "responder" && role !== "administrator";
        expect([role, search]).toMatchObject([role, { outcome: "found", hits: isSeen ? [{ parts: [{}] }] : [] }]);
      }
    }
  });
});

describe("the name of a file", () => {
  test("and what it is said to be are found, until it is removed", async () => {
    const { attach, find, ctx } = await aScene();
    const { attachmentId } = await attach(SAMPLES.png, "wombat-wound.png");
    expect((await find("wombat"))[0]?.parts).toMatchObject([{ kind: "file", sourceId: attachmentId }]);
    await describeFile(ctx, { attachmentId, description: "The echidna", base: { description: null } });
    expect(await find("echidna wound")).toHaveLength(1);
    await voidFile(ctx, { attachmentId, reason: "Twice" });
    expect(await find("echidna")).toEqual([]);
  });
});

describe("a file that cannot be read", () => {
  const bomb = () => docxOf(["x".repeat(70_000_000)]);

  test.each([
    ["damaged", SAMPLES.pdf, "letter.pdf"],
    ["damaged", LETTER_PDF.subarray(0, 200), "letter.pdf"],
    ["damaged", SAMPLES.docx.subarray(0, -8), "letter.docx"],
    ["locked", LOCKED_PDF, "letter.pdf"],
    ["too_large", bomb(), "letter.docx"],
    ["empty", pdfOf(""), "letter.pdf"],
  ])("is kept as %s, and the next one is read", async (state, bytes, name) => {
    const { given, attach, find } = await aScene();
    const key = await aFileOf(given, bytes, name);
    await attach(pdfOf("The kowari"));
    await read();
    expect(await textOf(key)).toMatchObject({ state, tries: 1 });
    expect(await find("kowari")).toHaveLength(1);
    await read();
    expect(await textOf(key)).toMatchObject({ tries: 1 });
  });

  test("because its bytes are gone is tried again, each time later and at last once a day, and says so", async () => {
    const { given, viewer } = await aScene();
    const file = await aFile(given, { uploadedAt: new Date("2020-01-01") });
    const wait = (minutes: number) =>
      systemDb()
        .$executeRaw`UPDATE "FileText" SET "triedAt" = now() - ${minutes}::int * interval '1 minute' WHERE "attachmentId" = ${file.id}::uuid`;
    for (const [tries, minutes] of [0, 10, 40, 90, 160, 250].entries()) {
      await wait(minutes - 1);
      await read();
      expect(await textOf(file.id)).toMatchObject({ state: "unread", tries });
      await wait(minutes);
      await read();
      expect(await textOf(file.id)).toMatchObject({ state: "unread", tries: tries + 1 });
      const [row] = (await listCaseFiles(viewer, given.id)).rows;
      expect(row?.words).toBe(tries < 2 ? "unread" : "tried");
    }
    await systemDb().fileText.update({ where: { attachmentId: file.id }, data: { tries: 30_000 } });
    await wait(24 * 60);
    await read();
    expect(await textOf(file.id)).toMatchObject({ tries: 30_001 });
  });
});

/** As an upload would have left it, were it let in. */
async function aFileOf(given: { id: string; siteId: string; loggedById: string }, bytes: Buffer, name: string) {
  const kind = name.endsWith(".pdf") ? "pdf" : "docx";
  const { id, key } = await aFile(given, { name, kind });
  const facts = { bytes: bytes.length, sha256: "0".repeat(64) };
  await store().put(key, Readable.from([bytes]), facts);
  return id;
}
