import "server-only";
import { Readable } from "node:stream";
import { AwsClient } from "aws4fetch";
import type { S3Settings } from "./env";
import type { Store } from "./storage";

const WRITE_MS = 120_000;
const ANSWER_MS = 30_000;

/** A bucket of any store that speaks S3, addressed by path, as the stores of one's own do. */
export function s3Store(settings: S3Settings): Store {
  const client = new AwsClient({
    accessKeyId: settings.HEARD_S3_ACCESS_KEY_ID,
    secretAccessKey: settings.HEARD_S3_SECRET_ACCESS_KEY,
    region: settings.HEARD_S3_REGION,
    service: "s3",
    // A stream is read once.
    retries: 0,
  });
  const addressOf = (key: string) =>
    `${settings.HEARD_S3_ENDPOINT.replace(/\/+$/, "")}/${encodeURIComponent(settings.HEARD_S3_BUCKET)}/${key}`;

  const ask = async (method: string, key: string, init: RequestInit = {}) => {
    const signal = AbortSignal.timeout(method === "PUT" ? WRITE_MS : ANSWER_MS);
    const answer = await client.fetch(addressOf(key), { ...init, method, signal, cache: "no-store" });
    if (answer.ok || (method === "DELETE" && answer.status === 404)) return answer;
    await answer.body?.cancel();
    throw new StoreRefused(`the store answered ${answer.status} to ${method}`, answer.status);
  };

  return {
    async put(key, bytes, facts) {
      const body = Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
      // The store refuses bytes that do not have the sum they were signed with.
      const headers = { "content-length": String(facts.bytes), "x-amz-content-sha256": facts.sha256 };
      const init: RequestInit & { duplex: "half" } = { body, headers, duplex: "half" };
      const answer = await ask("PUT", key, init);
      await answer.body?.cancel();
    },
    async open(key) {
      const { body } = await ask("GET", key);
      if (!body) throw new StoreRefused("the store answered without the file", 200);
      return body;
    },
    async remove(key) {
      const answer = await ask("DELETE", key);
      await answer.body?.cancel();
    },
  };
}

class StoreRefused extends Error {
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message);
    this.name = "StoreRefused";
  }
}
