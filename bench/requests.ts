import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";
import { median } from "./measure";
import { signIn } from "./served";

/** A signed-in page with nothing but the shell, which only the benchmark's build has. */
const EMPTY = "/empty";
const QUEUE = "/cases?tab=open";
const AT_ONCE = 8;
const SECONDS = Number(process.env.HEARD_BENCH_SECONDS ?? 8);
const ROUNDS = 5;
const TARGET = 0.5;

const { address, cookie } = await signIn("supervisor@heard.example");
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** One page as a browser asks for it, read to its end. */
function ask(path: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, accept: "text/html", "accept-encoding": "gzip" };
    get(new URL(path, address), { agent, headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, bytes }));
      answer.on("error", reject);
    }).on("error", reject);
  });
}

/** How many requests a second the server answers while so many ask again and again. */
async function perSecond(path: string): Promise<number> {
  const from = performance.now();
  const until = from + SECONDS * 1_000;
  let answered = 0;
  const askOn = async () => {
    while (performance.now() < until) {
      const { status } = await ask(path);
      if (status !== 200) throw new Error(`${path} answered ${status}.`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return answered / ((performance.now() - from) / 1_000);
}

const sizes = { empty: await ask(EMPTY), queue: await ask(QUEUE) };
const rates = { empty: [] as number[], queue: [] as number[] };
for (let round = -1; round < ROUNDS; round++) {
  const [empty, queue] = [await perSecond(EMPTY), await perSecond(QUEUE)];
  if (round < 0) continue;
  rates.empty.push(empty);
  rates.queue.push(queue);
}
const [empty, queue] = [median(rates.empty), median(rates.queue)];
const ratio = queue / empty;
console.log(
  `An empty signed-in page (${kilobytes(sizes.empty.bytes)}) ${empty.toFixed(1)}, the queue (${kilobytes(sizes.queue.bytes)}) ` +
    `${queue.toFixed(1)} requests a second, ${AT_ONCE} at once, medians of ${ROUNDS} rounds of ${SECONDS} s in turn: ${ratio.toFixed(2)} of it. ` +
    `Target: at least ${TARGET}${ratio >= TARGET ? "" : ", which it is below"}.`,
);
process.exit(0);

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(0)} kB compressed`;
}
