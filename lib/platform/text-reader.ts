import "server-only";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setPriority } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** Kinds of files whose words can be read. */
export const READABLE_KINDS = ["pdf", "docx", "odt", "text", "csv"] as const;
export type ReadableKind = (typeof READABLE_KINDS)[number];

const MOST_MS = 30_000;
const MOST_ANSWER_BYTES = 4_000_000;
const HEAP_MB = 256;
const MOST_MEMORY_BYTES = 900_000_000;
const LOOK_EVERY_MS = 200;
const PAGE_BYTES = 4_096;

const answerSchema = z.union([
  z.object({ state: z.literal("read"), text: z.string(), isCut: z.boolean() }),
  z.object({ state: z.enum(["empty", "locked", "damaged", "too_large"]) }),
]);

/** `too_hard`: it took more time or memory than one file may. */
export type TextReading = z.infer<typeof answerSchema> | { state: "too_hard" };

/**
 * The words of a file, read by a process of its own that knows no secret, may write nothing and is ended when it takes too long or too much:
 * whatever a file does to its reader, the worker goes on. Throws only where the bytes cannot be had or no process be started.
 */
export async function readText(kind: ReadableKind, bytes: ReadableStream<Uint8Array>): Promise<TextReading> {
  const child = spawn(process.execPath, [...limits(), "read-file.mjs", kind], {
    cwd: inProject("scripts"),
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  const end = () => child.kill("SIGKILL");
  const timer = setTimeout(end, MOST_MS);
  const look = setInterval(async () => {
    if ((await memoryOf(child.pid)) > MOST_MEMORY_BYTES) end();
  }, LOOK_EVERY_MS);
  const said: Buffer[] = [];
  let saidBytes = 0;
  child.stdout.on("data", (piece: Buffer) => {
    saidBytes += piece.length;
    if (saidBytes > MOST_ANSWER_BYTES) end();
    else said.push(piece);
  });
  try {
    giveWay(child.pid);
    await Promise.all([ended, feed(bytes, child.stdin)]);
  } finally {
    clearTimeout(timer);
    clearInterval(look);
    end();
  }
  return understand(Buffer.concat(said).toString("utf8"));
}

function limits(): string[] {
  const readable = [inProject("scripts"), inProject("node_modules", "pdfjs-dist")];
  return [
    "--permission",
    ...readable.map((place) => `--allow-fs-read=${place}`),
    "--disable-warning=ExperimentalWarning",
    `--max-old-space-size=${HEAP_MB}`,
  ];
}

function inProject(...parts: string[]): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), ...parts);
}

// A reader that was ended, or has read enough, hangs up: what counts is what it said. A store that breaks off is another matter.
async function feed(bytes: ReadableStream<Uint8Array>, into: NodeJS.WritableStream): Promise<void> {
  let isBroken: unknown = null;
  const source = Readable.fromWeb(bytes as Parameters<typeof Readable.fromWeb>[0]);
  source.once("error", (error) => {
    isBroken = error;
  });
  await pipeline(source, into).catch(() => {});
  if (isBroken instanceof Error && !/EPIPE|ERR_STREAM_PREMATURE_CLOSE/.test(String(Reflect.get(isBroken, "code")))) {
    throw isBroken;
  }
}

function understand(said: string): TextReading {
  try {
    return answerSchema.parse(JSON.parse(said));
  } catch {
    // It ended without a word: out of memory, or broken by what it read.
    return { state: "too_hard" };
  }
}

/** Whoever waits for a page goes first. */
function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, 10);
  } catch {
    // It has ended already, or the system knows no such thing.
  }
}

/** The memory of a process where the system tells it as Linux does; else nought. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const told = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => "");
  return Number(told.split(" ")[1] ?? 0) * PAGE_BYTES;
}
