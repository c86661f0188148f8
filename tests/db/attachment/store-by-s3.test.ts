import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { receiveFile } from "@/lib/attachment/mutations/receive-file";
import { openFile } from "@/lib/attachment/queries";
import { systemDb } from "@/lib/platform/db";
import { store } from "@/lib/platform/storage";
import { refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, userCtxFor } from "../../support/factories";
import { S3, startFakeS3 } from "../../support/fake-s3";
import { attachInput, filesOnDisk, incoming } from "../../support/incoming";

// Before the settings are read for the first time.
const fake = await startFakeS3();
process.env.HEARD_S3_ENDPOINT = fake.endpoint;
process.env.HEARD_S3_BUCKET = S3.bucket;
process.env.HEARD_S3_REGION = S3.region;
process.env.HEARD_S3_ACCESS_KEY_ID = S3.accessKeyId;
process.env.HEARD_S3_SECRET_ACCESS_KEY = S3.secretAccessKey;
afterAll(() => fake.stop());
beforeEach(() => fake.objects.clear());

const LETTER = Buffer.from("Dear ward\n".repeat(300_000));
const factsOf = (bytes: Buffer) => ({ bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });

test("a store that speaks S3 keeps what it is given, signed, counted and summed", async () => {
  const key = randomUUID();
  await store().put(key, Readable.from([LETTER.subarray(0, 1_000), LETTER.subarray(1_000)]), factsOf(LETTER));
  expect(fake.objects.get(key)?.equals(LETTER)).toBe(true);
  expect(Buffer.from(await new Response(await store().open(key)).arrayBuffer()).equals(LETTER)).toBe(true);
  await store().remove(key);
  await store().remove(key);
  expect(fake.objects.size).toBe(0);
  await expect(store().open(key)).rejects.toThrow("the store answered 404 to GET");
});

test("bytes that are not those announced are refused by the store, and so by us", async () => {
  const other = { ...factsOf(LETTER), sha256: "0".repeat(64) };
  await expect(store().put(randomUUID(), Readable.from([LETTER]), other)).rejects.toThrow("400");
  expect(fake.objects.size).toBe(0);
});

test("a file goes through it and back, with nothing left on disk", async () => {
  const site = await aSite();
  const viewer = await aViewer({ site });
  const given = await aCase({ site });
  const { attachmentId } = await receiveFile(userCtxFor(viewer), attachInput(given.id), incoming(LETTER));
  const opened = await openFile(viewer, attachmentId);
  expect(Buffer.from(await new Response(opened.body).arrayBuffer()).equals(LETTER)).toBe(true);
  expect(filesOnDisk()).toEqual([]);
});

test("what cannot be recorded is taken out of the store again; where that is impossible too, the sweep knows of it", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const site = await aSite();
  const viewer = await aViewer({ site });
  const given = await aCase({ site });
  await refuseEventsBy(viewer.personId);
  const attempt = () => receiveFile(userCtxFor(viewer), attachInput(given.id), incoming(LETTER));
  await expect(attempt()).rejects.toThrow();
  expect(fake.objects.size).toBe(0);
  expect(await systemDb().pendingFile.count()).toBe(0);
  await fake.stop();
  await expect(attempt()).rejects.toThrow();
  expect(await systemDb().pendingFile.findMany()).toMatchObject([{ sweptAt: expect.any(Date) }]);
});
