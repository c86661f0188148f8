import { describe, expect, test } from "vitest";
import { type EventType, eventSchema, type HeardEvent } from "@/lib/events/schema";
import { describeOutside, WORDS_OUTSIDE } from "@/lib/export/rules/outside-events";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const acknowledge = { clockId: ID, clock: "acknowledge", due: "Thu 12 Mar", isLate: true } as const;
const resolve = { clockId: ID, clock: "resolve", due: "Thu 12 Mar", isLate: true } as const;
const letter = { letterId: ID, sendingId: ID, kind: "Answer", way: "By post" };
const owner = { ownerId: ID, ownerName: "Dana Moreau" };

const TOLD: [event: HeardEvent, words: string | null][] = [
  [
    { type: "case.logged", data: { reference: "PR-1", kind: "complaint", channel: "phone", severity: 3, unit: "ICU" } },
    "logged this case as PR-1",
  ],
  [
    { type: "case.moved", data: { event: "answer", from: "Investigating", to: "Answered", answeredVia: "by phone" } },
    "gave them the answer, by phone",
  ],
  [{ type: "case.moved", data: { event: "wait", from: "Triaged", to: "Waiting", waitingFor: "a unit" } }, null],
  [{ type: "case.moved", data: { event: "draft_response", from: "Waiting", to: "Response drafted" } }, null],
  [{ type: "case.closed", data: { outcome: "Reasonable action taken; they are not satisfied" } }, "closed this case"],
  [{ type: "case.reopened", data: { closingId: ID } }, "reopened this case"],
  [{ type: "clock.met", data: { clocks: [acknowledge, resolve] } }, "acknowledged it"],
  [{ type: "clock.met", data: { clocks: [resolve] } }, null],
  [
    { type: "contact.logged", data: { contactId: ID, direction: "outgoing", channel: "Call", outcome: "Reached" } },
    "logged an outgoing call: reached",
  ],
  [
    { type: "issue.agreed", data: { agreementId: ID, channel: "by phone", count: 2 } },
    "agreed the 2 issues with them, by phone",
  ],
  [{ type: "letter.sent", data: { ...letter, hasChanged: true } }, "sent a letter: answer, by post"],
  [{ type: "letter.came_back", data: letter }, "wrote down that a letter came back: answer, by post"],
  [
    {
      type: "promise.made",
      data: { promiseId: ID, dueOn: "2026-12-01", ...owner, needsApproval: true, amount: "$50" },
    },
    "made a promise, to be kept by 1 Dec 2026",
  ],
  [{ type: "promise.kept", data: { promiseId: ID, keptOn: "2026-12-03", daysLate: 0 } }, "kept a promise"],
];

const ALLOWED = new Set<EventType>(TOLD.map(([{ type }]) => type));
const LEFT_OUT = eventSchema.options.map(({ shape }) => shape.type.value).filter((type) => !ALLOWED.has(type));

describe("what somebody outside is told", () => {
  test.each(TOLD)("%j: %s", (event, words) => {
    expect(describeOutside(event)).toBe(words);
  });

  // Whoever adds a type and wants it told says so in the list above.
  test.each(LEFT_OUT)("nothing of %s", (type) => {
    expect(describeOutside({ type, data: {} } as HeardEvent)).toBeNull();
    expect(WORDS_OUTSIDE).not.toContain(type);
  });

  test.each<EventType>([
    "escalation.raised",
    "request.asked",
    "case.assigned",
    "case.assignment_undone",
    "case.handed_over",
    "case.handover_undone",
    "case.changed",
    "promise.handed_on",
    "note.added",
    "clock.late",
    "follow_up.attempted",
    "contact.voided",
    "file.attached",
  ])("%s is among those that are left out", (type) => {
    expect(LEFT_OUT).toContain(type);
  });
});
