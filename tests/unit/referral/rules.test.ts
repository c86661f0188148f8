import { expect, test } from "vitest";
import { bodiesOf, whyNotOn } from "@/lib/referral/rules";
import { recordReferralSchema } from "@/lib/referral/schema";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { newId } from "@/lib/shared/ids";

test.each([
  ["england", ["ombudsman"]],
  ["plain", []],
])("the rules of %s name %j", (pack, bodies) => {
  expect(bodiesOf(packOn(PACKS, pack, new Date("2026-05-12"))).map(({ id }) => id)).toEqual(bodies);
});

test.each([
  ["2026-05-12", null],
  ["2026-05-01", null],
  ["2026-04-30", "before the case came in"],
  ["2026-05-13", "has not come yet"],
])("on %s a case of 1 May can have gone outside: %s", (referredOn, why) => {
  const told = whyNotOn({ referredOn, receivedOn: "2026-05-01", today: "2026-05-12" });
  if (why === null) expect(told).toBeNull();
  else expect(told).toContain(why);
});

test.each([
  [{ bodyId: "" }, "bodyId", "Choose where it went."],
  [{}, "bodyId", "Choose where it went."],
  [{ bodyId: "another" }, "other", "Name the body."],
  [{ bodyId: "ombudsman", referredOn: "12/05/2026" }, "referredOn", "Enter the day on which it went there."],
  [{ bodyId: "ombudsman", referredOn: undefined }, "referredOn", "Enter the day on which it went there."],
])("%j is refused at %s: %s", (given, field, message) => {
  const whole = { referralId: newId(), caseId: newId(), referredOn: "2026-05-12", ...given };
  const { error } = recordReferralSchema.safeParse(whole);
  expect(error?.issues.map((issue) => [issue.path[0], issue.message])).toEqual([[field, message]]);
});
