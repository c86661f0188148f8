import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { filesFolder } from "./storage";

const OLD_MS = 86_400_000;

/** A file that has arrived and is nobody's yet. */
export type Spooled = { path: string; bytes: number; sha256: string };
type Arrival = { outcome: "arrived"; file: Spooled } | { outcome: "too large" } | { outcome: "broken off" };

/**
 * Lets a body arrive on disk, piece by piece, and lends it to `work`; it is gone afterwards, whatever happened. What a killed process
 * left is removed a day later, when the next file comes.
 */
export async function withSpooled<T>(
  body: ReadableStream<Uint8Array> | null,
  { limitBytes, declaredBytes }: { limitBytes: number; declaredBytes: number | null },
  work: (arrival: Arrival) => Promise<T>,
): Promise<T> {
  const folder = path.join(filesFolder(), "incoming");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeOld(folder);
  const place = path.join(folder, randomUUID());
  try {
    const arrival = await receive(body, place, limitBytes);
    const isWhole = arrival.outcome !== "arrived" || declaredBytes === null || arrival.file.bytes === declaredBytes;
    return await work(isWhole ? arrival : { outcome: "broken off" });
  } finally {
    await rm(place, { force: true });
  }
}

async function receive(body: ReadableStream<Uint8Array> | null, place: string, limitBytes: number): Promise<Arrival> {
  const file = await open(place, "wx", 0o600);
  const reader = body?.getReader();
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for (;;) {
      const piece = reader ? await reader.read().catch(() => null) : { done: true, value: undefined };
      if (!piece) return { outcome: "broken off" };
      if (piece.done || !piece.value) break;
      bytes += piece.value.length;
      if (bytes > limitBytes) return { outcome: "too large" };
      hash.update(piece.value);
      await file.appendFile(piece.value);
    }
    return { outcome: "arrived", file: { path: place, bytes, sha256: hash.digest("hex") } };
  } finally {
    await file.close();
    await reader?.cancel().catch(() => {});
  }
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const place = path.join(folder, name);
    const found = await stat(place).catch(() => null);
    if (found && Date.now() - found.mtimeMs > OLD_MS) await rm(place, { force: true });
  }
}
