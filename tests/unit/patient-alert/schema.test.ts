import { describe, expect, test } from "vitest";
import { addAlertSchema, endAlertSchema } from "@/lib/patient-alert/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";

describe("an alert", () => {
  test.each([
    ["a line", "Hard of hearing.", true],
    ["200 characters", "x".repeat(200), true],
    ["more", "x".repeat(201), false],
    ["nothing", "  ", false],
    ["two lines", "Hard of\nhearing.", false],
  ])("of %s: %s is accepted: %s", (_what, body, isAccepted) => {
    expect(addAlertSchema.safeParse({ alertId: ID, patientId: ID, body }).success).toBe(isAccepted);
  });

  test("ends with a reason", () => {
    expect(endAlertSchema.safeParse({ alertId: ID, reason: "" }).success).toBe(false);
    expect(endAlertSchema.safeParse({ alertId: ID, reason: "Hears well." }).success).toBe(true);
  });
});
