import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { whoActsFor } from "@/lib/access/rules";
import { totalsOf } from "@/lib/billing/rules/dispute";
import { readReference } from "@/lib/case/rules";
import { whatIsMissing } from "@/lib/case/workflow";
import { snapshotSchema as joinSnapshot } from "@/lib/case-join/schema";
import { hasHeardFromUs } from "@/lib/contact/rules/heard";
import { needsSummary, outcomesOf } from "@/lib/contact/rules/outcomes";
import { findBreak } from "@/lib/events/chain";
import { readEvent } from "@/lib/events/schema";
import { NOTIFICATION_TYPES } from "@/lib/notification/schema";
import { snapshotSchema } from "@/lib/patient-merge/schema";
import { classify, givenOf, packOf } from "@/lib/regulation/rules";
import { LIMITS, requiredText } from "@/lib/shared/text";
import { mayBeToken } from "@/lib/survey/rules/pace";
import accounts from "@/prisma/seed/demo-accounts.json" with { type: "json" };
import { buildDemoData } from "@/prisma/seed/demo-data";
import type { DemoData } from "@/prisma/seed/rows";
import { plus } from "@/prisma/seed/times";
import { OUTPATIENT_WAITS, TEXTS } from "@/prisma/seed/words/all";
import { heldBackIn, lettersIn } from "../../support/demo-letters";

const NOW = new Date("2026-11-21T20:00:00Z");
const WEEK = 7 * 24 * 3_600_000;
const data = buildDemoData(NOW);
const [general] = data.sites;
const atGeneral = data.cases.filter(({ siteId }) => siteId === general?.id);
const splits = new Set(data.caseLinks.filter(({ type }) => type === "split").map(({ fromId }) => fromId));
const open = data.cases.filter(({ closedAt }) => closedAt === null);

const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));
const patients = byId(data.patients);
const people = byId(data.people);
const demo = (role: string) => data.people.find(({ email }) => email === `${role}@heard.example`);

describe("the demo data", () => {
  test("holds one survey that opens by the link that is told, not answered yet", () => {
    const tokenHash = createHash("sha256").update(accounts.surveyLink).digest("hex");
    const [link, ...more] = data.surveyLinks.filter((one) => one.tokenHash === tokenHash);
    expect([more, mayBeToken(accounts.surveyLink)]).toEqual([[], true]);
    expect(link?.expiresAt.getTime()).toBeGreaterThan(NOW.getTime() + 2 * WEEK);
    expect(data.surveyAnswers.some(({ invitationId }) => invitationId === link?.invitationId)).toBe(false);
  });

  test("holds one pair of records that was merged, and pairs that wait to be found", () => {
    const [merge, ...more] = data.patientMerges;
    expect(more).toEqual([]);
    expect(snapshotSchema.safeParse(merge?.snapshot).success).toBe(true);
    expect(patients.get(merge?.mergedId ?? "")?.mergedIntoId).toBe(merge?.survivorId);
    const byPhone = Map.groupBy(
      data.patients.filter(({ phone, mergedIntoId }) => phone && !mergedIntoId),
      ({ siteId, phone, bornOn }) => `${siteId} ${phone} ${bornOn?.getTime()}`,
    );
    expect([...byPhone.values()].filter(({ length }) => length > 1).length).toBeGreaterThanOrEqual(3);
  });

  test("holds an action that was effective by its own figure, with the words that hang on the wall", () => {
    const proved = data.improvements.filter(({ state }) => state === "verified_effective");
    expect(proved).toMatchObject([{ youSaid: expect.any(String), weDid: expect.any(String) }]);
  });

  test("holds calls to make, one that is due for a letter, and promises that are broken, kept and to be approved", () => {
    const mine = demo("associate")?.id;
    const calls = data.followUps.filter(({ ownerId, dueOn }) => ownerId === mine && dueOn <= "2026-11-21");
    expect(calls.length).toBeGreaterThanOrEqual(2);
    const triedOf = Map.groupBy(data.followUpAttempts, ({ followUpId }) => followUpId);
    expect([...triedOf.values()].some(({ length }) => length === 3)).toBe(true);
    const open = data.patientPromises.filter(({ state }) => state === "open");
    expect(open.some(({ dueOn }) => dueOn < "2026-11-21")).toBe(true);
    expect(open.some(({ approval }) => approval === "pending")).toBe(true);
    expect(data.patientPromises.some(({ state }) => state === "kept")).toBe(true);
  });

  test("holds an action that is soon due, one whose effect can be seen and is not verified, and targets", () => {
    const [soon] = data.improvements.filter(
      ({ ownerId, state }) => ownerId === demo("associate")?.id && state === "doing",
    );
    expect(soon?.dueOn.getTime()).toBeLessThan(NOW.getTime() + WEEK);
    const done = data.improvements.filter(
      ({ state, doneOn }) => state === "done" && doneOn && doneOn < plus(NOW, -9 * WEEK),
    );
    expect(done).toHaveLength(1);
    expect(data.chartTargets).toHaveLength(3);
  });

  test("holds articles: one to be read again since, one in Spanish, one in its second version, and a draft", () => {
    expect(data.articles).toHaveLength(8);
    expect(data.articles.filter(({ reviewOn }) => reviewOn < NOW)).toHaveLength(1);
    expect(data.articles.filter(({ language }) => language === "es")).toHaveLength(1);
    expect(data.articles.filter(({ version }) => version === 2)).toHaveLength(1);
    expect(data.articles.filter(({ state, version }) => state === "draft" && version === 0)).toHaveLength(1);
  });

  test("holds cases that belong together: links at every site, and one merge that is undone as it was done", () => {
    const cases = byId(data.cases);
    expect(new Set(data.caseLinks.map(({ siteId }) => siteId)).size).toBe(3);
    const [merge, ...more] = data.caseMerges;
    expect(more).toEqual([]);
    const merged = cases.get(merge?.mergedId ?? "");
    expect(merged).toMatchObject({ mergedIntoId: merge?.survivorId, closedAt: null });
    const snapshot = joinSnapshot.parse(merge?.snapshot);
    expect(snapshot.issues.length).toBeGreaterThan(0);
    const moved = data.issues.filter(({ id }) => snapshot.issues.some((issue) => issue.id === id));
    expect(new Set(moved.map(({ caseId }) => caseId))).toEqual(new Set([merge?.survivorId]));
  });

  test("holds who may be told for two thirds of the cases that somebody brought for a patient", () => {
    const brought = data.cases.filter((one) => one.reporterKind === "representative" && one.patientId);
    const told = brought.filter((one) =>
      data.representatives.some((row) => row.patientId === one.patientId && one.reporterName?.startsWith(row.name)),
    );
    expect(told.length / brought.length).toBeGreaterThan(0.55);
    expect(told.length / brought.length).toBeLessThan(0.78);
    const standings = data.representatives.map(({ expiresOn }) => (expiresOn ? Number(expiresOn < NOW) : 2));
    expect(new Set(standings)).toEqual(new Set([0, 1, 2]));
  });

  test("has told people of what concerns them, the latest unread, and nobody of what they did", () => {
    for (const role of ["associate", "supervisor", "responder"]) {
      const own = data.notifications.filter(({ personId }) => personId === demo(role)?.id);
      expect(
        own.some(({ readAt }) => readAt === null),
        role,
      ).toBe(true);
      expect(
        own.some(({ readAt }) => readAt !== null),
        role,
      ).toBe(true);
    }
    const keys = data.notifications.map(({ personId, dedupeKey }) => `${personId} ${dedupeKey}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(data.notifications.filter(({ type }) => !NOTIFICATION_TYPES.some((known) => known === type))).toEqual([]);
  });

  test("holds templates of every site in each language, and letters of which some wait for approval", () => {
    expect(data.letterTemplates).toHaveLength(3 * 2 * 5);
    const unsigned = data.letterTemplateVersions.filter(({ signedOffById }) => signedOffById === null);
    expect(unsigned).toHaveLength(3 * 5);
    const states = new Set(data.letters.map(({ state }) => state));
    expect(states).toEqual(new Set(["draft", "for_approval", "returned", "approved", "sent"]));
    expect(data.letterSendings.some(({ way, returnedOn }) => way === "email" && !returnedOn)).toBe(true);
    expect(data.letterSendings.some(({ returnedReason }) => returnedReason !== null)).toBe(true);
  });

  test("left no place in a letter unfilled that went out or was to be approved, whenever it is built", () => {
    for (const { letters, letterSendings } of [data, buildDemoData(new Date("2026-11-22T16:00:00Z"))]) {
      const unfilled = letters.filter(({ state, text }) => state !== "draft" && text.includes("{{"));
      expect(unfilled).toEqual([]);
      for (const { text, addressLines } of letterSendings) {
        expect(text).not.toContain("{{");
        expect(addressLines[0]).toBeTruthy();
      }
    }
  });

  test("sent no letter that the checks would have held back", () => {
    expect(data.letterSendings.length).toBeGreaterThan(50);
    expect(heldBackIn(data, 60)).toEqual([]);
    for (const { authorId, approverId } of data.letterSendings) expect(approverId).not.toBe(authorId);
  });

  test("holds tags of every site, some on several open cases, and none used before it was made", () => {
    expect(new Set(data.tags.map(({ siteId }) => siteId)).size).toBe(3);
    const uses = Map.groupBy(data.caseTags, ({ tagId }) => tagId);
    expect([...uses.values()].filter(({ length }) => length > 1).length).toBeGreaterThanOrEqual(3);
    for (const { id, createdAt } of data.tags) {
      expect(uses.get(id)?.every(({ addedAt }) => addedAt >= createdAt)).toBe(true);
    }
  });

  test("holds changes of many cases by the supervisor and the manager, with some left out and why", () => {
    for (const role of ["supervisor", "manager"]) {
      const [run, ...others] = data.bulkRuns.filter(({ byId }) => byId === demo(role)?.id);
      expect(others).toEqual([]);
      const rows = data.bulkRows.filter(({ runId }) => runId === run?.id);
      const done = rows.filter(({ outcome }) => outcome === "done");
      expect(done.length).toBeGreaterThanOrEqual(5);
      expect(rows.filter(({ why }) => why !== null).map(({ outcome }) => outcome)).toContain("left_out");
      expect(rows.map(({ position }) => position)).toEqual(rows.map((_, position) => position));
      for (const { caseId, madeId, settledAt } of done) {
        const on = data.caseTags.filter((row) => row.caseId === caseId && row.tagId === madeId);
        expect(on.map(({ addedAt }) => addedAt)).toEqual([settledAt]);
      }
    }
  });

  test("is the same to the last id when built again for the same instant", () => {
    expect(buildDemoData(NOW)).toEqual(data);
  }, 60_000);

  test("fills two years at three sites in different zones", () => {
    expect(data.organisations).toHaveLength(1);
    expect(new Set(data.sites.map(({ timeZone }) => timeZone)).size).toBe(3);
    expect(data.units).toHaveLength(24);
    expect(data.people).toHaveLength(40);
    expect(data.patients).toHaveLength(900);
    expect(data.cases.length).toBeGreaterThan(1_950);
    expect(data.cases.length).toBeLessThan(2_050);
  });

  test("lies in the two years before its instant, and nothing in the future", () => {
    const from = new Date(NOW.getTime() - 730 * 24 * 3_600_000);
    // Days are those of the site, which may be a day ahead; what is waited for, asked for or allowed may run on.
    const ahead = [
      ...["dueAt", "dueSoonAt", "sweepAt", "draftAt", "nextDueAt", "until", "startsOn", "expiresOn", "seenOn", "from"],
      ...["answerBy", "nextCheckAt", "reviewOn", "expiresAt", "nextOn", "dueOn"],
    ];
    const instants = Object.values(data).flatMap((rows: object[]) => rows.flatMap((row) => Object.entries(row)));
    const isAhead = ([name, value]: [string, unknown]) => !ahead.includes(name) && value instanceof Date && value > NOW;
    expect(instants.filter(isAhead)).toEqual([]);
    expect(data.cases.filter(({ receivedAt, loggedAt }) => receivedAt < from || loggedAt < receivedAt)).toEqual([]);
    expect(data.events.filter(({ at }) => at < from)).toEqual([]);
  });

  test.each(["2025-03-09T06:59:00Z", "2026-01-01T00:30:00Z"])(
    "can be built as of %s",
    (now) => {
      const other = buildDemoData(new Date(now));
      expect(other.cases.filter(({ updatedAt }) => updatedAt > new Date(now))).toEqual([]);
      expect(brokenChains(other)).toEqual([]);
    },
    60_000,
  );

  test("gives every id once", () => {
    const { patients, cases, issues, notes, contacts, escalations, requests, notifications, events } = data;
    for (const rows of [patients, cases, issues, notes, contacts, escalations, requests, notifications, events]) {
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
    expect(
      data.cases.every(({ id }) => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id)),
    ).toBe(true);
  });
});

describe("the demo cases", () => {
  test("have references that read back, gapless by year in the order of receipt", () => {
    // One that was split off was received when its first was, and got its number last.
    const arrival = (row: (typeof data.cases)[number]) => (splits.has(row.id) ? NOW : row.receivedAt).getTime();
    const inOrder = data.cases.toSorted((a, b) => arrival(a) - arrival(b));
    for (const { year, last } of data.caseCounters) {
      const ofYear = inOrder.filter(({ reference }) => reference.startsWith(`PR-${year % 100}-`));
      const numbers = ofYear.map(({ reference }) => Number(reference.split("-")[2]));
      expect(numbers).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    }
    expect(data.cases.filter(({ reference }) => readReference(reference).kind !== "reference")).toEqual([]);
  });

  test("hold one that was split off, with the words and the day of the first", () => {
    const [link] = data.caseLinks.filter(({ type }) => type === "split");
    const made = data.cases.find(({ id }) => id === link?.fromId);
    const first = data.cases.find(({ id }) => id === link?.toId);
    expect(made).toMatchObject({ words: first?.words, receivedAt: first?.receivedAt, state: "triaged" });
    expect(data.issues.filter(({ caseId }) => caseId === made?.id)).toHaveLength(1);
    expect(splits.size).toBe(1);
  });

  test("show the planted rise of waiting in Outpatients", () => {
    const unitId = data.units.find(({ name, siteId }) => name === "Outpatients" && siteId === general?.id)?.id;
    const waits = new Set(
      data.issues
        .filter(({ position, category, summary }) => position === 1 && isWait(category, summary))
        .map(({ caseId }) => caseId),
    );
    const weeksAgo = atGeneral
      .filter((row) => row.unitId === unitId && waits.has(row.id))
      .map(({ receivedAt }) => (NOW.getTime() - receivedAt.getTime()) / WEEK);
    const latest = weeksAgo.filter((weeks) => weeks < 26).length;
    const before = weeksAgo.filter((weeks) => weeks >= 26 && weeks < 52).length;
    expect(latest / before).toBeGreaterThanOrEqual(2);
  });

  test("leave supervisor and associate something to do", () => {
    const openHere = atGeneral.filter(({ closedAt }) => closedAt === null);
    const states = new Set(openHere.map(({ state }) => state));
    expect(states).toEqual(new Set(["new", "triaged", "investigating", "waiting", "response_drafted", "answered"]));
    expect(openHere.filter(({ state }) => state === "new")).toHaveLength(10);
    expect(openHere.filter(({ ownerId }) => ownerId === demo("associate")?.id)).toHaveLength(16);
    const escalated = openHere.filter(({ escalatedAt }) => escalatedAt !== null).length;
    expect(escalated).toBeGreaterThanOrEqual(4);
    expect(escalated).toBeLessThanOrEqual(8);
    expect(
      openHere.filter(({ receivedAt }) => NOW.getTime() - receivedAt.getTime() < 3 * 3_600_000).length,
    ).toBeGreaterThan(2);
  });

  test("agree with themselves", () => {
    const waiting = new Set(data.escalations.filter(({ answeredAt }) => !answeredAt).map(({ caseId }) => caseId));
    for (const row of data.cases) {
      expect(row.state === "closed").toBe(row.closedAt !== null);
      expect(row.state === "new").toBe(row.ownerId === null);
      expect(row.escalatedAt !== null).toBe(waiting.has(row.id));
      expect(row.about.length).toBeLessThanOrEqual(90);
    }
    expect(waiting.size).toBe(data.escalations.filter(({ answeredAt }) => !answeredAt).length);
  });

  test("closed only with a finding and an answer to every issue and the letter that is asked for, and waiting with a reason", () => {
    const letterOf = lettersIn(data);
    const issuesOf = Map.groupBy(data.issues, ({ caseId }) => caseId);
    for (const row of data.cases) {
      const facts = {
        ...row,
        isTold: row.answeredAt !== null,
        isEscalated: row.escalatedAt !== null,
        openRequests: 0,
        openPromises: 0,
        letter: letterOf(row),
        issues: (issuesOf.get(row.id) ?? []).map(({ id, finding, answer }) => ({
          id,
          hasFinding: finding !== null,
          hasAnswer: answer !== null,
        })),
      };
      if (row.state === "closed") expect(whatIsMissing("close", facts)).toEqual([]);
      const waits = data.caseWaits.filter(({ caseId, endedAt }) => caseId === row.id && endedAt === null);
      expect(waits).toHaveLength(row.state === "waiting" ? 1 : 0);
    }
  });

  test("are never twice open in exactly the same words, and hold no unfilled slot", () => {
    const own = open.filter(({ id }) => !splits.has(id));
    expect(new Set(own.map(({ words }) => words)).size).toBe(own.length);
    const texts = [
      ...data.cases.flatMap(({ about, words, wanted }) => [about, words, wanted ?? ""]),
      ...data.issues.map(({ summary }) => summary),
      ...data.notes.map(({ body }) => body),
      ...data.issues.map(({ answer }) => answer ?? ""),
      ...data.closings.flatMap(({ summary, lesson }) => [summary, lesson]),
      ...data.caseWaits.map(({ reason }) => reason),
      ...data.contacts.map(({ summary }) => summary ?? ""),
      ...data.escalations.flatMap(({ reason, answer }) => [reason, answer ?? ""]),
      ...data.requests.flatMap(({ question, answer, reason }) => [question, answer ?? "", reason ?? ""]),
    ];
    expect(texts.filter((text) => /[{}|]|undefined/u.test(text))).toEqual([]);
  });

  test("could have been typed into the forms", () => {
    const words = requiredText({ max: LIMITS.words, what: "Words", isMultiline: true });
    const line = requiredText({ max: LIMITS.line, what: "A line" });
    expect(data.cases.filter((row) => !words.safeParse(row.words).success)).toEqual([]);
    expect(data.cases.filter((row) => !line.safeParse(row.about).success)).toEqual([]);
    expect(data.issues.filter(({ summary }) => !line.safeParse(summary).success)).toEqual([]);
  });

  test("are in a language of the patient", () => {
    const foreign = TEXTS.concat(OUTPATIENT_WAITS).filter(({ language }) => language !== undefined);
    const marks = foreign.map(({ language, words }) => ({ language, mark: longestPart(words) }));
    const spoken = data.cases.map((row) => ({
      row,
      language: marks.find(({ mark }) => row.words.includes(mark))?.language ?? "en",
      patient: patients.get(row.patientId ?? ""),
    }));
    expect(new Set(spoken.map(({ language }) => language)).size).toBeGreaterThanOrEqual(9);
    const misfits = spoken.filter(({ row, language, patient }) => {
      if (!patient) return false;
      if (language !== "en") return patient.language !== language;
      return row.reporterKind === "patient" && patient.needsInterpreter;
    });
    expect(misfits).toEqual([]);
  });

  test("name a patient who was registered and alive, or of whose death they speak", () => {
    for (const row of data.cases) {
      const patient = patients.get(row.patientId ?? "");
      if (!patient) continue;
      expect(patient.siteId).toBe(row.siteId);
      expect(patient.createdAt <= row.loggedAt).toBe(true);
      if (row.reporterKind === "patient" && patient.diedOn) expect(patient.diedOn > row.receivedAt).toBe(true);
    }
  });
});

describe("the clocks of the demo cases", () => {
  // Any day on which somebody looks, among them one on which the clocks on the wall change.
  const days = ["2026-11-21T20:00:00Z", "2026-12-27T14:00:00Z", "2027-03-28T10:00:00Z"];
  test.each(days)("are mostly in time on %s, with some due soon, late, paused and extended", (day) => {
    const now = new Date(day);
    const built = day === NOW.toISOString().replace(".000", "") ? data : buildDemoData(now);
    const clocks = Map.groupBy(
      built.clocks.filter(({ isOpen }) => isOpen),
      ({ caseId }) => caseId,
    );
    const limited = built.cases.filter(({ id, closedAt }) => closedAt === null && clocks.has(id));
    const some = (test: (clock: DemoData["clocks"][number]) => boolean) =>
      limited.filter(({ id }) => clocks.get(id)?.some((clock) => !clock.isPaused && test(clock)));
    const late = some(({ dueAt }) => dueAt < now);
    const soon = some(({ dueAt }) => dueAt >= now && dueAt.getTime() - now.getTime() < 48 * 3_600_000);
    expect(limited.length).toBeGreaterThan(30);
    expect(late.length).toBeGreaterThanOrEqual(2);
    expect(late.length / limited.length).toBeLessThan(0.3);
    expect(soon.length).toBeGreaterThanOrEqual(2);
    expect(limited.filter(({ id }) => clocks.get(id)?.some(({ isPaused }) => isPaused)).length).toBeGreaterThan(4);
    expect(new Set(built.clockExtensions.map(({ caseId }) => caseId)).size).toBeGreaterThanOrEqual(2);
  });
});

describe("the demo billing disputes", () => {
  const { billingDisputes, chargeLines, collectionHolds, paymentPlans, paymentParts } = data;

  test("are a dozen or so, with charges that read back, holds and plans", () => {
    expect(billingDisputes.length).toBeGreaterThanOrEqual(10);
    expect(billingDisputes.length).toBeLessThanOrEqual(24);
    expect(new Set(billingDisputes.map(({ caseId }) => caseId)).size).toBe(billingDisputes.length);
    const bare = billingDisputes.filter(({ id }) => !chargeLines.some(({ disputeId }) => disputeId === id));
    expect(bare).toEqual([]);
    const running = collectionHolds.filter(
      ({ liftedAt, until }) => !liftedAt && until > NOW.toISOString().slice(0, 10),
    );
    expect(running).toHaveLength(2);
  });

  test("have plans that add up to what was owed then, and one that no longer matches", () => {
    for (const { id, total } of paymentPlans) {
      const parts = paymentParts.filter(({ planId }) => planId === id);
      expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
    }
    const unmatched = paymentPlans.filter(
      ({ disputeId, total }) => totalsOf(chargeLines.filter((line) => line.disputeId === disputeId)).owed !== total,
    );
    expect(unmatched).toHaveLength(1);
    expect(paymentPlans.length).toBeGreaterThan(2);
  });

  test("could have been typed into the forms", () => {
    const line = requiredText({ max: LIMITS.line, what: "A line" });
    const reason = requiredText({ max: LIMITS.reason, what: "A reason", isMultiline: true });
    const texts = chargeLines.flatMap((row) => [row.reason, row.evidence ?? "x", row.denialNote ?? "x"]);
    expect(chargeLines.filter(({ description }) => !line.safeParse(description).success)).toEqual([]);
    expect(texts.filter((text) => !reason.safeParse(text).success)).toEqual([]);
    expect(data.chargeDecisions.filter(({ note }) => !reason.safeParse(note).success)).toEqual([]);
  });
});

describe("the demo contacts", () => {
  test("could have been logged through the form, by somebody who is not in the future", () => {
    for (const contact of data.contacts) {
      expect(outcomesOf(contact.direction, contact.channel)).toContain(contact.outcome);
      expect(contact.summary === null && needsSummary(contact.outcome)).toBe(false);
      expect(contact.at <= contact.createdAt).toBe(true);
      expect(contact.party === "other" ? contact.otherName : null).toBe(contact.otherName);
    }
  });

  test("say when each patient last heard from us, which is lately on most open cases", () => {
    const heard = Map.groupBy(data.contacts.filter(hasHeardFromUs), ({ caseId }) => caseId);
    for (const row of data.cases) {
      const moments = [...(heard.get(row.id) ?? []).map(({ at }) => at), ...(row.toldAt ? [row.toldAt] : [])];
      const last = Math.max(...moments.map((at) => at.getTime()));
      expect(row.lastHeardAt?.getTime() ?? -Infinity).toBe(last);
    }
    const worked = open.filter(({ state }) => state !== "new" && state !== "triaged");
    expect(worked.filter(({ lastHeardAt }) => lastHeardAt !== null).length / worked.length).toBeGreaterThan(0.5);
  });

  test("hold some with an interpreter and some with somebody who may not be told", () => {
    expect(data.contacts.filter(({ interpreterLanguage }) => interpreterLanguage !== null).length).toBeGreaterThan(5);
    expect(data.contacts.filter(({ mayBeTold }) => mayBeTold !== "yes").length).toBeGreaterThan(5);
  });

  test("leave mentions for the associate to see, and two privileged notes for the manager", () => {
    const waiting = data.noteMentions.filter(({ personId, seenAt }) => personId === demo("associate")?.id && !seenAt);
    expect(waiting.length).toBeGreaterThan(0);
    expect(data.privilegedNotes).toHaveLength(2);
  });
});

describe("the demo absences", () => {
  test("leave somebody away today with a cover who is here, and news of a handover for the associate", () => {
    const day = NOW.toISOString().slice(0, 10);
    const absences = data.absences.map(({ personId, fromOn, untilOn, coverId }) => ({
      ...{ personId, fromOn, untilOn, coverId },
    }));
    const away = absences.filter(({ fromOn, untilOn }) => fromOn <= day && day <= untilOn);
    expect(away.map(({ personId }) => whoActsFor(personId, absences, day))).toEqual(away.map(({ coverId }) => coverId));
    expect(away).toHaveLength(3);
    const owners = new Map(data.cases.map(({ id, ownerId }) => [id, ownerId]));
    expect(data.handoverParts.map(({ caseIds }) => caseIds.map((id) => owners.get(id)))).toEqual([
      [demo("associate")?.id, demo("associate")?.id],
    ]);
  });
});

describe("the demo requests", () => {
  const closed = new Map(data.cases.map(({ id, closedAt }) => [id, closedAt]));
  const isLate = ({ state, dueAt }: DemoData["requests"][number]) => state === "open" && dueAt < NOW;

  test("are in every state, on open and on closed cases, but wait on open ones alone", () => {
    const statesOf = (isClosed: boolean) =>
      new Set(data.requests.filter((row) => (closed.get(row.caseId) !== null) === isClosed).map(({ state }) => state));
    expect(statesOf(false)).toEqual(new Set(["open", "answered", "returned", "withdrawn"]));
    expect(statesOf(true)).toEqual(new Set(["answered", "returned", "withdrawn"]));
  });

  test("give the demo responder a handful, some of them late, and the demo associate answers and late ones", () => {
    const unitId = data.roleGrants.find(({ personId }) => personId === demo("responder")?.id)?.unitId;
    const asked = data.requests.filter((row) => row.unitId === unitId && row.state === "open");
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.filter(isLate).length).toBeGreaterThanOrEqual(1);
    expect(asked.filter((row) => !isLate(row)).length).toBeGreaterThanOrEqual(1);
    const own = new Set(open.filter(({ ownerId }) => ownerId === demo("associate")?.id).map(({ id }) => id));
    const ofOwn = data.requests.filter(({ caseId }) => own.has(caseId));
    const fresh = ofOwn.filter(
      ({ answer, settledAt }) => answer && settledAt && NOW.getTime() - settledAt.getTime() < WEEK,
    );
    expect(fresh.length).toBeGreaterThanOrEqual(2);
    expect(ofOwn.filter(isLate).length).toBeGreaterThanOrEqual(1);
  });

  test("agree with themselves and with the form", () => {
    const question = requiredText({ max: LIMITS.reason, what: "A question", isMultiline: true });
    for (const row of data.requests) {
      expect(question.safeParse(row.question).success).toBe(true);
      expect(row.dueAt > row.askedAt).toBe(true);
      expect(row.settledAt === null || row.settledAt > row.askedAt).toBe(true);
      expect(row.state === "open").toBe(row.settledAt === null);
      expect(row.settledById === null).toBe(row.settledAt === null);
      expect(row.state === "answered").toBe(row.answer !== null);
      expect(row.remindCount > 0).toBe(row.remindedAt !== null);
    }
  });
});

describe("the demo audit trail", () => {
  test("holds only events that the schema knows", () => {
    expect(withDetails(data.events).filter((event) => readEvent(event) === null)).toEqual([]);
    expect(data.eventDetails.length).toBeGreaterThan(data.patients.length);
  });

  test("has no broken chain", () => {
    expect(brokenChains(data)).toEqual([]);
  });

  test("moves forward in every chain, in the hands of people who work there", () => {
    const grants = new Set(data.roleGrants.map(({ personId, siteId }) => `${personId} ${siteId}`));
    for (const events of chainsOf(data)) {
      expect(events.every(({ at }, index) => index === 0 || at > (events[index - 1]?.at ?? NOW))).toBe(true);
    }
    const strangers = data.events.filter(
      ({ chain, actorId, siteId }) =>
        chain.startsWith("case:") && actorId !== null && !grants.has(`${actorId} ${siteId}`),
    );
    expect(strangers).toEqual([]);
    expect(data.events.filter(({ actorId, actorName }) => actorId && people.get(actorId)?.name !== actorName)).toEqual(
      [],
    );
  });

  test("tells how each case came to be as it is", () => {
    const counts = new Map<string, number>();
    for (const { type } of data.events) counts.set(type, (counts.get(type) ?? 0) + 1);
    expect(counts.get("case.logged")).toBe(data.cases.length);
    expect(counts.get("case.closed")).toBe(data.cases.length - open.length);
    expect(data.closings).toHaveLength(data.cases.length - open.length);
    expect(counts.get("note.added")).toBe(data.notes.length);
    expect(counts.get("contact.logged")).toBe(data.contacts.length);
    // A case is logged with its first issue, which a merge may have taken over since.
    const wentOver = data.caseMerges.flatMap(({ snapshot }) => joinSnapshot.parse(snapshot).issues);
    const first = new Set(wentOver.filter(({ position }) => position === 1).map(({ id }) => id));
    const added = data.issues.filter(({ id, position }) => position > 1 && !first.has(id));
    expect(counts.get("issue.added")).toBe(added.length + splits.size);
    expect(counts.get("escalation.raised")).toBe(data.escalations.length);
    expect(counts.get("request.asked")).toBe(data.requests.length);
    expect(counts.get("request.answered")).toBe(data.requests.filter(({ answer }) => answer !== null).length);
    expect(counts.get("patient.registered")).toBe(data.patients.length);
    expect(counts.get("person.added")).toBe(data.people.length);
    expect(counts.get("role.granted")).toBe(data.roleGrants.length);
    expect(counts.get("unit.added")).toBe(data.units.length);
  });

  test("accounts for the version of every case", () => {
    const changing = /^case\.(assigned|handed_over|changed|moved|closed|facts_recorded|reclassified|merged)$/;
    const changes = new Map<string, number>();
    for (const { chain, type } of data.events) {
      const isSplit = type === "case.split" && !splits.has(chain.slice("case:".length));
      if (isSplit || changing.test(type)) changes.set(chain, (changes.get(chain) ?? 0) + 1);
    }
    expect(data.cases.filter(({ id, version }) => version !== 1 + (changes.get(`case:${id}`) ?? 0))).toEqual([]);
  });
});

function withDetails(events: DemoData["events"], { eventDetails } = data) {
  const details = new Map(eventDetails.map((detail) => [detail.eventId, detail]));
  return events.map((event) => ({ ...event, detail: details.get(event.id) ?? null }));
}

function isWait(category: string | null, summary: string): boolean {
  return category === "institutional_processes" && /wait|delayed/i.test(summary);
}

function longestPart(words: string): string {
  return words.split(/\{[^{}]*\}/u).reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

function chainsOf({ events }: DemoData) {
  const chains = Map.groupBy(events, ({ chain }) => chain);
  return [...chains.values()].map((chain) => chain.toSorted((a, b) => a.position - b.position));
}

function brokenChains(of: DemoData): string[] {
  return chainsOf(of).flatMap((events) =>
    findBreak(withDetails(events, of)) === null ? [] : [events[0]?.chain ?? ""],
  );
}

describe("the kinds of the demo cases", () => {
  const factsOf = new Map(data.caseFacts.map((facts) => [facts.caseId, facts]));
  const at = (packId: string) => data.cases.filter((row) => row.packId === packId);

  test("are judged by the pack of their site", () => {
    expect(data.sites.map(({ country, packId }) => [country, packId])).toEqual([
      ["US", "us-hospital"],
      ["GB", "plain"],
      ["NZ", "plain"],
    ]);
    const packs = new Map(data.sites.map(({ id, packId }) => [id, packId]));
    expect(data.cases.filter(({ siteId, packId }) => packs.get(siteId) !== packId)).toEqual([]);
  });

  test("are in the United States what the rules make of what is recorded", () => {
    const ruled = at("us-hospital").filter(({ kind }) => kind === "complaint" || kind === "grievance");
    const amiss = ruled.filter((row) => {
      const said = classify(packOf(row), givenOf(row, factsOf.get(row.id) ?? null));
      return said.kind !== row.kind || said.ruleId !== row.kindRuleId;
    });
    expect(
      amiss.map(({ kind, channel, reporterKind, kindRuleId }) => ({ kind, channel, reporterKind, kindRuleId })),
    ).toEqual([]);
    expect(new Set(ruled.map(({ kindRuleId }) => kindRuleId)).size).toBeGreaterThan(7);
  });

  test("leave a few lower ones waiting for a second person, on open cases", () => {
    const waiting = data.kindChanges.filter(({ outcome }) => outcome === null);
    expect(waiting.length).toBeGreaterThanOrEqual(2);
    expect(waiting.length).toBeLessThan(15);
    const openIds = new Set(open.map(({ id }) => id));
    expect(waiting.filter(({ caseId }) => !openIds.has(caseId))).toEqual([]);
  });
});

describe("denominators", () => {
  test("are there for months that were over, with one gap, and add up to no more than their site", () => {
    const whole = data.denominators.filter(({ unitId }) => unitId === null);
    expect(new Set(whole.map(({ siteId }) => siteId)).size).toBe(3);
    expect(data.denominators.every(({ value }) => (value ?? 0) > 0)).toBe(true);
    expect(data.denominators.every(({ month, setAt }) => month.getUTCDate() === 1 && month < setAt)).toBe(true);
    const gaps = data.sites.map(({ id }) => {
      const months = whole.filter(({ siteId, measure }) => siteId === id && measure === "encounters");
      const times = months.map(({ month }) => 12 * month.getUTCFullYear() + month.getUTCMonth());
      return Math.max(...times) - Math.min(...times) + 1 - times.length;
    });
    expect(gaps.sort()).toEqual([0, 0, 1]);
  });
});
