import "server-only";
import { z } from "zod";

const settings = z.object({
  DATABASE_URL: z.string().min(1, "DATABASE_URL is not set. Start Heard with `npm start`, which provides one."),
  HEARD_SECRET: z.string().min(32, "HEARD_SECRET needs at least 32 characters."),
  HEARD_ROLE: z.enum(["all", "web", "worker"]).default("all"),
  NEXTAUTH_URL: z.url().optional(),
});

export type Env = z.infer<typeof settings>;

let parsed: Env | undefined;

/** The validated settings of this process. Lazy, so that a build needs none. Throws one sentence per bad setting. */
export function env(): Env {
  if (parsed) return parsed;
  const result = settings.safeParse(process.env);
  if (!result.success) throw new Error(result.error.issues.map((issue) => issue.message).join(" "));
  parsed = result.data;
  return parsed;
}

/** Whether the public address is https, so that cookies may be sent over TLS only. */
export function isSecureOrigin(): boolean {
  return env().NEXTAUTH_URL?.startsWith("https://") ?? false;
}
