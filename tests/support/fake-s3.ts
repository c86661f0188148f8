import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

export const S3 = {
  bucket: "heard-files",
  region: "eu-west-2",
  accessKeyId: "HEARDKEY",
  secretAccessKey: "a/secret+key",
};

const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

/** A store as far as three verbs of S3 go, which believes nobody: it reckons each signature and each sum anew. */
export async function startFakeS3() {
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const end = (status: number, content?: Buffer) => response.writeHead(status).end(content);
    if (!isSigned(request)) return end(403);
    const key = (request.url ?? "").replace(`/${S3.bucket}/`, "");
    const found = objects.get(key);
    if (request.method === "GET") return found ? end(200, found) : end(404);
    if (request.method === "DELETE") {
      objects.delete(key);
      return end(204);
    }
    if (request.headers["content-length"] !== String(body.length)) return end(411);
    if (request.headers["x-amz-content-sha256"] !== sha256(body)) return end(400);
    objects.set(key, body);
    return end(200);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Signature Version 4, as the store reckons it from what it was sent. */
function isSigned({ method, url, headers }: IncomingMessage): boolean {
  const parts = /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    headers.authorization ?? "",
  );
  if (!parts) return false;
  const [, id, day = "", region = "", names = "", signature] = parts;
  const lines = names.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}\n`);
  const payload = String(headers["x-amz-content-sha256"]);
  const asked = [method, url, "", lines.join(""), names, payload].join("\n");
  const time = String(headers["x-amz-date"]);
  const text = ["AWS4-HMAC-SHA256", time, `${day}/${region}/s3/aws4_request`, sha256(asked)].join("\n");
  const key = hmac(hmac(hmac(hmac(`AWS4${S3.secretAccessKey}`, day), region), "s3"), "aws4_request");
  return id === S3.accessKeyId && region === S3.region && hmac(key, text).toString("hex") === signature;
}
