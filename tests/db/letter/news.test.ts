import { describe, expect, test } from "vitest";
import { commentLetter } from "@/lib/letter/mutations/comment-letter";
import { approveLetter, returnLetter, submitLetter, takeBackLetter } from "@/lib/letter/mutations/decide-letter";
import { draftDueLetters } from "@/lib/letter/mutations/draft-letters";
import { getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import { chooseChannels } from "@/lib/notification/mutations/choose-channels";
import { deliverMail } from "@/lib/notification/mutations/deliver";
import { listNotifications } from "@/lib/notification/queries";
import { listWork } from "@/lib/notification/queries/work";
import { chooseChannelsSchema, notificationListSchema } from "@/lib/notification/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { refuseEventsBy } from "../../support/evidence";
import { aCase, aLetter, anAbsence, anIssue, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { aRunningCase, atHospital, later } from "../clock/support";

const TEXT =
  "Dear Ana,\n\n## The wait was long\n\nYou were right. The wait was long, and we are sorry. We uphold this.";

async function aScene() {
  const site = await aSite();
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const lee = await aViewer({ site, role: "supervisor", name: "Lee Brandt" });
  const given = await aCase({ site, ownerId: dana.personId, kind: "complaint" });
  await anIssue({ caseId: given.id, siteId: site.id });
  const letter = await aLetter({ of: given, authorId: dana.personId, text: TEXT });
  const submit = (by = dana) => submitLetter(userCtxFor(by), { letterId: letter.id, text: TEXT });
  const approve = async (by = lee) => {
    const shown = await getLetter(by, { reference: given.reference, id: letter.id });
    const { digest } = await readFactsNow(by, shown, NOW);
    return approveLetter(userCtxFor(by), { letterId: letter.id, version: 1, facts: digest });
  };
  const comment = (by = lee) =>
    commentLetter(userCtxFor(by), { commentId: newId(), letterId: letter.id, quote: null, body: "Say when." });
  return { site, dana, lee, given, letter, submit, approve, comment };
}

const newsOf = async ({ personId }: { personId: string }) =>
  (await systemDb().notification.findMany({ where: { personId }, orderBy: { createdAt: "asc" } })).map(
    ({ type }) => type,
  );

describe("the news of a letter", () => {
  test("that waits is for those who may decide on it, and not for who worked on it", async () => {
    const { site, dana, lee, submit } = await aScene();
    const manager = await aViewer({ site, role: "manager" });
    const colleague = await aViewer({ site });
    const stranger = await aViewer({ site: await aSite(), role: "supervisor" });
    await submit();
    expect(await newsOf(lee)).toEqual(["letter_to_approve"]);
    expect(await newsOf(manager)).toEqual(["letter_to_approve"]);
    for (const other of [dana, colleague, stranger]) expect(await newsOf(other)).toEqual([]);
    const own = await aScene();
    await own.submit(own.lee);
    expect(await newsOf(own.lee)).toEqual([]);
  });

  test("asked about once more is news once more", async () => {
    const { dana, lee, letter, submit } = await aScene();
    await submit();
    await takeBackLetter(userCtxFor(dana), { letterId: letter.id });
    const later = new Date(NOW.getTime() + 60_000);
    await submitLetter(userCtxFor(dana, later), { letterId: letter.id, text: TEXT });
    expect(await newsOf(lee)).toEqual(["letter_to_approve", "letter_to_approve"]);
  });

  test("that was decided on is for whoever wrote it and whoever asked", async () => {
    const { site, dana, lee, letter, submit, approve } = await aScene();
    const helper = await aViewer({ site });
    await submit(helper);
    const back = { letterId: letter.id, version: 1, commentId: newId(), body: "Say when." };
    await returnLetter(userCtxFor(lee), back);
    await returnLetter(userCtxFor(lee), back);
    expect(await newsOf(dana)).toEqual(["letter_returned"]);
    expect(await newsOf(helper)).toEqual(["letter_returned"]);
    await submit(helper);
    await approve();
    expect(await newsOf(dana)).toEqual(["letter_returned", "letter_approved"]);
    expect(await newsOf(helper)).toEqual(["letter_returned", "letter_approved"]);
    expect(await newsOf(lee)).not.toContain("letter_approved");
  });

  test("that was commented on is for whoever wrote it and for the others of the thread", async () => {
    const { site, dana, lee, comment } = await aScene();
    const other = await aViewer({ site });
    await comment(lee);
    await comment(other);
    await comment(dana);
    expect(await newsOf(dana)).toEqual(["letter_commented", "letter_commented"]);
    expect(await newsOf(lee)).toEqual(["letter_commented", "letter_commented"]);
    expect(await newsOf(other)).toEqual(["letter_commented"]);
  });

  test("of somebody who is away is also for whoever acts for them, and leads to the letters of the case", async () => {
    const { site, dana, given, comment } = await aScene();
    const cover = await aViewer({ site });
    await anAbsence({ personId: dana.personId, coverId: cover.personId });
    await comment();
    const { rows } = await listNotifications(cover, notificationListSchema.parse({}));
    expect(rows).toMatchObject([
      { type: "letter_commented", isCover: true, href: `/cases/${given.reference}#letters` },
    ]);
  });

  test("comes by e-mail as whoever it is for chose, with the reference and a link and nothing else", async () => {
    const { lee, given, submit } = await aScene();
    await submit();
    const [mail] = await systemDb().mailDelivery.findMany({ where: { personId: lee.personId } });
    await deliverMail({ actor: { id: null, name: "E-mail" }, now: new Date(NOW.getTime() + 900_000) }, mail?.id ?? "");
    const { text, subject } = await systemDb().mailDelivery.findUniqueOrThrow({ where: { id: mail?.id } });
    expect(`${subject} ${text}`).toContain(given.reference);
    expect(text).toContain("A letter waits for your approval");
    expect(text).toContain(`/cases/${given.reference}#letters`);
    expect(`${subject} ${text}`).not.toMatch(/Ana|Dana|wait was long/);
    const quiet = await aScene();
    await chooseChannels(userCtxFor(quiet.lee), chooseChannelsSchema.parse({}));
    await quiet.submit();
    expect(await systemDb().mailDelivery.count({ where: { personId: quiet.lee.personId } })).toBe(0);
    const [kept] = await systemDb().notification.findMany({ where: { personId: quiet.lee.personId } });
    expect(kept).toMatchObject({ isInApp: false, isInDigest: false });
  });

  test("is not told where the deed is refused", async () => {
    const { dana, lee, submit } = await aScene();
    await refuseEventsBy(dana.personId);
    await submit().catch(() => null);
    expect(await newsOf(lee)).toEqual([]);
  });
});

describe("the digest", () => {
  test("counts the letters that wait for a decision, and names the cases of those that were drafted", async () => {
    const { lee, submit } = await aScene();
    await submit();
    const lines = (await listWork(lee, [], NOW)).flatMap(({ lines: each }) => each.map(({ words }) => words));
    expect(lines).toContain("Letters for approval: 1");
    const { site, viewer } = await atHospital();
    const given = await aRunningCase(site, { ownerId: viewer.personId, state: "investigating" });
    const now = later(12);
    await draftDueLetters({ actor: { id: null, name: "Drafted letters" }, now });
    const sections = await listWork(viewer, [], now);
    const drafted = sections.find(({ title }) => title === "Letters that were drafted and wait to be sent");
    expect(drafted?.lines).toEqual([{ words: given.reference, path: `/cases/${given.reference}` }]);
  });
});
