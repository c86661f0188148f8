import { reportFailure } from "./failure.mjs";
import { ensureInstalled, handOverToProjectNode } from "./install.mjs";
import { createShutdown } from "./shutdown.mjs";
import { createSteps } from "./steps.mjs";

/**
 * Runs one of the project's commands: packages first, then under a Node that is new enough; what it began is ended
 * when it ends, however it ends.
 * @param {(tools: { step: import("./steps.mjs").Steps, shutdown: import("./shutdown.mjs").Shutdown }) => Promise<number | void>} work
 *   its number is the exit code
 * @param {{ signalExitCode?: number, onSignal?: () => void, before?: () => unknown }} [options]
 */
export async function command(work, { signalExitCode = 130, onSignal, before } = {}) {
  // A reader that goes away (`npm start | head`) is no reason to leave a database running.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const shutdown = createShutdown({ onSignal });
  const tools = { step: createSteps({ isStopping: shutdown.isStopping }), shutdown };
  shutdown.listen(signalExitCode);
  let exitCode = 0;
  try {
    await before?.();
    await ensureInstalled(tools);
    if (handOverToProjectNode()) return;
    exitCode = (await work(tools)) ?? 0;
  } catch (error) {
    if (shutdown.isStopping()) return;
    reportFailure(error);
    exitCode = 1;
  }
  await shutdown.stop();
  process.exit(exitCode);
}
