import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { sweepFiles } from "@/lib/attachment/jobs";
import { attachFile, expectFile } from "@/lib/attachment/mutations/attach-file";
import { receiveFile } from "@/lib/attachment/mutations/receive-file";
import { openFile } from "@/lib/attachment/queries";
import { systemDb } from "@/lib/platform/db";
import { filesFolder, store } from "@/lib/platform/storage";
import { outcomeOf, refusalOf } from "../../support/evidence";
import { aCase, aSite, aViewer, userCtxFor } from "../../support/factories";
import { attachInput, filesOnDisk, incoming } from "../../support/incoming";
import { runJob } from "../../support/jobs";

const LETTER = Buffer.from("Dear ward\n");
const sha256 = createHash("sha256").update(LETTER).digest("hex");
const facts = { kind: "text", bytes: LETTER.length, sha256, scan: "not_scanned" } as const;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

async function aScene() {
  const site = await aSite();
  const viewer = await aViewer({ site });
  return { viewer, given: await aCase({ site }) };
}

/** What a server leaves that was killed after so many steps of an upload that began then. */
async function killedAfter(
  steps: "expecting" | "half storing" | "storing",
  viewer: Awaited<ReturnType<typeof aViewer>>,
  at: Date,
) {
  const key = randomUUID();
  await expectFile(userCtxFor(viewer, at), key);
  if (steps === "half storing") {
    mkdirSync(path.join(filesFolder(), key.slice(0, 2)), { recursive: true });
    writeFileSync(path.join(filesFolder(), key.slice(0, 2), `${key}.part`), "Dear");
  }
  if (steps === "storing") await store().put(key, Readable.from([LETTER]), facts);
  return key;
}

test("a server that is killed between any two steps leaves nothing on the case, and the sweep removes the bytes", async () => {
  const { viewer, given } = await aScene();
  for (const steps of ["expecting", "half storing", "storing"] as const) await killedAfter(steps, viewer, hoursAgo(25));
  const { attachmentId } = await receiveFile(userCtxFor(viewer), attachInput(given.id), incoming(LETTER));
  const young = await killedAfter("storing", viewer, hoursAgo(23));
  expect(filesOnDisk()).toHaveLength(4);

  await runJob("sweepFiles", sweepFiles);

  const { key } = await systemDb().attachment.findUniqueOrThrow({ where: { id: attachmentId } });
  expect(filesOnDisk()).toEqual([key, young].sort());
  expect((await systemDb().pendingFile.findMany()).map((row) => row.key)).toEqual([young]);
  expect(await outcomeOf(openFile(viewer, attachmentId))).toBe("done");
});

test("a file that the store does not give up keeps no other from being removed", async () => {
  const { viewer } = await aScene();
  const stuck = await killedAfter("expecting", viewer, hoursAgo(30));
  mkdirSync(path.join(filesFolder(), stuck.slice(0, 2), stuck), { recursive: true });
  const next = await killedAfter("storing", viewer, hoursAgo(26));
  await runJob("sweepFiles", sweepFiles);
  const left = await systemDb().pendingFile.findMany({ where: { key: { in: [stuck, next] } } });
  expect(left.map(({ key }) => key)).toEqual([stuck]);
});

test("an upload so slow that it was swept is refused, and no row refers to bytes that are gone", async () => {
  const { viewer, given } = await aScene();
  const key = await killedAfter("storing", viewer, hoursAgo(30));
  await runJob("sweepFiles", sweepFiles);
  const refusal = await refusalOf(attachFile(userCtxFor(viewer), attachInput(given.id), { key, ...facts }));
  expect(refusal).toMatchObject({ code: "CONFLICT", message: expect.stringMatching(/took too long/) });
  expect(await systemDb().attachment.count({ where: { caseId: given.id } })).toBe(0);
});

test("what a killed server left half received is removed a day later, when the next file comes", async () => {
  const { viewer, given } = await aScene();
  const folder = path.join(filesFolder(), "incoming");
  mkdirSync(folder, { recursive: true });
  for (const [name, hours] of [
    ["old", 25],
    ["young", 1],
  ] as const) {
    writeFileSync(path.join(folder, name), "x");
    utimesSync(path.join(folder, name), hoursAgo(hours), hoursAgo(hours));
  }
  await receiveFile(userCtxFor(viewer), attachInput(given.id), incoming(LETTER));
  expect(readdirSync(folder)).toEqual(["young"]);
});

test("a case holds at most 200 files", async () => {
  const { viewer, given } = await aScene();
  const row = { caseId: given.id, siteId: given.siteId, name: "x", ...facts, uploadedById: viewer.personId };
  await systemDb().attachment.createMany({
    data: Array.from({ length: 200 }, () => {
      const id = randomUUID();
      return { ...row, id, key: id, idempotencyKey: id, uploadedAt: new Date() };
    }),
  });
  const refusal = await refusalOf(receiveFile(userCtxFor(viewer), attachInput(given.id), incoming(LETTER)));
  expect(refusal.details.fieldErrors?.file?.[0]).toMatch(/at most 200 files/);
});
