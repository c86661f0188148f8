import { createHash } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { receiveFile } from "@/lib/attachment/mutations/receive-file";
import { listCaseFiles, openFile } from "@/lib/attachment/queries";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { attachInput, breakingOff, filesOnDisk, incoming, keysInUse } from "../../support/incoming";
import { MACRO_DOCUMENT, OLD_WORD, PNG, PROGRAM, SAMPLES, SVG, ZIP } from "../../support/sample-files";

const LETTER = Buffer.from("Dear ward\n");

async function aScene() {
  const site = await aSite();
  const viewer = await aViewer({ site });
  return { site, viewer, ctx: userCtxFor(viewer), given: await aCase({ site }) };
}

const read = async (body: ReadableStream) => Buffer.from(await new Response(body).arrayBuffer());
const nothingLeft = async () => {
  expect(filesOnDisk()).toEqual(await keysInUse());
  expect(await systemDb().pendingFile.count()).toBe(0);
};

describe("attaching a file", () => {
  test("keeps its bytes and what is known of it, and its event holds no name", async () => {
    const { viewer, ctx, given, site } = await aScene();
    const attached = await receiveFile(ctx, attachInput(given.id, "../secret/Mrs Marcu.txt"), incoming(LETTER));
    expect(attached).toEqual({
      attachmentId: attached.attachmentId,
      reference: given.reference,
      name: "Mrs Marcu.txt",
      remark: null,
    });
    expect(await systemDb().attachment.findUnique({ where: { id: attached.attachmentId } })).toMatchObject({
      ...{ caseId: given.id, siteId: site.id, name: "Mrs Marcu.txt", kind: "text", bytes: LETTER.length },
      ...{ uploadedById: viewer.personId, uploadedAt: NOW, scan: "not_scanned", scannedAt: null },
      sha256: createHash("sha256").update(LETTER).digest("hex"),
    });
    const event = { attachmentId: attached.attachmentId, kind: "text", bytes: LETTER.length };
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "file.attached", data: event, actorId: viewer.personId, siteId: site.id, at: NOW },
    ]);
    expect(await read((await openFile(viewer, attached.attachmentId)).body)).toEqual(LETTER);
    await nothingLeft();
  });

  test.each(Object.entries(SAMPLES))("takes a %s for what it is, whatever its name says", async (kind, bytes) => {
    const { ctx, given } = await aScene();
    const name = kind === "csv" ? "table.csv" : "misnamed.doc";
    const { attachmentId, remark } = await receiveFile(ctx, attachInput(given.id, name), incoming(bytes));
    expect(await systemDb().attachment.findUnique({ where: { id: attachmentId } })).toMatchObject({ kind, name });
    if (kind === "csv") expect(remark).toBeNull();
    else expect(remark).toMatch(/^Its name ends in \.doc, but by its content it is an? /);
  });

  test.each([
    ["an empty file", "empty.pdf", Buffer.alloc(0), /empty \(0 bytes\)/],
    ["an SVG with a script", "drawing.svg", SVG, /SVG drawing/],
    ["an SVG that calls itself a picture", "drawing.png", SVG, /SVG drawing/],
    ["a web page", "page.html", Buffer.from("<html><script>alert(1)</script>"), /web page/],
    ["a program", "tool.pdf", PROGRAM, /program/],
    ["a document with macros", "form.docx", MACRO_DOCUMENT, /macros/],
    ["an old Word document", "letter.doc", OLD_WORD, /old format/],
    ["an archive", "all.zip", ZIP, /type ZIP are not taken/],
    ["bytes of no format", "x.bin", Buffer.from([1, 2, 3, 4, 0, 255]), /are not taken/],
    ["text in an old alphabet", "old.csv", Buffer.from("caf\xe9;1\n", "latin1"), /UTF-8/],
  ])("refuses %s in a sentence, and keeps nothing of it", async (_what, name, bytes, sentence) => {
    const { ctx, given } = await aScene();
    const refusal = await refusalOf(receiveFile(ctx, attachInput(given.id, name), incoming(bytes)));
    expect(refusal.code).toBe("INVALID");
    expect(refusal.details.fieldErrors?.file?.[0]).toMatch(sentence);
    const ended = await attempt(() => receiveFile(ctx, attachInput(given.id, name), incoming(bytes)));
    expect(ended).toEqual({ outcome: "INVALID", changed: [] });
    await nothingLeft();
  });

  test("refuses what is too large: at once where the sender says so, and as it arrives where not", async () => {
    const { ctx, given } = await aScene();
    const large = Buffer.alloc(25_000_001, "a");
    for (const declared of [large.length, 200_000_000, null]) {
      const refusal = await refusalOf(receiveFile(ctx, attachInput(given.id), incoming(large, declared)));
      expect(refusal.details.fieldErrors?.file?.[0]).toMatch(/limit (is|of) 25 MB/);
    }
    expect(await outcomeOf(receiveFile(ctx, attachInput(given.id), incoming(large.subarray(1))))).toBe("done");
    await nothingLeft();
  });

  test("that breaks off half way leaves nothing, and may be sent again under the same key", async () => {
    const { ctx, given } = await aScene();
    const input = attachInput(given.id);
    for (const half of [breakingOff(LETTER), incoming(LETTER, LETTER.length + 1)]) {
      const refusal = await refusalOf(receiveFile(ctx, input, half));
      expect(refusal).toMatchObject({ code: "CONFLICT", message: expect.stringMatching(/broke off/) });
    }
    await nothingLeft();
    expect(await outcomeOf(receiveFile(ctx, input, incoming(LETTER)))).toBe("done");
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
    ["auditor", "FORBIDDEN"],
  ] as const)("as %s: %s, and who may not is not listened to", async (role, outcome) => {
    const site = await aSite();
    const given = await aCase({ site });
    const ctx = userCtxFor(await aViewer({ site, role }));
    const body = incoming(LETTER);
    const pull = vi.spyOn(body.body ?? new ReadableStream(), "getReader");
    const ended = await attempt(() => receiveFile(ctx, attachInput(given.id), body));
    expect(ended.outcome).toBe(outcome);
    if (outcome === "done") return;
    expect(ended.changed).toEqual([]);
    expect(pull).not.toHaveBeenCalled();
  });

  test("to a case of another site, or to none, is not found", async () => {
    const given = await aCase({ site: await aSite() });
    const ctx = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    for (const id of [given.id, newId()]) {
      const ended = await attempt(() => receiveFile(ctx, attachInput(id), incoming(LETTER)));
      expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
    }
  });

  test("may follow a case that is closed", async () => {
    const { site, ctx } = await aScene();
    const closed = await aCase({ site, state: "closed" });
    expect(await outcomeOf(receiveFile(ctx, attachInput(closed.id), incoming(LETTER)))).toBe("done");
  });

  test("that is sent twice, or five times at once, attaches it once and keeps one copy", async () => {
    const { ctx, given } = await aScene();
    const input = attachInput(given.id);
    const first = await receiveFile(ctx, input, incoming(LETTER));
    expect(await receiveFile(ctx, input, incoming(LETTER))).toEqual(first);
    const other = attachInput(given.id, "other.txt");
    const sent = await Promise.all(Array.from({ length: 5 }, () => receiveFile(ctx, other, incoming(PNG))));
    expect(new Set(sent.map(({ attachmentId }) => attachmentId)).size).toBe(1);
    expect(await eventTypesOf("case", given.id)).toEqual(["file.attached", "file.attached"]);
    expect(await systemDb().attachment.count({ where: { caseId: given.id } })).toBe(2);
    await nothingLeft();
  });

  test("that is on the case already is attached, and told", async () => {
    const { ctx, given, viewer } = await aScene();
    await receiveFile(ctx, attachInput(given.id, "first.txt"), incoming(LETTER));
    const { remark } = await receiveFile(ctx, attachInput(given.id, "second.txt"), incoming(LETTER));
    expect(remark).toBe("The same file is on this case already, as “first.txt”.");
    expect((await listCaseFiles(viewer, given.id)).rows).toHaveLength(2);
  });

  test("that cannot be recorded does not happen at all, and its bytes are gone", async () => {
    const { ctx, given, viewer } = await aScene();
    await refuseEventsBy(viewer.personId);
    const ended = await attempt(() => receiveFile(ctx, attachInput(given.id), incoming(LETTER)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
    await nothingLeft();
  });
});

describe("opening a file", () => {
  test("is for whoever sees the case, and for nobody else", async () => {
    const { ctx, given, site, viewer } = await aScene();
    const { attachmentId } = await receiveFile(ctx, attachInput(given.id), incoming(LETTER));
    const outcomes: Record<string, string> = {};
    for (const role of ["associate", "supervisor", "manager", "administrator", "responder", "auditor"] as const) {
      outcomes[role] = await outcomeOf(openFile(await aViewer({ site, role }), attachmentId));
    }
    expect(outcomes).toEqual({
      ...{ associate: "done", supervisor: "done", manager: "done", auditor: "done" },
      ...{ administrator: "NOT_FOUND", responder: "NOT_FOUND" },
    });
    const stranger = await aViewer({ site: await aSite(), role: "manager" });
    for (const id of [attachmentId, newId(), "../../secret", ""]) {
      expect(await outcomeOf(openFile(stranger, id))).toBe("NOT_FOUND");
    }
    expect(await outcomeOf(openFile(viewer, newId()))).toBe("NOT_FOUND");
    expect(await outcomeOf(listCaseFiles(stranger, given.id))).toBe("NOT_FOUND");
  });
});
