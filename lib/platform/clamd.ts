import "server-only";
import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";
import { env } from "./env";
import { describeError, log } from "./log";

/** `unanswered`: no scanner could be asked, or it could not say. */
export type ScanReply = { outcome: "clean" } | { outcome: "infected"; finding: string } | { outcome: "unanswered" };

const PATIENCE_MS = 60_000;
const MOST_REPLY = 4_000;

export function hasScanner(): boolean {
  return env().HEARD_CLAMD !== undefined;
}

/** Shows bytes to the clamd that HEARD_CLAMD names (its INSTREAM command). Never throws on account of the scanner. */
export async function scanBytes(bytes: Readable): Promise<ScanReply> {
  try {
    return readScanReply(await converse(bytes));
  } catch (error) {
    log.error("the virus scanner could not be asked", { error: describeError(error) });
    return { outcome: "unanswered" };
  } finally {
    bytes.destroy();
  }
}

/** Reads "stream: OK", "stream: Eicar-Test-Signature FOUND" and whatever else clamd may say instead. */
export function readScanReply(reply: string): ScanReply {
  const line = (reply.split("\0")[0] ?? "").trim();
  if (line === "stream: OK") return { outcome: "clean" };
  const finding = /^stream: (.+) FOUND$/.exec(line)?.[1];
  if (finding) return { outcome: "infected", finding: finding.slice(0, 200) };
  log.error("the virus scanner gave no verdict", { reply: line.slice(0, 200) });
  return { outcome: "unanswered" };
}

/** Each piece goes with its length before it, as four bytes; a length of nothing ends the stream. */
async function converse(bytes: Readable): Promise<string> {
  const socket = connect(addressOf(env().HEARD_CLAMD ?? ""));
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error("no answer in time")));
  const reply = listen(socket);
  // It may answer, and hang up, before it has heard everything: then its answer counts, not the broken pipe.
  const said = speak(socket, bytes).catch(() => {});
  try {
    return await reply;
  } finally {
    socket.destroy();
    bytes.destroy();
    await said;
  }
}

async function speak(socket: Socket, bytes: Readable): Promise<void> {
  await write(socket, Buffer.from("zINSTREAM\0"));
  for await (const piece of bytes) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    await write(socket, length);
    await write(socket, piece);
  }
  await write(socket, Buffer.alloc(4));
}

function write(socket: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}

function listen(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      heard = (heard + text).slice(0, MOST_REPLY);
      if (heard.includes("\0")) resolve(heard);
    });
    socket.on("end", () => resolve(heard));
    socket.on("error", reject);
    socket.on("close", () => (heard ? resolve(heard) : reject(new Error("hung up without an answer"))));
  });
}

function addressOf(setting: string): { host: string; port: number } {
  const colon = setting.lastIndexOf(":");
  return { host: setting.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(setting.slice(colon + 1)) };
}
