import { describe, expect, test } from "vitest";
import { addChargeLineSchema, agreePlanSchema, openDisputeSchema, placeHoldSchema } from "@/lib/billing/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

const messagesOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  (result.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

const CHARGE = { lineId: newId(), disputeId: newId(), description: "MRI", amount: "500", reason: "Covered." };
const PLAN = { planId: newId(), disputeId: newId(), agreedOn: "2026-05-12", agreedWith: "Maria" };

describe("the form of a charge", () => {
  test("leaves out what is optional and left empty", () => {
    expect(addChargeLineSchema.parse({ ...CHARGE, servedOn: "", payer: " ", denialCode: "" })).toMatchObject({
      ...{ servedOn: null, payer: null, denialCode: null, denialNote: null, evidence: null },
    });
  });

  test.each([
    [{ description: " " }, "description: What was charged is needed."],
    [{ amount: "" }, "amount: An amount is needed."],
    [{ reason: undefined }, "reason: What is disputed about it is needed."],
    [{ servedOn: "12/03/2026" }, "servedOn: Write the day as a date, such as 2026-05-12."],
    [{ servedOn: "2026-02-30" }, "servedOn: Write the day as a date, such as 2026-05-12."],
    [{ lineId: "1" }, /^lineId: /],
    [{ evidence: "x".repeat(LIMITS.reason + 1) }, /^evidence: This is 1 character too long/],
    [{ payer: "bell\u0007" }, /^payer: This holds a control character/],
  ])("with %j says so beside the field", (given, message) => {
    const [first = ""] = messagesOf(addChargeLineSchema.safeParse({ ...CHARGE, ...given }));
    if (message instanceof RegExp) expect(first).toMatch(message);
    else expect(first).toBe(message);
  });
});

describe("the form of a plan", () => {
  test("keeps with each part the number of its row", () => {
    const parts = { "1": { dueOn: "2026-06-01", amount: "1" }, "12": { dueOn: "2026-07-01", amount: "2" } };
    expect(agreePlanSchema.parse({ ...PLAN, parts }).parts).toEqual([
      { row: "1", dueOn: "2026-06-01", amount: "1" },
      { row: "12", dueOn: "2026-07-01", amount: "2" },
    ]);
    expect(agreePlanSchema.parse(PLAN).parts).toEqual([]);
  });

  test("says beside the part what it lacks", () => {
    const parts = { "3": { dueOn: "", amount: "" } };
    expect(messagesOf(agreePlanSchema.safeParse({ ...PLAN, parts }))).toEqual([
      "parts.3.dueOn: Write the day as a date, such as 2026-05-12.",
      "parts.3.amount: An amount is needed.",
    ]);
  });

  test.each(["x", "1.5", "__proto__", "12345"])("refuses a row that is called %j", (row) => {
    const parts = JSON.parse(`{${JSON.stringify(row)}: {"dueOn": "2026-06-01", "amount": "1"}}`) as unknown;
    const result = agreePlanSchema.safeParse({ ...PLAN, parts });
    expect(result.success ? result.data.parts : []).toEqual([]);
  });
});

describe("a dispute and a hold", () => {
  test.each(["XXX", "usd", "", "DEM"])("in the currency %j is refused", (currency) => {
    const given = { disputeId: newId(), caseId: newId(), currency };
    expect(messagesOf(openDisputeSchema.safeParse(given))).toEqual(["currency: Choose a currency from the list."]);
  });

  test("a hold has a last day and a reason", () => {
    const given = { holdId: newId(), disputeId: newId() };
    expect(messagesOf(placeHoldSchema.safeParse(given))).toEqual([
      "until: The last day of the hold is needed.",
      "reason: A reason is needed.",
    ]);
  });
});
