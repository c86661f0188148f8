import { describe, expect, test } from "vitest";
import { answerEscalationSchema, raiseEscalationSchema } from "@/lib/escalation/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";

describe("an escalation", () => {
  test("goes to one person, or to any supervisor", () => {
    const form = { caseId: ID, reason: "Needs a decision." };
    expect(raiseEscalationSchema.parse({ ...form, toPersonId: ID }).toPersonId).toBe(ID);
    expect(raiseEscalationSchema.parse({ ...form, toPersonId: "" }).toPersonId).toBeNull();
    expect(raiseEscalationSchema.parse(form).toPersonId).toBeNull();
  });

  test.each([
    ["reason", " ", /A reason is needed/],
    ["reason", "x".repeat(2_001), /limit is 2,000/],
    ["toPersonId", "anybody", /not complete/],
    ["caseId", "", /not complete/],
  ])("is refused for %s of %j", (field, value, message) => {
    const result = raiseEscalationSchema.safeParse({ caseId: ID, reason: "Now.", [field]: value });
    expect(result.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
    expect(result.error?.issues[0]?.message).toMatch(message);
  });

  test("is answered in words", () => {
    expect(answerEscalationSchema.parse({ escalationId: ID, answer: "Do it.\r\nToday." }).answer).toBe(
      "Do it.\nToday.",
    );
    const empty = answerEscalationSchema.safeParse({ escalationId: ID, answer: "" });
    expect(empty.error?.issues[0]?.message).toBe("An answer is needed.");
  });
});
