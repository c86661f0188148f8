import { describe, expect, test } from "vitest";
import { forbidsMail, MAIL_WORDS, refusalInWords } from "@/lib/letter/rules/mail";
import { troubleOf } from "@/lib/letter/rules/trouble";
import { LETTER_LANGUAGES } from "@/lib/letter/schema";
import { nextState } from "@/lib/letter/workflow";

describe("a line about a patient", () => {
  test.each([
    "No e-mail.",
    "Never email: the mailbox is shared with her husband.",
    "Do not send e-mails",
    "She doesn’t read e-mail",
    "Lives with her ex. E-mail is not safe, call at work.",
    "Sin correo electrónico, por favor.",
    "Nunca por correo electrónico",
    "Avoid e-mail, partner reads it",
    "Refuses e-mail",
    "Keep off e-mail.",
    "No calls or e-mails, please",
    "No phone, no e-mail",
    "E-mail: never",
  ])("speaks against e-mail: %s", (line) => {
    expect(forbidsMail(line)).toBe(true);
  });

  test.each([
    "Asked for e-mail instead of letters.",
    "Never leave a message: the phone is shared.",
    "Wants no visit or letter at home.",
    "Prefers e-mail. Do not call before 14:00.",
    "Low vision: letters in 18 point, please.",
    "Cannot use the phone, please e-mail",
    "Deaf: no calls, e-mail only",
    "E-mail is best, no calls after 6 pm",
    "No calls but e-mail",
    "",
  ])("does not: %s", (line) => {
    expect(forbidsMail(line)).toBe(false);
  });
});

test.each(LETTER_LANGUAGES)("what an e-mail in %s says is a reference, and nothing of health", (language) => {
  const { subject, body } = MAIL_WORDS[language];
  const words = `${subject("PR-26-000001-9")}\n${body({ reference: "PR-26-000001-9", site: "Northgate", phone: "555-0100" })}`;
  expect(words.match(/PR-26-000001-9/gu)).toHaveLength(2);
  expect(words).toContain("Northgate");
  expect(words).toContain("555-0100");
  expect(words).not.toMatch(/complain|grievance|concern|queja|patient|paciente|care\b|health|salud|hospital/iu);
});

describe("why the mail server refused", () => {
  test.each([
    [{ what: "address", reply: 550 }, "there is no such mailbox, or it takes no mail from here (550)"],
    [{ what: "message", reply: 552 }, "the mailbox is full, or the letter is too large for it (552)"],
    [{ what: "address", reply: 599 }, "it does not take the address (599)"],
    [{ what: "message", reply: 571 }, "it does not take the message (571)"],
  ] as const)("%j", (refused, words) => {
    expect(refusalInWords(refused)).toBe(`The mail server refused it: ${words}.`);
  });
});

describe("what went wrong with an approved letter", () => {
  const mail = { address: "a@b.org", state: "refused", reason: "No room (452).", askedAt: "2026-01-05T10:00:00.000Z" };
  const cameBack = { returnedOn: "2026-01-04", returnedReason: "Moved.", at: "2026-01-03T10:00:00.000Z" };

  test("is the last of it", () => {
    const refused = "The e-mail to a@b.org was not sent. No room (452). Send it another way.";
    const returned = "It came back on 4 Jan 2026: Moved. Send it another way.";
    expect(troubleOf({ state: "approved", mail, cameBack })).toBe(refused);
    expect(troubleOf({ state: "approved", mail, cameBack: { ...cameBack, at: "2026-01-06T10:00:00.000Z" } })).toBe(
      returned,
    );
    expect(troubleOf({ state: "approved", mail: { ...mail, state: "stopped" }, cameBack })).toBe(returned);
  });

  test("is nothing where nothing did, or it was sent since", () => {
    expect(troubleOf({ state: "approved", mail: null, cameBack: null })).toBeNull();
    expect(troubleOf({ state: "approved", mail: { ...mail, state: "sent" }, cameBack: null })).toBeNull();
    expect(troubleOf({ state: "sent", mail, cameBack })).toBeNull();
    expect(troubleOf({ state: "draft", mail, cameBack })).toBeNull();
  });
});

test("a letter on its way stands still, and one that was sent can only come back", () => {
  const deeds = ["save", "submit", "take_back", "return", "approve", "send", "mail", "void"] as const;
  for (const deed of deeds) {
    expect(nextState("sending", deed)).toBeNull();
    expect(nextState("sent", deed)).toBeNull();
  }
  expect([nextState("approved", "mail"), nextState("sending", "stop"), nextState("sending", "deliver")]).toEqual([
    ...["sending", "approved", "sent"],
  ]);
  expect([nextState("sent", "come_back"), nextState("draft", "mail")]).toEqual(["approved", null]);
});
