import { describe, expect, test } from "vitest";
import { fieldsFromReporter, isSameName, mayBeTold, noteOnAge, standingOf } from "@/lib/representative/rules";
import { AuthorityBasis } from "@/lib/representative/schema";
import type { Representative } from "@/lib/representative/types";
import { dayIn } from "@/lib/shared/dates";

const HERE = { id: "0199aaaa-0000-7000-8000-000000000001", reference: "PR-26-000001-9" };
const OTHER = { id: "0199aaaa-0000-7000-8000-000000000002", reference: "PR-26-000002-7" };
const DAY = "2026-05-12";
const ADULT = { isDeceased: false, bornOn: "1959-03-12" };
const CHILD = { isDeceased: false, bornOn: "2015-03-12" };
const DEAD = { isDeceased: true, bornOn: "1959-03-12" };

function jo(given: Partial<Representative> = {}): Representative {
  return {
    id: "0199aaaa-0000-7000-8000-00000000000a",
    name: "Jo Price",
    relation: null,
    phone: null,
    email: null,
    basis: "written_consent",
    extent: "everything",
    case: null,
    agreed: null,
    startsOn: null,
    expiresOn: null,
    document: null,
    seenOn: "2026-01-05",
    seenBy: "Dana Moreau",
    ended: null,
    ...given,
  };
}

const ask = (given: Partial<Parameters<typeof mayBeTold>[1]> = {}) => ({
  person: "Jo Price",
  caseId: HERE.id,
  day: DAY,
  patient: ADULT,
  ...given,
});

const ENDED = { at: "2026-02-01T10:00:00.000Z", by: "Dana Moreau", reason: "Consent withdrawn." };

describe("whether somebody may be told", () => {
  test("without anything on record is no, by name", () => {
    expect(mayBeTold([], ask())).toEqual({
      answer: "no",
      sentence: "No authority on record for Jo Price: do not disclose before it is checked.",
      basis: null,
      note: null,
    });
    expect(mayBeTold([], ask({ person: "Jo Price (daughter)" })).sentence).toContain("for Jo Price:");
    expect(mayBeTold([], ask({ person: "" })).sentence).toContain("for whoever speaks:");
    expect(mayBeTold([jo({ name: "" })], ask({ person: "" })).answer).toBe("no");
  });

  test("of whoever gave no name is no, with the names of those it may be", () => {
    const { answer, sentence } = mayBeTold([jo(), jo({ name: "Al Price" })], ask({ person: "" }));
    expect(answer).toBe("no");
    expect(sentence).toBe(
      "Whoever spoke gave no name. Jo Price or Al Price may be told: ask whether it is they before you disclose.",
    );
    expect(mayBeTold([jo({ seenOn: null })], ask({ person: "" })).sentence).toContain("for whoever speaks:");
  });

  test("says what, until when, and on what ground", () => {
    expect(mayBeTold([jo({ expiresOn: "2027-01-31" })], ask())).toEqual({
      answer: "yes",
      sentence: "Jo Price may be told everything about the patient, until 31 Jan 2027. Written consent of the patient.",
      basis: "written_consent",
      note: null,
    });
    expect(mayBeTold([jo({ extent: "as_agreed", agreed: "Times only. " })], ask()).sentence).toBe(
      "Jo Price may be told what was agreed: Times only. Written consent of the patient.",
    );
  });

  test.each<[string, Partial<Representative>, Partial<ReturnType<typeof ask>>, "yes" | "no" | "expired"]>([
    ["everything, about this case", {}, {}, "yes"],
    ["everything, about the patient in general", {}, { caseId: null }, "yes"],
    ["about this case, asked about it", { extent: "this_case", case: HERE }, {}, "yes"],
    ["about another case", { extent: "this_case", case: OTHER }, {}, "no"],
    ["about one case, asked about the patient", { extent: "this_case", case: HERE }, { caseId: null }, "no"],
    ["about a case that is not known", { extent: "this_case", case: null }, {}, "no"],
    ["what was agreed", { extent: "as_agreed", agreed: "Times only." }, {}, "yes"],
    ["the day before it begins", { startsOn: "2026-05-13" }, {}, "no"],
    ["the day it begins", { startsOn: "2026-05-12" }, {}, "yes"],
    ["the day before it expires", { expiresOn: "2026-05-13" }, {}, "yes"],
    ["the day it expires", { expiresOn: "2026-05-12" }, {}, "yes"],
    ["the day after it expired", { expiresOn: "2026-05-11" }, {}, "expired"],
    ["one day alone", { startsOn: "2026-05-12", expiresOn: "2026-05-12" }, {}, "yes"],
    ["ended", { ended: ENDED }, {}, "no"],
    ["ended after it had expired", { ended: ENDED, expiresOn: "2026-01-31" }, {}, "no"],
    ["expired, and about another case", { extent: "this_case", case: OTHER, expiresOn: "2026-05-11" }, {}, "expired"],
    ["not seen", { seenOn: null, seenBy: null }, {}, "no"],
    ["a parent of a minor, without a paper", { basis: "parent_of_minor", seenOn: null }, { patient: CHILD }, "yes"],
    ["somebody of another name", {}, { person: "Joan Price" }, "no"],
    ["the same name in other letters", { name: "José  PRICE" }, { person: "Jose Price (son)" }, "yes"],
  ])("%s: %s", (_what, given, question, answer) => {
    expect(mayBeTold([jo(given)], ask(question)).answer).toBe(answer);
  });

  const alive = Object.values(AuthorityBasis).map((basis) => [basis, basis === "executor" ? "no" : "yes"] as const);
  test.each(alive)("as %s of somebody who lives: %s", (basis, answer) => {
    const patient = basis === "parent_of_minor" ? CHILD : ADULT;
    expect(mayBeTold([jo({ basis })], ask({ patient }))).toMatchObject({ answer, basis });
  });

  const dead = Object.values(AuthorityBasis).map((basis) => [basis, basis === "executor" ? "yes" : "no"] as const);
  test.each(dead)("as %s of somebody who has died: %s", (basis, answer) => {
    expect(mayBeTold([jo({ basis })], ask({ patient: DEAD }))).toMatchObject({ answer, basis });
  });

  test.each(Object.values(AuthorityBasis).filter((basis) => basis !== "parent_of_minor"))(
    "as %s that nobody has seen: no",
    (basis) => {
      const patient = basis === "executor" ? DEAD : ADULT;
      expect(mayBeTold([jo({ basis, seenOn: null })], ask({ patient })).answer).toBe("no");
    },
  );

  test("of several records of one person is what allows most, in whatever order they stand", () => {
    const [ended, expired, holds] = [jo({ ended: ENDED }), jo({ expiresOn: "2026-01-31" }), jo({ basis: "advocate" })];
    expect(mayBeTold([ended, expired, holds], ask())).toMatchObject({ answer: "yes", basis: "advocate" });
    expect(mayBeTold([holds, expired, ended], ask()).answer).toBe("yes");
    expect(mayBeTold([ended, expired], ask()).answer).toBe("expired");
    expect(mayBeTold([expired, ended], ask()).answer).toBe("expired");
  });

  test("turns at midnight of the site, not of Greenwich", () => {
    const at = new Date("2026-05-13T03:30:00Z");
    const dayAt = (zone: string) => dayIn(at, zone).toISOString().slice(0, 10);
    const lasts = [jo({ expiresOn: "2026-05-12" })];
    expect(mayBeTold(lasts, ask({ day: dayAt("America/New_York") })).answer).toBe("yes");
    expect(mayBeTold(lasts, ask({ day: dayAt("Europe/London") })).answer).toBe("expired");
    expect(mayBeTold(lasts, ask({ day: dayAt("Pacific/Auckland") })).answer).toBe("expired");
  });
});

describe("a parent of a child who has come of age", () => {
  test.each<[string, string | null, string, RegExp | null]>([
    ["the day before", "2008-05-13", DAY, null],
    ["on the birthday", "2008-05-12", DAY, /The patient is 18/],
    ["long after", "1998-05-12", DAY, /The patient is 28/],
    ["born on a leap day, the day before the first of March", "2008-02-29", "2026-02-28", null],
    ["born on a leap day", "2008-02-29", "2026-03-01", /18/],
    ["of a day of birth not known", null, DAY, /not known/],
  ])("%s: a note, and never a refusal", (_what, bornOn, day, note) => {
    const told = mayBeTold([jo({ basis: "parent_of_minor" })], ask({ day, patient: { isDeceased: false, bornOn } }));
    expect(told.answer).toBe("yes");
    if (note) expect(told.note).toMatch(note);
    else expect(told.note).toBeNull();
    if (bornOn && note) expect(told.note).toContain("not confirmed for this site");
  });

  test("nothing is noted of any other ground", () => {
    expect(noteOnAge(jo(), { day: DAY, patient: ADULT })).toBeNull();
  });
});

describe("how an authority stands", () => {
  test.each<[Partial<Representative>, ReturnType<typeof standingOf>]>([
    [{}, "holds"],
    [{ expiresOn: "2026-06-12" }, "holds"],
    [{ expiresOn: "2026-06-11" }, "ends_soon"],
    [{ expiresOn: "2026-05-12" }, "ends_soon"],
    [{ expiresOn: "2026-05-11" }, "expired"],
    [{ startsOn: "2026-05-13" }, "not_yet"],
    [{ seenOn: null }, "not_seen"],
    [{ basis: "executor" }, "out_of_place"],
    [{ ended: ENDED, expiresOn: "2026-05-11" }, "ended"],
  ])("%j: %s", (given, standing) => {
    expect(standingOf(jo(given), { day: DAY, patient: ADULT })).toBe(standing);
  });
});

describe("names", () => {
  test.each([
    ["Jo Price", "jo price", true],
    ["Jo-Ann Price", "Jo Ann Price", true],
    ["Jo Price (daughter)", "Jo Price", true],
    ["Jo Price", "Jo Pryce", false],
    ["(daughter)", "(daughter)", true],
    ["", "", false],
    ["Ｊｏ Ｐｒｉｃｅ", "Jo Price", true],
  ])("%j and %j are one: %s", (one, other, isSame) => {
    expect(isSameName(one, other)).toBe(isSame);
  });

  test("of who spoke are taken apart for the form", () => {
    const spoke = { reporterName: "Jo Price (daughter)", reporterContact: "020 7946 0000" };
    expect(fieldsFromReporter(spoke)).toEqual({ name: "Jo Price", relation: "daughter", phone: "020 7946 0000" });
    const wrote = { reporterName: "Jo Price", reporterContact: "jo@example.org" };
    expect(fieldsFromReporter(wrote)).toEqual({ name: "Jo Price", relation: "", email: "jo@example.org" });
    expect(fieldsFromReporter({ reporterName: null, reporterContact: null })).toEqual({
      name: "",
      relation: "",
      phone: "",
    });
  });
});
