import { existsSync } from "node:fs";
import path from "node:path";
import { hashSources, openStamp } from "./build-stamp.mjs";
import { Failure } from "./failure.mjs";
import { projectNode, root } from "./paths.mjs";
import { run } from "./processes.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "proxy.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "next.config.ts",
  "scripts/compress-static.mjs",
  "tailwind.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/**
 * Builds the pages where the build is missing or was made from other sources.
 * @param {{ step: import("./steps.mjs").Steps, shutdown: import("./shutdown.mjs").Shutdown, distDir: string, env: NodeJS.ProcessEnv }} options
 */
export async function ensureBuilt({ step, shutdown, distDir, env }) {
  const stamp = openStamp(`${distDir}/.heard-build`);
  const hash = hashSources({ sources: SOURCES, except: ["lib/platform/generated"] });
  if (stamp.read() === hash && existsSync(path.join(root, distDir, "BUILD_ID"))) return;
  await step({ doing: "Building the pages", done: "Pages built" }, async () => {
    stamp.clear();
    const { ok, output } = await run(projectNode(), ["node_modules/next/dist/bin/next", "build"], {
      env: { ...env, NODE_ENV: "production", HEARD_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: "1" },
      shutdown,
    });
    if (!ok) throw new Failure("The pages could not be built: the build's own words are above.", output);
    stamp.write(hash);
  });
}
