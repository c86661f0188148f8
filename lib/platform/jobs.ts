import "server-only";
import type { JobHelpers, Task } from "graphile-worker";
import type { z } from "zod";
import type { Tx } from "./db";

/** A kind of work for the workers: its name, what it needs to know, and the line it stands in, where only one of a line is done at a time. */
export type Job<S extends z.ZodType> = { name: string; payload: S; line?: string };

type When = {
  /** The same key again changes the job that waits instead of adding another. */
  key?: string;
  runAt?: Date;
};

/**
 * Puts work in the queue within the transaction that causes it: it is there once that is committed and never if it is not. Whoever does
 * it must expect to be called twice.
 */
export async function enqueue<S extends z.ZodType>(
  tx: Tx,
  job: Job<S>,
  payload: z.input<S>,
  { key, runAt }: When = {},
): Promise<void> {
  const json = JSON.stringify(job.payload.parse(payload));
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${job.name}::text, payload := ${json}::json, queue_name := ${job.line ?? null}::text,
      run_at := ${runAt ?? null}::timestamptz, job_key := ${key ?? null}::text
    )`;
}

/** What a worker runs for a job: the payload is read by its schema, and a job whose payload does not fit fails. */
export function taskOf<S extends z.ZodType>(
  job: Job<S>,
  run: (payload: z.output<S>, helpers: JobHelpers) => Promise<void>,
): Task {
  return (payload, helpers) => run(job.payload.parse(payload), helpers);
}

const BEAT_MS = 1_000;

/**
 * Does a piece of work and says every second that it is being done, so that another worker takes over only where that stops. Who was
 * overtaken learns it where what they made is to be kept.
 */
export async function whileBeating<T>(beat: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  let last = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(beat).catch(() => {});
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await last;
  }
}
