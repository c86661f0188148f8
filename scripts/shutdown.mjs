const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
// npm hands Ctrl-C on to a script that the terminal has already told: within this time the two count as one.
const SAME_SIGNAL_MS = 700;

/**
 * What must be ended when the command ends, last begun first.
 * @typedef {ReturnType<typeof createShutdown>} Shutdown
 */
export function createShutdown({ onSignal = () => {} } = {}) {
  /** @type {{ end: () => unknown, force?: () => void }[]} */
  const open = [];
  let stopping;
  let firstSignalAt = 0;

  function add(end, force) {
    const entry = { end, force };
    open.push(entry);
    return () => remove(entry);
  }

  function remove(entry) {
    const at = open.indexOf(entry);
    if (at !== -1) open.splice(at, 1);
  }

  function stop() {
    stopping ??= endAll();
    return stopping;
  }

  async function endAll() {
    let entry = open.at(-1);
    while (entry) {
      try {
        await entry.end();
      } catch (error) {
        console.error(error);
      }
      remove(entry);
      entry = open.at(-1);
    }
  }

  /** Ends everything at once, without waiting for it. */
  function cutOff() {
    for (const entry of open.toReversed()) entry.force?.();
  }

  /** Ends everything in order at the first signal, at once at the second. */
  function listen(exitCode) {
    for (const signal of SIGNALS) {
      process.on(signal, async () => {
        if (firstSignalAt !== 0) {
          if (Date.now() - firstSignalAt < SAME_SIGNAL_MS) return;
          cutOff();
          process.exit(130);
        }
        firstSignalAt = Date.now();
        onSignal();
        await stop();
        process.exit(exitCode);
      });
    }
  }

  return { add, stop, cutOff, listen, isStopping: () => stopping !== undefined };
}
