import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { scanFiles } from "@/lib/attachment/jobs";
import { receiveFile } from "@/lib/attachment/mutations/receive-file";
import { listCaseFiles, openFile } from "@/lib/attachment/queries";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventsOf, eventTypesOf, outcomeOf, refusalOf } from "../../support/evidence";
import { aCase, aFile, aSite, aViewer, userCtxFor } from "../../support/factories";
import { MALWARE, startFakeClamd } from "../../support/fake-clamd";
import { attachInput, filesOnDisk, incoming, keysInUse } from "../../support/incoming";
import { runJob } from "../../support/jobs";

// Before the settings are read for the first time.
const clamd = await startFakeClamd();
process.env.HEARD_CLAMD = clamd.setting;
afterAll(() => clamd.stop());

const LETTER = Buffer.from("Dear ward\n".repeat(20_000));
const INFECTED = Buffer.from(`${"a".repeat(100_000)}${MALWARE}\n`);

beforeEach(() => {
  clamd.behave("normal");
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

async function aScene() {
  const site = await aSite();
  const viewer = await aViewer({ site });
  return { site, viewer, ctx: userCtxFor(viewer), given: await aCase({ site }) };
}

const scanOf = async (id: string) =>
  systemDb().attachment.findUnique({ where: { id }, select: { scan: true, finding: true } });

describe("where files are scanned", () => {
  test("a clean one is shown to the scanner whole, and says so", async () => {
    const { ctx, given, viewer } = await aScene();
    const { attachmentId } = await receiveFile(ctx, attachInput(given.id), incoming(LETTER));
    expect(clamd.scanned.at(-1)).toBe(LETTER.length);
    expect(await scanOf(attachmentId)).toEqual({ scan: "clean", finding: null });
    expect(await outcomeOf(openFile(viewer, attachmentId))).toBe("done");
  });

  test("an infected one is refused in a sentence; who tried stands in the timeline, and nothing is kept", async () => {
    const { ctx, given } = await aScene();
    const refusal = await refusalOf(receiveFile(ctx, attachInput(given.id), incoming(INFECTED)));
    expect(refusal.details.fieldErrors?.file?.[0]).toMatch(/virus scan found “Heard\.Test\.Malware”/);
    expect(await eventsOf("case", given.id)).toMatchObject([
      { type: "file.refused", data: { finding: "Heard.Test.Malware" } },
    ]);
    const ended = await attempt(() => receiveFile(ctx, attachInput(given.id), incoming(INFECTED)));
    expect(ended).toEqual({ outcome: "INVALID", changed: ["Event"] });
    expect(filesOnDisk()).toEqual(await keysInUse());
  });

  test.each(["mute", "refuses"] as const)(
    "one that came while the scanner was %s is kept, locked, and opened once it is scanned",
    async (manner) => {
      const { ctx, given, viewer } = await aScene();
      clamd.behave(manner);
      const { attachmentId } = await receiveFile(ctx, attachInput(given.id), incoming(LETTER));
      expect(await scanOf(attachmentId)).toEqual({ scan: "failed", finding: null });
      expect((await listCaseFiles(viewer, given.id)).rows).toMatchObject([{ isServed: false }]);
      expect(await outcomeOf(openFile(viewer, attachmentId))).toBe("NOT_FOUND");

      await runJob("scanFiles", scanFiles);
      expect(await scanOf(attachmentId)).toEqual({ scan: "failed", finding: null });
      expect(await eventTypesOf("case", given.id)).toEqual(["file.attached"]);

      clamd.behave("normal");
      await runJob("scanFiles", scanFiles);
      expect(await scanOf(attachmentId)).toEqual({ scan: "clean", finding: null });
      expect(await outcomeOf(openFile(viewer, attachmentId))).toBe("done");
      await runJob("scanFiles", scanFiles);
      expect(await eventsOf("case", given.id)).toMatchObject([
        { type: "file.attached" },
        { type: "file.scanned", data: { attachmentId, verdict: "clean" }, actorId: null, actorName: "Virus scan" },
      ]);
    },
  );

  test("one that turns out infected later stays locked, with what was found", async () => {
    const { ctx, given, viewer } = await aScene();
    clamd.behave("mute");
    const { attachmentId } = await receiveFile(ctx, attachInput(given.id), incoming(INFECTED));
    clamd.behave("normal");
    await runJob("scanFiles", scanFiles);
    expect(await scanOf(attachmentId)).toEqual({ scan: "infected", finding: "Heard.Test.Malware" });
    expect(await outcomeOf(openFile(viewer, attachmentId))).toBe("NOT_FOUND");
    expect(await eventTypesOf("case", given.id)).toEqual(["file.attached", "file.scanned"]);
  });

  test("one from before there was a scanner is locked until it is scanned, and one whose bytes are lost stops no other", async () => {
    const { ctx, given, viewer } = await aScene();
    const lost = await aFile(given);
    expect(await outcomeOf(openFile(viewer, lost.id))).toBe("NOT_FOUND");
    clamd.behave("mute");
    const { attachmentId } = await receiveFile(ctx, attachInput(given.id), incoming(LETTER));
    clamd.behave("normal");
    await runJob("scanFiles", scanFiles);
    expect(await scanOf(attachmentId)).toEqual({ scan: "clean", finding: null });
    expect(await scanOf(lost.id)).toEqual({ scan: "not_scanned", finding: null });
  });
});
