import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env, s3Settings } from "./env";
import { s3Store } from "./storage-s3";

/** Where the bytes of files lie. A key is a random UUID, written once and never again. */
export type Store = {
  /** Resolves once the bytes would outlive a power cut. */
  put: (key: string, bytes: Readable, facts: { bytes: number; sha256: string }) => Promise<void>;
  /** Throws where there is nothing under the key. */
  open: (key: string) => Promise<ReadableStream<Uint8Array>>;
  /** Does nothing where there is nothing. */
  remove: (key: string) => Promise<void>;
};

/** The store that the settings name: one that speaks S3, or else a folder of the data folder. */
export function store(): Store {
  const settings = s3Settings();
  return settings ? s3Store(settings) : folderStore(filesFolder());
}

/** The folder of files, outside of what the web server serves. */
export function filesFolder(): string {
  return path.resolve(env().HEARD_DATA_DIR, "files");
}

function folderStore(folder: string): Store {
  const placeOf = (key: string) => {
    if (!/^[0-9a-f-]{36}$/.test(key)) throw new Error("This is no key of the store.");
    return path.join(folder, key.slice(0, 2), key);
  };
  return {
    async put(key, bytes) {
      const place = placeOf(key);
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      const unfinished = `${place}.part`;
      try {
        await pipeline(bytes, createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true }));
        await rename(unfinished, place);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(path.dirname(place));
      await syncFolder(folder);
    },
    async open(key) {
      const file = await open(placeOf(key));
      return Readable.toWeb(createReadStream("", { fd: file })) as ReadableStream<Uint8Array>;
    },
    async remove(key) {
      const place = placeOf(key);
      await rm(`${place}.part`, { force: true });
      await rm(place, { force: true });
    },
  };
}

// A new name outlives a power cut only once its folder is on disk too.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
