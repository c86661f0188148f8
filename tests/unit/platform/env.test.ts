import { beforeEach, describe, expect, test, vi } from "vitest";

const GOOD = { DATABASE_URL: "postgresql://x", HEARD_SECRET: "0123456789abcdef".repeat(4) };
const S3 = {
  HEARD_S3_ENDPOINT: "https://s3.example",
  HEARD_S3_BUCKET: "heard",
  HEARD_S3_REGION: "eu",
  HEARD_S3_ACCESS_KEY_ID: "id",
  HEARD_S3_SECRET_ACCESS_KEY: "key",
};

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
});

async function settingsWith(given: Record<string, string>) {
  for (const [name, value] of Object.entries({ ...GOOD, ...given })) vi.stubEnv(name, value);
  const { env, s3Settings } = await import("@/lib/platform/env");
  return { ...env(), s3: s3Settings() };
}

describe("the settings for files", () => {
  test("have defaults, and a setting that is left empty is one that is not set", async () => {
    expect(
      await settingsWith({ HEARD_FILE_LIMIT_MB: "", HEARD_CLAMD: " ", HEARD_S3_ENDPOINT: "", HEARD_DATA_DIR: "" }),
    ).toMatchObject({
      HEARD_FILE_LIMIT_MB: 25,
      HEARD_DATA_DIR: ".data",
      s3: null,
    });
  });

  test.each([
    [{ HEARD_FILE_LIMIT_MB: "many" }, /HEARD_FILE_LIMIT_MB must be a number/],
    [{ HEARD_FILE_LIMIT_MB: "0" }, /at least 1/],
    [{ HEARD_FILE_LIMIT_MB: "2.5" }, /whole number/],
    [{ HEARD_CLAMD: "localhost" }, /HEARD_CLAMD must be a host and a port/],
    [{ HEARD_S3_ENDPOINT: "s3" }, /HEARD_S3_ENDPOINT must be the address/],
    [
      { HEARD_S3_ENDPOINT: S3.HEARD_S3_ENDPOINT },
      /HEARD_S3_BUCKET is not set; .*HEARD_S3_SECRET_ACCESS_KEY is not set/,
    ],
  ])("are refused in a sentence: %o", async (given, words) => {
    await expect(settingsWith(given)).rejects.toThrow(words);
  });

  test.each(["localhost:3310", "10.0.0.7:3310", "[::1]:3310", "clamd.internal:3310"])("a scanner at %s", async (at) => {
    expect((await settingsWith({ HEARD_CLAMD: at })).HEARD_CLAMD).toBe(at);
  });

  test("a store by S3 is named whole", async () => {
    expect((await settingsWith(S3)).s3).toEqual(S3);
  });
});

describe("the settings for a replica", () => {
  test("need none, take an address, and refuse what is none", async () => {
    expect((await settingsWith({ DATABASE_REPLICA_URL: "" })).DATABASE_REPLICA_URL).toBeUndefined();
    vi.resetModules();
    const url = "postgresql://heard@replica:5432/heard";
    expect((await settingsWith({ DATABASE_REPLICA_URL: url })).DATABASE_REPLICA_URL).toBe(url);
    vi.resetModules();
    await expect(settingsWith({ DATABASE_REPLICA_URL: "replica" })).rejects.toThrow(/must be a postgresql:/);
  });
});

describe("the settings for e-mail", () => {
  const MAIL = { SMTP_URL: "smtps://heard:secret@mail.example:465", HEARD_MAIL_FROM: "Heard <heard@hospital.example>" };

  test("are taken whole, and none is needed", async () => {
    expect(await settingsWith({ ...MAIL, HEARD_URL: "https://heard.example" })).toMatchObject(MAIL);
    vi.resetModules();
    expect((await settingsWith({ SMTP_URL: "", HEARD_MAIL_FROM: "", HEARD_URL: "" })).SMTP_URL).toBeUndefined();
  });

  test.each([
    [{ SMTP_URL: MAIL.SMTP_URL, HEARD_MAIL_FROM: "" }, "HEARD_MAIL_FROM is not set"],
    [{ ...MAIL, SMTP_URL: "https://mail.example" }, "SMTP_URL must be"],
    [{ ...MAIL, SMTP_URL: "mail.example" }, "SMTP_URL must be"],
    [{ ...MAIL, HEARD_MAIL_FROM: "Heard" }, "HEARD_MAIL_FROM must be"],
    [{ ...MAIL, HEARD_MAIL_FROM: "a@b.example\r\nBcc: c@d.example" }, "HEARD_MAIL_FROM must be"],
    [{ ...MAIL, HEARD_MAIL_FROM: "a@b.example, c@d.example" }, "HEARD_MAIL_FROM must be"],
    [{ HEARD_URL: "javascript:alert(1)" }, "HEARD_URL must be"],
  ])("%j are refused in a sentence that quotes no secret", async (given, sentence) => {
    const refusal = await settingsWith(given).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(refusal).toContain(sentence);
    expect(refusal).not.toContain("secret");
  });
});
