import { beforeAll, describe, expect, test } from "vitest";
import { Role } from "@/lib/access/schema";
import { mergeCases } from "@/lib/case-join/mutations/merge-cases";
import { addNote } from "@/lib/contact/mutations/add-note";
import { addPrivilegedNote } from "@/lib/contact/mutations/add-privileged-note";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { voidContact } from "@/lib/contact/mutations/void-contact";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { searchCases } from "@/lib/search/queries/cases";
import { newId } from "@/lib/shared/ids";
import {
  aCase,
  aLetter,
  anIssue,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  logContactInput,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";
import { hasNaughtyStrings, naughtyStrings } from "../../support/naughty-strings";

let site: Place;
let viewer: Viewer;

beforeAll(async () => {
  site = await aSite();
  viewer = await aViewer({ site, role: "manager" });
});

async function found(typed: string, who = viewer): Promise<string[]> {
  const search = await searchCases(who, typed, NOW);
  if (search.outcome !== "found") throw new Error(search.outcome);
  return search.hits.map((hit) => hit.case.about);
}

async function hitOf(typed: string, who = viewer) {
  const search = await searchCases(who, typed, NOW);
  return search.outcome === "found" ? search.hits[0] : undefined;
}

const said = (words: string, about: string) => aCase({ site, words, about });
const note = (caseId: string, body: string) =>
  addNote(userCtxFor(viewer), { caseId, body, mentions: [], idempotencyKey: newId() });

describe("cases are found by", () => {
  const WORDS: [string, string][] = [
    ["A", "She waited five hours in the emergency department; nobody told the patient’s daughter anything."],
    ["B", "À l’hôpital, Señor Zúñiga lost his hearing aid — a follow-up was promised."],
    ["C", "我在急診室等了五個小時，沒有人理我。"],
    ["D", "รอหมอนานมาก ไม่มีใครบอกอะไร"],
    ["E", "Die Straße war gesperrt. ＷＡＲＤ ４, some_value, a_b%c\\d 😀"],
    ["F", "الانتظار كان طويلاً جداً"],
    ["G", "病院の駐車場が遠くて、エレベーターも壊れていた。 Grade x."],
  ];

  beforeAll(async () => {
    for (const [about, words] of WORDS) await said(words, about);
  });

  test.each([
    ["a word", "emergency", "A"],
    ["words in any order", "daughter waited", "A"],
    ["the beginning of the last word", "emerg", "A"],
    ["capitals", "EMERGENCY", "A"],
    ["a word before an apostrophe", "patient daughter", "A"],
    ["a word with its apostrophe", "patient's daughter", "A"],
    ["a phrase", '"five hours"', "A"],
    ["a phrase across signs", '"department nobody told"', "A"],
    ["a word without its accents", "zuniga", "B"],
    ["a word with accents that it does not have", "heáring", "B"],
    ["a word after an elision", "hopital senor", "B"],
    ["a word with a dash", "follow-up", "B"],
    ["half of a word with a dash", "follow promised", "B"],
    ["Chinese characters", "急診室", "C"],
    ["two Chinese characters", "小時", "C"],
    ["one Chinese character", "理", "C"],
    ["the last Chinese character", "我 五個", "C"],
    ["Thai within a sentence", "นานมาก", "D"],
    ["an umlaut's plain letters", "strasse", "E"],
    ["what was typed in full width", "ward 4", "E"],
    ["a word with an underscore", "some_value", "E"],
    ["a picture", "😀", "E"],
    ["Arabic", "الانتظار", "F"],
    ["Japanese in two scripts", "駐車場が遠", "G"],
    ["Japanese whose characters are of half width", "ｴﾚﾍﾞｰﾀｰ", "G"],
    ["Japanese as a phrase", '"駐車場が"', "G"],
    ["a word of one letter", "grade x", "G"],
    ["a quote that is never closed", '"駐車場 ', "G"],
    ["more words than are looked for", "grade ".repeat(200), "G"],
    ["a word but without another", "lost -emergency hearing", "B"],
  ])("%s", async (_what, typed, about) => expect(await found(typed)).toEqual([about]));

  test.each([
    ["a word of which there is only the beginning, followed by another", "emerg daughter"],
    ["words apart for a phrase", '"emergency hours"'],
    ["the middle of a word", "mergenc"],
    ["Chinese characters that are apart", "急診時"],
    ["a word that it leaves out", "emergency -daughter"],
    ["signs that stand for anything elsewhere", "a_d"],
  ])("nothing for %s", async (_what, typed) => expect(await found(typed)).toEqual([]));

  test("words that are apart where the phrase is left out", async () => {
    expect(await found('emergency -"five department"')).toEqual(["A"]);
    expect(await found('emergency -"five hours"')).toEqual([]);
  });

  test.each(["", "  ", "%", "' & |", "-emergency", '""', "\u0000"])("nothing to look for in %j", async (typed) => {
    expect(await searchCases(viewer, typed, NOW)).toEqual({ outcome: "nothing_to_look_for" });
  });

  test.runIf(hasNaughtyStrings)(
    "each string that breaks programs, and fails for none",
    async () => {
      const all = await said(naughtyStrings.join("\n").replaceAll("\u0000", "").slice(0, 20_000), "Everything");
      for (let at = 0; at < naughtyStrings.length; at += 10) {
        const some = naughtyStrings.slice(at, at + 10).map((typed) => searchCases(viewer, typed, NOW));
        for (const { outcome } of await Promise.all(some)) expect(["found", "nothing_to_look_for"]).toContain(outcome);
      }
      expect(all.about).toBe("Everything");
    },
    60_000,
  );
});

describe("a case is found", () => {
  test("by words that stand in different parts of it, each told with where it was", async () => {
    const given = await said("The quokka was loud.", "Parts");
    await anIssue({ caseId: given.id, siteId: site.id, summary: "No wombat on the ward" });
    await note(given.id, "Rang about the numbat.");
    await logContact(userCtxFor(viewer), { ...logContactInput(given.id), summary: "They spoke of a bilby." });
    await aLetter({ of: given, text: "# Dear Jo\n\nWe heard of the **potoroo**." });
    await aRequest({ of: given, unitId: (await aUnit(site)).id, question: "Where was the dunnart?" });
    expect(await found("quokka wombat numbat bilby potoroo dunnart")).toEqual(["Parts"]);
    for (const [typed, kind, text] of [
      ["quokka", "words", "quokka"],
      ["wombat", "issue", "wombat"],
      ["numbat", "note", "numbat"],
      ["bilby", "contact", "bilby"],
      ["potoroo", "letter", "potoroo"],
      ["dunnart", "request", "dunnart"],
    ] as const) {
      const hit = await hitOf(typed);
      expect(hit?.parts.map((part) => part.kind)).toEqual([kind]);
      expect(hit?.parts[0]?.snippet).toContainEqual({ text, isHit: true });
    }
    const letter = (await hitOf("potoroo"))?.parts[0]?.snippet.map(({ text }) => text).join("");
    expect(letter).toBe("Dear Jo We heard of the potoroo.");
  });

  test("newest first, fifty at once, and then the older ones", async () => {
    for (let n = 0; n < 52; n++) {
      const receivedAt = new Date(NOW.getTime() - n * 60_000);
      await aCase({ site, about: `Many ${n}`, words: "A platypus.", receivedAt });
    }
    const search = await searchCases(viewer, "platypus", NOW);
    if (search.outcome !== "found") throw new Error(search.outcome);
    expect(search.hits.map((hit) => hit.case.about)).toEqual(Array.from({ length: 50 }, (_, n) => `Many ${n}`));
    const older = await searchCases(viewer, "platypus", NOW, search.older ?? "");
    expect(older).toMatchObject({ outcome: "found", older: null, isLost: false });
    expect(older.outcome === "found" && older.hits.map((hit) => hit.case.about)).toEqual(["Many 50", "Many 51"]);
    expect(await searchCases(viewer, "platypus", NOW, "garbage")).toMatchObject({ isLost: true, older: search.older });
  });

  test("under its survivor where it was merged, with the reference it had", async () => {
    const survivor = await said("The lift was broken.", "Survivor");
    const merged = await said("An echidna in the lift.", "Merged");
    await anIssue({ caseId: merged.id, siteId: site.id, summary: "The cassowary" });
    await mergeCases(userCtxFor(viewer), {
      ...{ mergeId: newId(), caseId: merged.id, into: survivor.reference, reason: "The same event" },
    });
    expect(await hitOf("echidna")).toMatchObject({ case: { about: "Survivor" }, mergedFrom: merged.reference });
    // Its issue went over, and is found there.
    expect(await hitOf("cassowary")).toMatchObject({ case: { about: "Survivor" }, mergedFrom: null });
  });

  test("no more by a contact that was voided, nor by an issue that was", async () => {
    const given = await said("Plain.", "Voided");
    await logContact(userCtxFor(viewer), { ...logContactInput(given.id), summary: "A thylacine." });
    const contact = await systemDb().contact.findFirstOrThrow({ where: { caseId: given.id } });
    const issue = await anIssue({ caseId: given.id, siteId: site.id, summary: "The dugong" });
    expect(await found("thylacine dugong")).toEqual(["Voided"]);
    await voidContact(userCtxFor(viewer), { contactId: contact.id, reason: "Another case" });
    await systemDb().issue.update({ where: { id: issue.id }, data: { voidedAt: NOW, voidReason: "Twice" } });
    expect(await found("thylacine")).toEqual([]);
    expect(await found("dugong")).toEqual([]);
  });
});

describe("nobody finds what they may not see", () => {
  test.each(Object.values(Role))("a %s of another site", async (role) => {
    await said("The kookaburra laughed.", "Theirs");
    const other = await aSite();
    const unitId = role === "responder" ? (await aUnit(other)).id : undefined;
    const stranger = await aViewer({ site: other, role, unitId });
    expect(await searchCases(stranger, "kookaburra", NOW)).toEqual({
      outcome: "found",
      hits: [],
      older: null,
      isLost: false,
      isPartial: false,
      isBounded: false,
    });
  });

  test.each<[Role, boolean]>([
    ["associate", true],
    ["supervisor", true],
    ["manager", true],
    ["auditor", true],
    ["administrator", false],
    ["responder", false],
  ])("a %s of the site: %s", async (role, isSeen) => {
    const here = await aSite();
    await aCase({ site: here, words: "A galah.", about: "Galah" });
    const unitId = role === "responder" ? (await aUnit(here)).id : undefined;
    expect(await found("galah", await aViewer({ site: here, role, unitId }))).toEqual(isSeen ? ["Galah"] : []);
  });

  test("in a privileged note, those who may read it included", async () => {
    const given = await said("Plain.", "Privileged");
    await addPrivilegedNote(userCtxFor(viewer), { caseId: given.id, body: "The brolga.", idempotencyKey: newId() });
    expect(await found("brolga")).toEqual([]);
  });

  test("across two sites of one viewer, newest first", async () => {
    const [one, two] = [await aSite(), await aSite()];
    await aCase({ site: one, about: "Old", words: "A bandicoot.", receivedAt: new Date(NOW.getTime() - 60_000) });
    await aCase({ site: two, about: "New", words: "A bandicoot." });
    const both = await aViewer({ site: one, also: [{ site: two, role: "auditor" }] });
    expect(await found("bandicoot", both)).toEqual(["New", "Old"]);
  });
});

test("a search that takes too long is stopped and says so", async () => {
  await said("A cockatoo.", "Slow");
  const db = systemDb();
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE "SearchDocument" IN ACCESS EXCLUSIVE MODE`;
      expect(await searchCases(viewer, "cockatoo", NOW)).toEqual({ outcome: "too_slow" });
    },
    { timeout: 15_000 },
  );
}, 20_000);
