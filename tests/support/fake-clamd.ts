import { createServer, type Socket } from "node:net";

/** What a scanner looks for here, in place of a real virus. */
export const MALWARE = "HEARD-TEST-MALWARE";

type Manner = "normal" | "mute" | "refuses";

/** A clamd as far as its INSTREAM command goes: it finds MALWARE, and can be told to hang up or to refuse. */
export async function startFakeClamd() {
  let manner: Manner = "normal";
  const scanned: number[] = [];
  const server = createServer((socket) => {
    const pieces: Buffer[] = [];
    socket.on("error", () => {});
    if (manner === "mute") socket.destroy();
    socket.on("data", (piece: Buffer) => {
      pieces.push(piece);
      const stream = readInstream(Buffer.concat(pieces));
      if (stream === null) return;
      scanned.push(stream.length);
      answer(socket, manner, stream);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    setting: `127.0.0.1:${port}`,
    scanned,
    behave: (next: Manner) => {
      manner = next;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function answer(socket: Socket, manner: Manner, stream: Buffer): void {
  const verdict = stream.includes(MALWARE) ? "stream: Heard.Test.Malware FOUND" : "stream: OK";
  socket.end(`${manner === "refuses" ? "INSTREAM size limit exceeded. ERROR" : verdict}\0`);
}

/** The bytes of the stream once its end is there, else null. */
function readInstream(heard: Buffer): Buffer | null {
  const command = Buffer.from("zINSTREAM\0");
  if (heard.length < command.length) return null;
  if (!heard.subarray(0, command.length).equals(command)) throw new Error("this is not what clamd understands");
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= heard.length; ) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    if (at + 4 + length > heard.length) return null;
    pieces.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
