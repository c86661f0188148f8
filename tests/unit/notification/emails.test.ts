import { describe, expect, test } from "vitest";

process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:9/none";
process.env.HEARD_SECRET = "0123456789abcdef".repeat(4);
process.env.HEARD_URL = "https://heard.example";
const { writeBundle, writeDigest } = await import("@/lib/notification/emails");

describe("an e-mail about a case", () => {
  test("names it by its reference, says what happened, and leads there", () => {
    const mail = writeBundle({
      reference: "PR-26-004217-8",
      path: "/cases/PR-26-004217-8",
      lines: ["Assigned to you"],
    });
    expect(mail.subject).toBe("PR-26-004217-8: Assigned to you");
    expect(mail.text).toContain("https://heard.example/cases/PR-26-004217-8");
    expect(mail.html).toContain('<a href="https://heard.example/cases/PR-26-004217-8">Open PR-26-004217-8</a>');
    expect(mail.text).toContain("https://heard.example/account");
  });

  test("counts several things in its subject", () => {
    const lines = ["Assigned to you", "You were mentioned in a note"];
    const mail = writeBundle({ reference: "PR-26-004217-8", path: null, lines });
    expect(mail.subject).toBe("PR-26-004217-8: 2 things are new");
    for (const line of lines) expect(mail.text).toContain(`- ${line}`);
  });

  test("of somebody who sees the request alone names no case", () => {
    const mail = writeBundle({ reference: null, path: "/requests/x", lines: ["Your unit was asked something"] });
    expect(mail.subject).toBe("Your unit was asked something");
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toContain("PR-");
  });

  test("shows markup as text", () => {
    const { html } = writeDigest([{ title: "<b>", lines: [{ words: `"><script>`, path: `/x"onload="y` }] }]);
    expect(html).not.toMatch(/<script>|<b>|"onload/);
  });
});

test("a digest says in its subject how many things wait", () => {
  const line = { words: "PR-26-004217-8", path: "/cases/PR-26-004217-8" };
  expect(writeDigest([{ title: "Late", lines: [line] }]).subject).toBe("Your day: 1 thing waits for you");
  expect(writeDigest([{ title: "Late", lines: [line, line] }]).subject).toBe("Your day: 2 things wait for you");
});
