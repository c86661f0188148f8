import { describe, expect, test } from "vitest";
import { approveLetter, returnLetter, submitLetter, takeBackLetter } from "@/lib/letter/mutations/decide-letter";
import { saveLetter } from "@/lib/letter/mutations/save-letter";
import { getLetter, listLettersToDecide, readFactsNow } from "@/lib/letter/queries/letters";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { attempt, eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aLetter, anIssue, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";

const TEXT =
  "Dear Ana,\n\n## The wait was long\n\nYou were right. The wait was long, and we are sorry. We uphold this.";

async function aScene() {
  const site = await aSite();
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const lee = await aViewer({ site, role: "supervisor", name: "Lee Brandt" });
  const given = await aCase({ site, ownerId: dana.personId });
  const issue = await anIssue({ caseId: given.id, siteId: site.id });
  const letter = await aLetter({ of: given, authorId: dana.personId, text: TEXT });
  const submit = (by = dana, text = letter.text) => submitLetter(userCtxFor(by), { letterId: letter.id, text });
  const look = async (by: Viewer) => {
    const shown = await getLetter(by, { reference: given.reference, id: letter.id });
    const { digest } = await readFactsNow(by, shown, NOW);
    return { letterId: letter.id, version: shown.version, facts: digest };
  };
  const approve = async (by = lee) => approveLetter(userCtxFor(by), await look(by));
  const stateOf = async () => (await systemDb().letter.findUniqueOrThrow({ where: { id: letter.id } })).state;
  return { site, dana, lee, given, issue, letter, submit, look, approve, stateOf };
}

describe("asking for approval", () => {
  test("puts the letter before whoever decides, and before nobody who worked on it", async () => {
    const { given, letter, lee, submit, stateOf } = await aScene();
    expect(await outcomeOf(submit())).toBe("done");
    expect(await stateOf()).toBe("for_approval");
    expect((await listLettersToDecide(lee)).map(({ id }) => id)).toEqual([letter.id]);
    expect(await eventTypesOf("case", given.id)).toEqual(["letter.submitted"]);
    expect(await attempt(submit)).toEqual({ outcome: "done", changed: [] });
    const own = await aScene();
    await own.submit(own.lee);
    expect(await listLettersToDecide(own.lee)).toEqual([]);
  });

  test("of another text than the one that stands is refused", async () => {
    const { submit, dana } = await aScene();
    expect(await attempt(() => submit(dana, "What I have not saved"))).toEqual({ outcome: "CONFLICT", changed: [] });
  });

  test("is refused while something is not filled in, and says what", async () => {
    const { letter, dana, submit } = await aScene();
    const text = "Dear Ana,\n\n{{answer 1}}";
    await saveLetter(userCtxFor(dana), { letterId: letter.id, base: letter.text, text });
    expect((await refusalOf(submit(dana, text))).message).toContain("{{answer 1}}");
  });

  test("is refused while the letter holds what the pack does not let out, and tells nothing of it", async () => {
    const { given, site, dana, letter, submit } = await aScene();
    const body =
      "The peer review found that the nurse in charge had left the ward without handing over to anybody at all.";
    const note = { id: newId(), caseId: given.id, siteId: site.id, authorId: dana.personId, body };
    await systemDb().privilegedNote.create({ data: { ...note, idempotencyKey: newId() } });
    const text = `${TEXT}\n\n${body}`;
    await saveLetter(userCtxFor(dana), { letterId: letter.id, base: letter.text, text });
    const refused = await refusalOf(submit(dana, text));
    expect(refused.message).toContain("cannot go out yet");
    expect(refused.message).not.toContain("nurse in charge");
    const bare = `Dear Ana,\n\nThank you.`;
    await saveLetter(userCtxFor(dana), { letterId: letter.id, base: text, text: bare });
    expect(await outcomeOf(submit(dana, bare))).toBe("CONFLICT");
  });

  test.each([
    ["supervisor", "done"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, submit } = await aScene();
    const by = await aViewer({ site, role });
    expect(await outcomeOf(submit(by))).toBe(outcome);
  });

  test("of one that is approved, or at another site, is refused", async () => {
    const { given, site } = await aScene();
    const letter = await aLetter({ of: given, state: "approved" });
    const other = await aViewer({ site: await aSite(), role: "manager" });
    const by = await aViewer({ site });
    const input = { letterId: letter.id, text: letter.text };
    expect(await outcomeOf(submitLetter(userCtxFor(by), input))).toBe("CONFLICT");
    expect(await outcomeOf(submitLetter(userCtxFor(other), input))).toBe("NOT_FOUND");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { dana, submit } = await aScene();
    await refuseEventsBy(dana.personId);
    expect(await attempt(submit)).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("approving a letter", () => {
  test("approves it once, by somebody else, and says so on the case", async () => {
    const { given, lee, letter, look, submit, stateOf } = await aScene();
    await submit();
    const seen = await look(lee);
    const ended = await Promise.all([1, 2].map(() => outcomeOf(approveLetter(userCtxFor(lee), seen))));
    expect(ended.toSorted()).toEqual(["CONFLICT", "done"]);
    expect(await stateOf()).toBe("approved");
    const row = await systemDb().letter.findUniqueOrThrow({ where: { id: letter.id } });
    expect(row).toMatchObject({ decidedById: lee.personId, decidedAt: NOW, lookedVersion: 1 });
    expect(await eventTypesOf("case", given.id)).toEqual(["letter.submitted", "letter.approved"]);
  });

  test("that the approver wrote, changed or submitted is refused", async () => {
    const { lee, letter, site, submit, approve } = await aScene();
    await saveLetter(userCtxFor(lee), { letterId: letter.id, base: letter.text, text: `${TEXT} Lee` });
    const sam = await aViewer({ site });
    await saveLetter(userCtxFor(sam), { letterId: letter.id, base: `${TEXT} Lee`, text: `${TEXT} Sam` });
    await submit(sam, `${TEXT} Sam`);
    expect(await attempt(() => approve())).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect(await outcomeOf(approve(await aViewer({ site, role: "manager" })))).toBe("done");
  });

  test("on a case that says something else by now is refused until the approver has looked again", async () => {
    const { lee, issue, look, submit, approve } = await aScene();
    await submit();
    const seen = await look(lee);
    await systemDb().issue.update({ where: { id: issue.id }, data: { answer: "We looked: yes." } });
    const refused = await refusalOf(approveLetter(userCtxFor(lee), seen));
    expect(refused.message).toContain("the findings or answers");
    expect(await outcomeOf(approve())).toBe("done");
  });

  test("is not refused because a day went by", async () => {
    const { lee, look, submit } = await aScene();
    await submit();
    const seen = await look(lee);
    const tomorrow = new Date(NOW.getTime() + 86_400_000);
    expect(await outcomeOf(approveLetter(userCtxFor(lee, tomorrow), seen))).toBe("done");
  });

  test("whose text is another than the one that was looked at is refused", async () => {
    const { dana, lee, letter, look, submit } = await aScene();
    await submit();
    const seen = await look(lee);
    await takeBackLetter(userCtxFor(dana), { letterId: letter.id });
    await saveLetter(userCtxFor(dana), { letterId: letter.id, base: letter.text, text: `${TEXT} Other` });
    await submit(dana, `${TEXT} Other`);
    expect(await outcomeOf(approveLetter(userCtxFor(lee), seen))).toBe("CONFLICT");
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["manager", "done"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { lee, site, look, submit } = await aScene();
    await submit();
    const seen = await look(lee);
    const by = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => approveLetter(by, seen));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("is left to whom the pack names: a grave matter to a manager, what needs no approval to anybody who works on it", async () => {
    const { dana, given, lee, site, submit, approve } = await aScene();
    await systemDb().case.update({ where: { id: given.id }, data: { severity: 3 } });
    await submit();
    expect(await attempt(() => approve())).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect(await listLettersToDecide(lee)).toEqual([]);
    expect(await outcomeOf(approve(await aViewer({ site, role: "manager" })))).toBe("done");
    const plain = await aLetter({
      of: given,
      kind: "change",
      state: "for_approval",
      authorId: dana.personId,
      text: TEXT,
    });
    await systemDb().case.update({ where: { id: given.id }, data: { kind: "inquiry" } });
    const shown = await getLetter(dana, { reference: given.reference, id: plain.id });
    expect(shown.may).toMatchObject({ decide: true });
  });

  test("of another site is not found, and of a draft refused", async () => {
    const { lee, look, submit } = await aScene();
    const seen = await look(lee);
    expect(await outcomeOf(approveLetter(userCtxFor(lee), seen))).toBe("CONFLICT");
    await submit();
    const stranger = userCtxFor(await aViewer({ site: await aSite(), role: "manager" }));
    expect(await attempt(() => approveLetter(stranger, seen))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { lee, look, submit } = await aScene();
    await submit();
    const seen = await look(lee);
    await refuseEventsBy(lee.personId);
    const ended = await attempt(() => approveLetter(userCtxFor(lee), seen));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("returning a letter", () => {
  test("sends it back with a comment, and shows later what changed since", async () => {
    const { given, dana, lee, letter, look, submit, stateOf } = await aScene();
    await submit();
    const form = { ...(await look(lee)), commentId: newId(), body: "Say who they can call." };
    await Promise.all([returnLetter(userCtxFor(lee), form), returnLetter(userCtxFor(lee), form)]);
    expect(await stateOf()).toBe("returned");
    const text = `${TEXT} Call Dana.`;
    await saveLetter(userCtxFor(dana), { letterId: letter.id, base: letter.text, text });
    await submit(dana, text);
    const shown = await getLetter(lee, { reference: given.reference, id: letter.id });
    expect(shown).toMatchObject({ lookedVersion: 1, version: 2, may: { decide: true, return: true } });
    expect(shown.comments).toMatchObject([{ body: "Say who they can call.", author: { name: "Lee Brandt" } }]);
    expect(await eventTypesOf("case", given.id)).toEqual(["letter.submitted", "letter.returned", "letter.submitted"]);
  });

  test.each([
    ["associate", "FORBIDDEN"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { lee, site, look, submit } = await aScene();
    await submit();
    const form = { ...(await look(lee)), commentId: newId(), body: "No." };
    const by = userCtxFor(await aViewer({ site, role }));
    expect(await attempt(() => returnLetter(by, form))).toEqual({ outcome, changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { lee, look, submit } = await aScene();
    await submit();
    const form = { ...(await look(lee)), commentId: newId(), body: "No." };
    await refuseEventsBy(lee.personId);
    expect(await attempt(() => returnLetter(userCtxFor(lee), form))).toEqual({
      outcome: "stopped by the database",
      changed: [],
    });
  });
});

describe("taking a letter back", () => {
  test.each(["for_approval", "approved"] as const)("makes one that is %s a draft again", async (state) => {
    const { given, dana } = await aScene();
    const letter = await aLetter({ of: given, authorId: dana.personId, state });
    expect(await outcomeOf(takeBackLetter(userCtxFor(dana), { letterId: letter.id }))).toBe("done");
    expect(await eventTypesOf("case", given.id)).toEqual(["letter.taken_back"]);
    expect(await outcomeOf(takeBackLetter(userCtxFor(dana), { letterId: letter.id }))).toBe("CONFLICT");
  });

  test("is refused to whoever only reads, unknown elsewhere, and undone where it cannot be recorded", async () => {
    const { given, dana, site } = await aScene();
    const letter = await aLetter({ of: given, state: "approved" });
    const by = async (viewer: Viewer) => attempt(() => takeBackLetter(userCtxFor(viewer), { letterId: letter.id }));
    expect(await by(await aViewer({ site, role: "auditor" }))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect(await by(await aViewer({ site: await aSite() }))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    await refuseEventsBy(dana.personId);
    expect(await by(dana)).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
