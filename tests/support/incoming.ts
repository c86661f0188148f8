import { readdirSync } from "node:fs";
import path from "node:path";
import { attachFileSchema } from "@/lib/attachment/schema";
import { systemDb } from "@/lib/platform/db";
import type { Incoming } from "@/lib/platform/upload";
import { newId } from "@/lib/shared/ids";

/** What an upload of this file says in its address. */
export function attachInput(caseId: string, name = "letter.txt") {
  return attachFileSchema.parse({ idempotencyKey: newId(), caseId, name });
}

/** These bytes on their way in, in pieces; `declared` is what the sender says of their number. */
export function incoming(bytes: Uint8Array, declared: number | null = bytes.length): Incoming {
  return { body: new Blob([Uint8Array.from(bytes)]).stream(), declaredBytes: declared };
}

/** Bytes of which the connection breaks after the first piece. */
export function breakingOff(bytes: Uint8Array): Incoming {
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(new Error("aborted"));
      else controller.enqueue(bytes);
      sent = true;
    },
  });
  return { body, declaredBytes: bytes.length * 2 };
}

/** The names of all files that lie in the store of this test, on their way or kept. */
export function filesOnDisk(): string[] {
  const folder = path.join(process.env.HEARD_DATA_DIR ?? "", "files");
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/** The keys of every row that refers to bytes. */
export async function keysInUse(): Promise<string[]> {
  const [files, documents] = await Promise.all([
    systemDb().attachment.findMany({ select: { key: true } }),
    systemDb().delegation.findMany({ select: { fileKey: true } }),
  ]);
  return [...files.map(({ key }) => key), ...documents.flatMap(({ fileKey }) => fileKey ?? [])].sort();
}
