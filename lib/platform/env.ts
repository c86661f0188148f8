import "server-only";
import { z } from "zod";

const S3_NAMES = ["ENDPOINT", "BUCKET", "REGION", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"] as const;

const s3 = z.object(
  Object.fromEntries(
    S3_NAMES.map((name) => [
      `HEARD_S3_${name}`,
      z.string({ error: `HEARD_S3_${name} is not set; a store by S3 needs all of ${S3_NAMES.join(", ")}.` }),
    ]),
  ) as Record<`HEARD_S3_${(typeof S3_NAMES)[number]}`, z.ZodString>,
);

const settings = z.object({
  DATABASE_URL: z.string().min(1, "DATABASE_URL is not set. Start Heard with `npm start`, which provides one."),
  DATABASE_REPLICA_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "DATABASE_REPLICA_URL must be a postgresql:// address.")
    .optional(),
  HEARD_SECRET: z.string().min(32, "HEARD_SECRET needs at least 32 characters."),
  HEARD_ROLE: z.enum(["all", "web", "worker"]).default("all"),
  NEXTAUTH_URL: z.url().optional(),
  HEARD_URL: z
    .url({ protocol: /^https?$/, error: "HEARD_URL must be the address of Heard, such as https://heard.example." })
    .optional(),
  PORT: z.coerce.number().int().min(1).max(65_535).catch(3000),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "SMTP_URL must be smtp:// or smtps://, a host and a port." })
    .optional(),
  HEARD_MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n"]{1,100}<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/,
      "HEARD_MAIL_FROM must be one address, such as Heard <heard@hospital.example>.",
    )
    .optional(),
  HEARD_DATA_DIR: z.string().default(".data"),
  HEARD_FILE_LIMIT_MB: z.coerce
    .number({ error: "HEARD_FILE_LIMIT_MB must be a number of megabytes." })
    .int("HEARD_FILE_LIMIT_MB must be a whole number of megabytes.")
    .min(1, "HEARD_FILE_LIMIT_MB must be at least 1.")
    .max(1024, "HEARD_FILE_LIMIT_MB must be at most 1024.")
    .default(25),
  HEARD_CLAMD: z
    .string()
    .regex(/^(\[[\da-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, "HEARD_CLAMD must be a host and a port, such as localhost:3310.")
    .optional(),
  HEARD_S3_ENDPOINT: z
    .url("HEARD_S3_ENDPOINT must be the address of the store, such as https://s3.example.")
    .optional(),
});

export type Env = z.infer<typeof settings>;
export type S3Settings = z.infer<typeof s3>;

let parsed: Env | undefined;

/** The validated settings of this process. Lazy, so that a build needs none. Throws one sentence per bad setting. */
export function env(): Env {
  if (parsed) return parsed;
  const values = givenSettings();
  parsed = judged(settings.safeParse(values));
  // Said at the start, not at the first upload.
  if (parsed.HEARD_S3_ENDPOINT) judged(s3.safeParse(values));
  if (parsed.SMTP_URL && !parsed.HEARD_MAIL_FROM) {
    parsed = undefined;
    throw new Error("HEARD_MAIL_FROM is not set; sending by SMTP_URL needs the address that e-mails come from.");
  }
  return parsed;
}

/** The store by S3, or null where files lie in the data folder. */
export function s3Settings(): S3Settings | null {
  return env().HEARD_S3_ENDPOINT ? judged(s3.safeParse(givenSettings())) : null;
}

// A setting that is left empty is one that is not set.
function givenSettings(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([, value]) => value?.trim()));
}

function judged<T>(result: z.ZodSafeParseResult<T>): T {
  if (!result.success) throw new Error(result.error.issues.map((issue) => issue.message).join(" "));
  return result.data;
}

/** Whether the public address is https, so that cookies may be sent over TLS only. */
export function isSecureOrigin(): boolean {
  return env().NEXTAUTH_URL?.startsWith("https://") ?? false;
}
