import { describe, expect, test } from "vitest";
import { extendClock } from "@/lib/clock/mutations/extend-clock";
import { extendClockSchema } from "@/lib/clock/schema";
import { listPromises } from "@/lib/follow-up/queries";
import { approveLetter, submitLetter } from "@/lib/letter/mutations/decide-letter";
import { draftDueLetters } from "@/lib/letter/mutations/draft-letters";
import { saveLetter } from "@/lib/letter/mutations/save-letter";
import { sendLetter } from "@/lib/letter/mutations/send-letter";
import { listDraftedFor } from "@/lib/letter/queries/drafted";
import { findExtensionOffer } from "@/lib/letter/queries/extension";
import { getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import { listLettersOfCase } from "@/lib/letter/queries/of-case";
import { newId } from "@/lib/shared/ids";
import { anAbsence, anIssue, aPatient, aViewer, userCtxFor } from "../../support/factories";
import { aRunningCase, atHospital, clockOf, later } from "../clock/support";

const NOW = later(27);
const REASON = "Two units are still to answer what we asked them.";

/** An extension letter that was drafted for a grievance of 12 May, whose answer is due on 11 June. */
async function aScene() {
  const { site, viewer: dana } = await atHospital();
  const lead = await aViewer({ site, role: "supervisor" });
  const { id: patientId } = await aPatient({ site, name: "Ana Ruiz" });
  const given = await aRunningCase(site, { ownerId: dana.personId, state: "investigating", patientId });
  await anIssue({ caseId: given.id, siteId: site.id });
  await draftDueLetters({ actor: { id: null, name: "Drafted letters" }, now: NOW });
  const [drafted] = await listDraftedFor(dana, NOW, [dana.personId]);
  if (!drafted) throw new Error("nothing was drafted");
  const at = { reference: given.reference, id: drafted.id };
  const look = () => getLetter(dana, at);
  const sendIt = async () => {
    const [by, leads] = [userCtxFor(dana, NOW), userCtxFor(lead, NOW)];
    const { text: base } = await look();
    const text = base.replace("{{why it takes longer}}", REASON).replace("{{steps}}", "- We asked two units.");
    await saveLetter(by, { letterId: drafted.id, base, text });
    await submitLetter(by, { letterId: drafted.id, text });
    const { version } = await getLetter(lead, at);
    const { digest } = await readFactsNow(lead, await getLetter(lead, at), NOW);
    await approveLetter(leads, { letterId: drafted.id, version, facts: digest });
    await sendLetter(by, {
      ...{ sendingId: newId(), letterId: drafted.id, version, way: "post", toldVia: null, checkedHow: null },
      ...{ sentOn: "2026-06-08", proof: null, note: null },
    });
  };
  return { site, dana, lead, given, drafted, look, sendIt };
}

describe("a drafted extension letter", () => {
  test("waits for whoever has the case with the day by which to send it, also for who covers, until it went out", async () => {
    const { site, dana, lead, given, drafted, look, sendIt } = await aScene();
    expect(drafted).toMatchObject({
      ...{ reference: given.reference, isLate: false, coveredFor: null },
      drafted: { clock: "resolve", sendBy: "2026-06-11", isNeeded: true, isUntouched: true },
    });
    expect((await listDraftedFor(dana, later(31), [dana.personId]))[0]).toMatchObject({ isLate: true });
    expect(await listDraftedFor(lead, NOW, [lead.personId])).toEqual([]);
    const cover = await aViewer({ site });
    await anAbsence({ personId: dana.personId, coverId: cover.personId });
    expect(await listDraftedFor(cover, NOW, [dana.personId])).toMatchObject([{ coveredFor: { id: dana.personId } }]);
    expect(await listDraftedFor(await aViewer({ role: "manager" }), NOW, [dana.personId])).toEqual([]);
    expect((await look()).drafted).toMatchObject({ clock: "resolve", isNeeded: true });
    expect((await listLettersOfCase(dana, given.id))[0]?.drafted).toMatchObject({ sendBy: "2026-06-11" });
    await sendIt();
    expect(await listDraftedFor(dana, NOW, [dana.personId])).toEqual([]);
  });

  test("makes the day that it names a promise with an owner", async () => {
    const { dana, given, sendIt } = await aScene();
    await sendIt();
    expect(await listPromises(dana, given.id, NOW)).toMatchObject([
      { words: "We will write to you again by 2 July 2026.", dueOn: "2026-07-02", owner: { id: dana.personId } },
    ]);
  });

  test("leads to the extension with its reason and its day, once", async () => {
    const { dana, given, look, sendIt } = await aScene();
    expect(await findExtensionOffer(dana, await look(), NOW)).toBeNull();
    await sendIt();
    const offer = await findExtensionOffer(dana, await look(), NOW);
    expect(offer).toMatchObject({
      ...{ caseId: given.id, limitId: "resolve", dueOn: "2026-06-11", newDay: "2026-07-02" },
      given: { amount: 21, reason: REASON, toldVia: "letter", toldOn: "2026-06-08" },
    });
    const auditor = await aViewer({ role: "auditor" });
    await expect(findExtensionOffer(auditor, await look(), NOW)).resolves.toBeNull();
    const { amount, ...told } = offer?.given ?? { amount: 0 };
    const input = extendClockSchema.parse({
      ...{ extensionId: newId(), caseId: given.id, limitId: "resolve", amount: String(amount), ...told },
    });
    await extendClock(userCtxFor(dana, NOW), input);
    const { dueAt } = await clockOf(given.id, "resolve");
    expect(dueAt.toISOString()).toBe("2026-07-03T03:59:59.999Z");
    expect(await findExtensionOffer(dana, await look(), NOW)).toBeNull();
  });

  test("is not needed any more once its time moved", async () => {
    const { dana, given, look } = await aScene();
    const input = extendClockSchema.parse({
      ...{ extensionId: newId(), caseId: given.id, limitId: "resolve", amount: "7", reason: "Told on the phone." },
      ...{ toldOn: "2026-06-08", toldVia: "phone" },
    });
    await extendClock(userCtxFor(dana, NOW), input);
    expect((await look()).drafted).toMatchObject({ isNeeded: false });
    expect(await listDraftedFor(dana, NOW, [dana.personId])).toEqual([]);
  });
});
