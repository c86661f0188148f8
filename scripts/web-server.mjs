import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { Failure } from "./failure.mjs";
import { projectNode, root } from "./paths.mjs";
import { endChild, signalGroup, sleep } from "./processes.mjs";

const STOP_WITHIN_MS = 5_000;
const ASK_AGAIN_MS = 50;

/** Fails when something else listens where the web server is to. */
export async function refuseBusyPort(port) {
  // Where every address is free, the one that a local server takes may still not be, and the other way round.
  for (const host of [undefined, "127.0.0.1"]) {
    const error = await tryToListen(port, host);
    if (error?.code === "EADDRINUSE") {
      const other = port < 65_535 ? port + 1 : port - 1;
      throw new Failure(
        `Port ${port} is already in use. Stop what uses it, or start with another one: PORT=${other} npm start.`,
      );
    }
    if (error?.code === "EACCES") {
      throw new Failure(`Port ${port} may not be used by this user: start with a PORT above 1023.`);
    }
    if (error) throw new Failure(`Port ${port} cannot be used (${error.code}): start with another PORT.`);
  }
}

/**
 * Starts the web server, which also runs the job worker where its role says so, and waits until it answers.
 * @param {{ mode: "start" | "dev", port: number, env: NodeJS.ProcessEnv, withinMs: number,
 *   shutdown: import("./shutdown.mjs").Shutdown, onSpawn?: (pid: number) => void, print: (chunk: Buffer) => void }} options
 */
export async function startWebServer({ mode, port, env, withinMs, shutdown, onSpawn, print }) {
  const child = spawn(projectNode(), ["node_modules/next/dist/bin/next", mode, "-p", String(port)], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  shutdown.add(
    () => endChild(child, "SIGTERM", STOP_WITHIN_MS),
    () => signalGroup(child.pid, "SIGKILL"),
  );
  onSpawn?.(child.pid);
  const output = holdOutput(child, print);
  const answer = await waitForHealth({ child, port, withinMs, isWithoutWorker: env.HEARD_ROLE === "web" });
  if (answer !== "ok") {
    const words = output.take();
    if (answer === "ended") throw new Failure("The web server ended as it started: its own words are above.", words);
    throw new Failure(`The web server did not become healthy within ${withinMs / 1000} seconds (${answer}).`, words);
  }
  output.release();
  return { onExit: (listener) => child.once("exit", listener) };
}

/** What the server prints while it starts is shown only should it fail, and everything after that as it comes. */
function holdOutput(child, print) {
  let held = [];
  const pass = (chunk) => (held ? held.push(chunk) : print(chunk));
  child.stdout.on("data", pass);
  child.stderr.on("data", pass);
  return {
    take: () => Buffer.concat(held ?? []).toString(),
    release() {
      held = null;
    },
  };
}

async function waitForHealth({ child, port, withinMs, isWithoutWorker }) {
  const until = Date.now() + withinMs;
  let answer = "no answer";
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) return "ended";
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(10_000) });
      const words = await response.text();
      if (response.ok || (isWithoutWorker && saysAllButWorker(words))) return "ok";
      answer = `it answers ${response.status} ${words.slice(0, 200)}`.trim();
    } catch {
      answer = "no answer";
    }
    await sleep(ASK_AGAIN_MS);
  }
  return answer;
}

/** A server that leaves jobs to another process is up even while that one is not. */
function saysAllButWorker(words) {
  try {
    const { database, migrations } = JSON.parse(words);
    return database === "ok" && migrations === "ok";
  } catch {
    return false;
  }
}

function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen({ port, host }, () => server.close(() => resolve(null)));
  });
}
