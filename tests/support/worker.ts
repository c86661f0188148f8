/** The worker process of the application, with all its jobs, as instrumentation.ts starts it. Run as a child of a test. */
process.env.NEXT_RUNTIME = "nodejs";
const { register } = await import("@/instrumentation");
await register();
process.stdout.write("ready\n");
