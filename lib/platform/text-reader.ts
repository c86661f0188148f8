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
const MOST_COMING_MS = 120_000;
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
 * whatever a file does to its reader, the worker goes on. Throws where the bytes cannot be had, and where the process was ended by others or
 * never began: that tells nothing of the file, which is to be tried again.
 */
export async function readText(kind: ReadableKind, bytes: ReadableStream<Uint8Array>): Promise<TextReading> {
  const child = spawn(process.execPath, [...limits(), "read-file.mjs", kind], {
    cwd: inProject("scripts"),
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (_code, signal) => resolve(signal));
  });
  let isTooHard = false;
  const end = () => child.kill("SIGKILL");
  const giveUp = () => {
    isTooHard = true;
    end();
  };
  let timer = setTimeout(end, MOST_COMING_MS);
  const look = setInterval(async () => {
    if ((await memoryOf(child.pid)) > MOST_MEMORY_BYTES) giveUp();
  }, LOOK_EVERY_MS);
  const said: Buffer[] = [];
  let saidBytes = 0;
  child.stdout.on("data", (piece: Buffer) => {
    saidBytes += piece.length;
    if (saidBytes > MOST_ANSWER_BYTES) giveUp();
    else said.push(piece);
  });
  try {
    giveWay(child.pid);
    const fed = feed(bytes, child.stdin).then(() => {
      // How long the bytes were on their way is not the file's doing.
      clearTimeout(timer);
      timer = setTimeout(giveUp, MOST_MS);
    });
    const [signal] = await Promise.all([ended, fed]);
    return understand(Buffer.concat(said).toString("utf8"), { isTooHard, signal });
  } finally {
    clearTimeout(timer);
    clearInterval(look);
    end();
  }
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

/** How V8 ends a process whose heap is full. */
const OF_FULL_HEAP: (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP", "SIGILL"];

/** `isTooHard`: ended by a limit of ours. Whatever else ended it before it answered, such as a server that stops, is not the file's doing. */
export function understand(said: string, by: { isTooHard: boolean; signal: NodeJS.Signals | null }): TextReading {
  if (by.isTooHard || OF_FULL_HEAP.includes(by.signal)) return { state: "too_hard" };
  if (by.signal) throw new Error(`The reader was ended by ${by.signal}.`);
  if (said === "") throw new Error("The reader ended without an answer.");
  return answerSchema.parse(JSON.parse(said));
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
