import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findFreePort } from "@/scripts/embedded-database.mjs";
import { identify } from "@/scripts/processes.mjs";

const SECRET = "0123456789abcdef".repeat(4);
let dataDir: string;
const servers: Server[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "heard-start-"));
  chmodSync(dataDir, 0o711);
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(dataDir, { recursive: true });
});

describe("npm start", () => {
  test.each([
    ["a port that is no number", { PORT: "three" }, /^PORT must be a number from 1 to 65535, and is "three"[.]$/],
    ["a port out of range", { PORT: "65536" }, /^PORT must be a number/],
    ["an unknown role", { HEARD_ROLE: "boss" }, /^HEARD_ROLE must be all, web or worker/],
    ["a flag that is neither 1 nor 0", { HEARD_DEMO: "yes" }, /^HEARD_DEMO must be 1 or 0/],
    ["a public address that is none", { NEXTAUTH_URL: "heard" }, /^NEXTAUTH_URL must be the address people open/],
    ["a short secret", { HEARD_SECRET: "short" }, /^HEARD_SECRET is too short/],
    ["a database without a secret", { DATABASE_URL: "postgres://u:hidden@127.0.0.1:1/x" }, /^HEARD_SECRET is required/],
    [
      "a database of another kind",
      { DATABASE_URL: "mysql://u:hidden@127.0.0.1/x" },
      /^DATABASE_URL is not the address/,
    ],
    [
      "a database that does not answer",
      { DATABASE_URL: "postgres://u:hidden@127.0.0.1:1/x", HEARD_SECRET: SECRET },
      /^The database at 127[.]0[.]0[.]1:1\/x cannot be reached: nothing answers there[.] Check DATABASE_URL[.]$/,
    ],
    [
      "a data folder that is a file",
      { HEARD_DATA_DIR: "/etc/passwd" },
      /^The data folder \/etc\/passwd cannot be written/,
    ],
  ])("refuses %s in one sentence", async (_name, env, sentence) => {
    const { code, stdout, stderr } = await start(env);
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain("hidden");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("refuses a port that is taken", async () => {
    const port = await takePort();
    const { code, stderr } = await start({ PORT: String(port) });
    expect(stderr).toBe(
      `Port ${port} is already in use. Stop what uses it, or start with another one: PORT=${port + 1} npm start.\n`,
    );
    expect(code).toBe(1);
  });

  test("refuses data on which Heard is already running", async () => {
    writeLock({ owner: identify(process.pid), port: 3000, address: "http://localhost:3000" });
    const { code, stderr } = await start({});
    expect(stderr).toBe(
      `Heard is already running on this data (process ${process.pid}, http://localhost:3000). Stop it first, or set HEARD_DATA_DIR and PORT to run a second copy.\n`,
    );
    expect(code).toBe(1);
  });

  test("takes no notice of a lock whose owner is gone, or whose number has gone to another process", async () => {
    const port = await takePort();
    for (const started of ["1", null]) {
      writeLock({ owner: { pid: started ? process.pid : 2 ** 22 + 1, started }, port: 3000, address: "x" });
      const { stderr } = await start({ PORT: String(port) });
      expect(stderr).toContain("is already in use");
    }
  });
});

function writeLock(content: object) {
  writeFileSync(path.join(dataDir, "heard.lock"), JSON.stringify(content));
}

function takePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    servers.push(server);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

async function start(env: Record<string, string>) {
  const port = await findFreePort();
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      // Empty values, so that a developer's .env has no say.
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        ...{ DATABASE_URL: "", HEARD_SECRET: "", HEARD_DEMO: "", HEARD_ROLE: "", NEXTAUTH_URL: "" },
        PORT: String(port),
        HEARD_DATA_DIR: dataDir,
        ...env,
      },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
