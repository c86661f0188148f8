import { expect, test } from "vitest";
import * as access from "@/lib/access/labels";
import { Role } from "@/lib/access/schema";
import * as labels from "@/lib/case/labels";
import { CaseKind, CaseState, Channel, QUEUE_TABS, ReporterKind, SEVERITIES } from "@/lib/case/schema";
import type { CaseReturn } from "@/lib/case/types";
import * as issue from "@/lib/issue/labels";
import { HcatCategory } from "@/lib/issue/schema";
import * as patient from "@/lib/patient/labels";
import { ContactChannel } from "@/lib/patient/schema";

test.each<[string, readonly (string | number)[], Record<string, string>]>([
  ["kind", Object.values(CaseKind), labels.KIND_LABELS],
  ["kind, as a hint,", Object.values(CaseKind), labels.KIND_HINTS],
  ["state", Object.values(CaseState), labels.STATE_LABELS],
  ["channel", Object.values(Channel), labels.CHANNEL_LABELS],
  ["channel, as a phrase,", Object.values(Channel), labels.CHANNEL_PHRASES],
  ["reporter", Object.values(ReporterKind), labels.REPORTER_LABELS],
  ["severity", SEVERITIES, labels.SEVERITY_LABELS],
  ["tab", QUEUE_TABS, labels.TAB_LABELS],
  ["role", Object.values(Role), access.ROLE_LABELS],
  ["role, as a hint,", Object.values(Role), access.ROLE_HINTS],
  ["category", Object.values(HcatCategory), issue.CATEGORY_LABELS],
  ["way of contact", Object.values(ContactChannel), patient.CONTACT_CHANNEL_LABELS],
])("every %s has words of its own, which begin with a capital", (_what, values, words) => {
  expect(Object.keys(words).toSorted()).toEqual(values.map(String).toSorted());
  expect(new Set(Object.values(words)).size).toBe(values.length);
  for (const text of Object.values(words)) expect(text).toMatch(/^\p{Lu}/u);
});

test.each<[CaseReturn, string]>([
  [{ what: "day", on: "2026-05-14" }, "To be looked at again on 14 May 2026."],
  [{ what: "contact", at: "2026-05-13T23:30:00Z", channel: "letter" }, "Their letter came on 14 May 2026."],
  [{ what: "contact", at: "2026-05-13T12:00:00Z", channel: "phone" }, "They called on 13 May 2026."],
  [{ what: "answered", at: "2026-05-13T12:00:00Z", unit: "Ward 4" }, "Ward 4 answered on 13 May 2026."],
  [{ what: "returned", at: "2026-05-13T12:00:00Z", unit: "Ward 4" }, "Ward 4 sent the request back on 13 May 2026."],
  [{ what: "file", at: "2026-05-13T12:00:00Z" }, "A file was added on 13 May 2026."],
])("a case that came back by %j says so in the days of its site", (back, sentence) => {
  expect(labels.describeReturn(back, "Europe/London")).toBe(sentence);
});
