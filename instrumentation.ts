/** Runs once when a server process starts: the job worker, where the process's role includes it. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("./lib/platform/env");
  if (env().HEARD_ROLE === "web") return;
  const [{ startWorker }, { sweepStale }, { scanFiles, sweepFiles }, { verifyTrail }, escalation] = await Promise.all([
    import("./lib/platform/worker"),
    import("./lib/access/jobs"),
    import("./lib/attachment/jobs"),
    import("./lib/events/jobs"),
    import("./lib/escalation/jobs"),
  ]);
  const { escalateDue, escalateTimely } = escalation;
  const crontab = [
    ...["7 * * * * sweepStale", "17 * * * * sweepFiles", "*/5 * * * * scanFiles", "23 2 * * * verifyTrail"],
    ...["* * * * * escalateDue", "*/5 * * * * escalateTimely"],
  ];
  const tasks = { sweepStale, sweepFiles, scanFiles, verifyTrail, escalateDue, escalateTimely };
  await startWorker(tasks, crontab.join("\n"));
}
