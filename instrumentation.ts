/** Runs once when a server process starts: the job worker, where the process's role includes it. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("./lib/platform/env");
  if (env().HEARD_ROLE === "web") return;
  const [{ startWorker }, { sweepStale }, { scanFiles, sweepFiles }] = await Promise.all([
    import("./lib/platform/worker"),
    import("./lib/access/jobs"),
    import("./lib/attachment/jobs"),
  ]);
  const crontab = ["7 * * * * sweepStale", "17 * * * * sweepFiles", "*/5 * * * * scanFiles"];
  await startWorker({ sweepStale, sweepFiles, scanFiles }, crontab.join("\n"));
}
