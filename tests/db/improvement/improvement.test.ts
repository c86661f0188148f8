import { beforeAll, describe, expect, test } from "vitest";
import { formatReference } from "@/lib/case/rules";
import {
  abandonImprovement,
  finishImprovement,
  reopenImprovement,
  startImprovement,
  verifyImprovement,
} from "@/lib/improvement/mutations/move-improvement";
import { linkCaseToImprovement, planImprovement } from "@/lib/improvement/mutations/plan-improvement";
import { beginCycle, decideCycle } from "@/lib/improvement/mutations/run-cycle";
import { tellOfImprovement } from "@/lib/improvement/mutations/tell-improvement";
import { getImprovement } from "@/lib/improvement/queries/detail";
import { readActionFigures } from "@/lib/improvement/queries/figures";
import { listToldOutside } from "@/lib/improvement/queries/wall";
import { judgedBy } from "@/lib/improvement/rules/plan-fields";
import { finishImprovementSchema, planImprovementSchema } from "@/lib/improvement/schema";
import { saveLetter } from "@/lib/letter/mutations/save-letter";
import { writeLetter } from "@/lib/letter/mutations/write-letter";
import { getCheckSetting, getLetter } from "@/lib/letter/queries/letters";
import { checkLetter } from "@/lib/letter/rules/check";
import { wordsFor } from "@/lib/letter/rules/site-words";
import { systemCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { eventTypesOf, refusalOf } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";

let site: Place;
beforeAll(async () => {
  site = await aSite();
});

const someone = async (role: "manager" | "supervisor" | "associate" | "auditor", at = site) =>
  userCtxFor(await aViewer({ site: at, role }));
const given = (ownerId: string, more: Record<string, string> = {}) =>
  planImprovementSchema.parse({
    ...{ improvementId: newId(), where: site.id, title: "Ring before a clinic is moved", change: "A call by noon." },
    ...{ ownerId, dueOn: "2026-05-20", measure: "issues", direction: "decrease", ...more },
  });
const stateOf = async (id: string) => (await systemDb().improvement.findUniqueOrThrow({ where: { id } })).state;

const OUTSIDE = { youSaid: "You came to a clinic that had moved.", weDid: "We ring before a clinic is moved." };
const EFFECTIVE = { study: "Fewer issues since.", verdict: "effective", ...OUTSIDE } as const;

async function planned() {
  const [manager, owner] = [await someone("manager"), await someone("associate")];
  const { improvementId } = await planImprovement(manager, given(owner.viewer.personId));
  return { manager, owner, improvementId };
}

describe("an action", () => {
  test("is planned once from a case, done by its owner, verified by another, and taken up again, each with its event", async () => {
    const [manager, owner] = [await someone("manager"), await someone("associate")];
    const from = await aCase({ site });
    const input = given(owner.viewer.personId, { reference: from.reference });
    await planImprovement(manager, input);
    await planImprovement(manager, input);
    const { improvementId } = input;
    const [, year, number] = from.reference.split("-");
    await linkCaseToImprovement(owner, { improvementId, reference: `${year}-${Number(number)}` });
    expect(await systemDb().improvementCase.count({ where: { improvementId } })).toBe(1);
    await startImprovement(owner, { improvementId });
    const cycleId = newId();
    await beginCycle(owner, { improvementId, cycleId, plan: "Ring ten people." });
    expect((await refusalOf(beginCycle(owner, { improvementId, cycleId: newId(), plan: "More." }))).code).toBe(
      "CONFLICT",
    );
    const decided = { cycleId, did: "Rang ten.", studied: "Nine knew.", decision: "adopt" } as const;
    await decideCycle(owner, decided);
    expect((await refusalOf(decideCycle(owner, decided))).code).toBe("CONFLICT");
    for (const [doneOn, words] of [
      ["2999-01-01", "has not come"],
      ["2001-01-01", "of the last year"],
    ] as const) {
      expect(
        (await refusalOf(finishImprovement(owner, { improvementId, doneOn }))).details.fieldErrors?.doneOn?.[0],
      ).toContain(words);
    }
    const emptied = finishImprovementSchema.safeParse({ improvementId });
    expect(emptied.error?.issues[0]?.message).toBe("Say on which day the change was made.");
    const before = new Date(owner.now.getTime() - 70 * 86_400_000).toISOString().slice(0, 10);
    await finishImprovement(owner, { improvementId, doneOn: before });
    const { startedOn, doneOn } = await systemDb().improvement.findUniqueOrThrow({ where: { id: improvementId } });
    expect([startedOn, doneOn]).toEqual([new Date(before), new Date(before)]);
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE });
    expect(await stateOf(improvementId)).toBe("verified_effective");
    await reopenImprovement(manager, { improvementId, reason: "It came back." });
    expect(await stateOf(improvementId)).toBe("doing");
    const { verified, verdicts } = await getImprovement(manager.viewer, improvementId, manager.now);
    expect(verified).toBeNull();
    const at = manager.now.toISOString();
    expect(verdicts).toEqual([
      {
        ...{ isEffective: true, study: "Fewer issues since.", outside: OUTSIDE, doneOn: before },
        ...{ by: manager.viewer.name, at, reason: "It came back.", reopenedBy: manager.viewer.name, reopenedAt: at },
      },
    ]);
    expect((await eventTypesOf("site", site.id)).filter((type) => type.startsWith("improvement."))).toEqual([
      "improvement.planned",
      ...["improvement.moved", "improvement.cycle_begun", "improvement.cycle_decided"],
      ...["improvement.moved", "improvement.moved", "improvement.moved"],
    ]);
    expect(await eventTypesOf("case", from.id)).toContain("improvement.case_linked");
  });

  test("is not verified by its owner, by a supervisor, or before it is done", async () => {
    const { manager, owner, improvementId } = await planned();
    const verdict = { improvementId, ...EFFECTIVE };
    expect((await refusalOf(verifyImprovement(manager, verdict))).code).toBe("CONFLICT");
    expect((await refusalOf(verifyImprovement(await someone("supervisor"), verdict))).code).toBe("FORBIDDEN");
    const own = given(manager.viewer.personId);
    await planImprovement(manager, own);
    await startImprovement(manager, own);
    await finishImprovement(manager, { ...own, doneOn: "2026-03-01" });
    expect((await refusalOf(verifyImprovement(manager, { ...verdict, ...own }))).message).toMatch(/their own action/);
    expect((await refusalOf(abandonImprovement(owner, { improvementId, reason: "No time." }))).code).toBe("FORBIDDEN");
    await abandonImprovement(manager, { improvementId, reason: "The clinic closed." });
    expect((await refusalOf(startImprovement(owner, { improvementId }))).code).toBe("CONFLICT");
  });

  test("is verified as effective once seven whole weeks have passed since its change, and as not effective at any time", async () => {
    const { manager, owner, improvementId } = await planned();
    await startImprovement(owner, { improvementId });
    // Today is Tuesday, 12 May: the seventh week after that of 22 March ended on Sunday, that of 23 March ends on the next.
    await finishImprovement(owner, { improvementId, doneOn: "2026-03-23" });
    const refused = await refusalOf(verifyImprovement(manager, { improvementId, ...EFFECTIVE }));
    expect(refused.details.fieldErrors).toEqual({ verdict: [expect.stringContaining("from 18 May 2026 on")] });
    expect(await stateOf(improvementId)).toBe("done");
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE, verdict: "not_effective" });
    await reopenImprovement(manager, { improvementId, reason: "Tried by the clock." });
    await finishImprovement(owner, { improvementId, doneOn: "2026-03-22" });
    const { doneOn, ...judged } = await systemDb().improvement.findUniqueOrThrow({ where: { id: improvementId } });
    const seen = judgedBy({ ...judged, doneOn: doneOn?.toISOString().slice(0, 10) ?? null });
    // What was changed since it was looked at is not what was judged.
    await systemDb().improvement.update({ where: { id: improvementId }, data: { direction: "increase" } });
    const stale = verifyImprovement(manager, { improvementId, ...EFFECTIVE, seen });
    expect((await refusalOf(stale)).code).toBe("CONFLICT");
    await systemDb().improvement.update({ where: { id: improvementId }, data: { direction: "decrease" } });
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE, seen });
    expect(await stateOf(improvementId)).toBe("verified_effective");
  });

  test("is nobody else's: refused to those who only read, unknown elsewhere, and not from another site's case", async () => {
    const { manager, improvementId } = await planned();
    const elsewhere = await aSite();
    expect((await refusalOf(startImprovement(await someone("associate"), { improvementId }))).code).toBe("FORBIDDEN");
    expect((await refusalOf(startImprovement(await someone("auditor"), { improvementId }))).code).toBe("FORBIDDEN");
    const stranger = await someone("manager", elsewhere);
    expect((await refusalOf(startImprovement(stranger, { improvementId }))).code).toBe("NOT_FOUND");
    expect((await refusalOf(planImprovement(stranger, given(stranger.viewer.personId)))).code).toBe("NOT_FOUND");
    const associate = await someone("associate");
    expect((await refusalOf(planImprovement(associate, given(associate.viewer.personId)))).code).toBe("FORBIDDEN");
    expect((await refusalOf(planImprovement(manager, given(stranger.viewer.personId)))).code).toBe("INVALID");
    const { reference } = await aCase({ site: elsewhere });
    expect((await refusalOf(linkCaseToImprovement(manager, { improvementId, reference }))).code).toBe("INVALID");
    expect((await refusalOf(linkCaseToImprovement(manager, { improvementId, reference: "x" }))).code).toBe("INVALID");
    // Of two years.
    for (const year of [2001, 2002]) await aCase({ site, reference: formatReference(year, 975_313) });
    const unclear = linkCaseToImprovement(manager, { improvementId, reference: "975313" });
    expect((await refusalOf(unclear)).details.fieldErrors?.reference?.[0]).toContain("Several cases");
  });
});

describe("what is told of an action that had its effect", () => {
  /** An action that was made, with its cases. */
  async function made(...references: string[]) {
    const { manager, owner, improvementId } = await planned();
    for (const reference of references) await linkCaseToImprovement(owner, { improvementId, reference });
    await startImprovement(owner, { improvementId });
    await finishImprovement(owner, { improvementId, doneOn: "2026-03-01" });
    return { manager, improvementId };
  }
  const tell = (improvementId: string) => tellOfImprovement(systemCtx("You said, we did"), improvementId);
  const letterOf = async (improvementId: string, caseId: string) => {
    const key = { improvementId_caseId: { improvementId, caseId } };
    return (await systemDb().improvementCase.findUniqueOrThrow({ where: key, select: { letter: true } })).letter;
  };

  test("is drafted once for each case, for whoever has it, and stands in a letter that is begun by hand too", async () => {
    const associate = await someone("associate");
    const [first, second] = [await aCase({ site, ownerId: associate.viewer.personId }), await aCase({ site })];
    const { manager, improvementId } = await made(first.reference, second.reference);
    const begun = { idempotencyKey: newId(), caseId: second.id, kind: "change", language: "en" } as const;
    const { letterId } = await writeLetter(associate, begun);
    expect(await tell(improvementId)).toBe(0);
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE });
    expect(await tell(improvementId)).toBe(2);
    expect(await tell(improvementId)).toBe(0);
    expect(await letterOf(improvementId, first.id)).toMatchObject({
      ...{ kind: "change", state: "draft", authorId: associate.viewer.personId },
      text: expect.stringContaining(`${OUTSIDE.youSaid}\n\n**What changed:** ${OUTSIDE.weDid}`),
    });
    expect(await letterOf(improvementId, second.id)).toMatchObject({ id: letterId });
    const drafted = await letterOf(improvementId, first.id);
    const address = { reference: first.reference, id: drafted?.id ?? "" };
    const asRead = await getLetter(associate.viewer, address);
    expect(asRead.toldOf).toEqual({ isHeards: true, isUntouched: true, noMore: [], toTell: [] });
    const asBegun = await getLetter(associate.viewer, { reference: second.reference, id: letterId });
    const { youSaid: summary, weDid: whatChanged } = OUTSIDE;
    const more = { id: improvementId, title: "Ring before a clinic is moved", summary, whatChanged, isAnew: false };
    expect(asBegun.toldOf).toEqual({ isHeards: false, isUntouched: false, noMore: [], toTell: [more] });
    // It passes its own check: what has changed is in it.
    const setting = await getCheckSetting(associate.viewer, asRead, NOW);
    const missing = (text: string) =>
      checkLetter({ ...setting, text, words: wordsFor("en", setting.siteWords) }).map(({ id }) => id);
    expect(missing(asRead.text)).not.toContain("element-corrective_action");
    expect(missing("Dear Ada, thank you.")).toContain("element-corrective_action");
    expect(await systemDb().letter.count({ where: { caseId: { in: [first.id, second.id] } } })).toBe(2);
    expect(await eventTypesOf("case", first.id)).toEqual([
      ...["improvement.case_linked", "letter.begun", "improvement.told"],
    ]);
    expect(await systemDb().notification.count({ where: { caseId: first.id, type: "letter_drafted" } })).toBe(1);
    expect(await systemDb().notification.count({ where: { caseId: second.id, type: "letter_drafted" } })).toBe(1);
    const third = await aCase({ site });
    await linkCaseToImprovement(manager, { improvementId, reference: third.reference });
    expect(await tell(improvementId)).toBe(1);
    const byHand = await writeLetter(associate, { ...begun, idempotencyKey: newId(), caseId: third.id });
    const { text } = await systemDb().letter.findUniqueOrThrow({ where: { id: byHand.letterId } });
    expect(text).toContain(OUTSIDE.weDid);
  });

  test("is told of the case that a linked one was merged into, again where nothing was sent, and not of one that it names", async () => {
    const [kept, gone] = [await aCase({ site }), await aCase({ site })];
    const { manager, improvementId } = await made(gone.reference);
    await systemDb().case.update({ where: { id: gone.id }, data: { mergedIntoId: kept.id } });
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE });
    expect(await tell(improvementId)).toBe(1);
    const first = await letterOf(improvementId, kept.id);
    expect(first?.text).toContain(OUTSIDE.weDid);
    await reopenImprovement(manager, { improvementId, reason: "It came back." });
    expect(await tell(improvementId)).toBe(0);
    const marked = await getLetter(manager.viewer, { reference: kept.reference, id: first?.id ?? "" });
    expect(marked.toldOf?.noMore).toEqual([{ id: improvementId, title: "Ring before a clinic is moved" }]);
    await finishImprovement(manager, { improvementId, doneOn: "2026-03-01" });
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE, weDid: "We ring Clinic Lead twice." });
    expect(await tell(improvementId)).toBe(1);
    const anew = await letterOf(improvementId, kept.id);
    expect(anew).toMatchObject({ id: first?.id, version: 2, text: expect.stringContaining("Clinic Lead twice.") });
    expect(anew?.text).not.toContain(OUTSIDE.weDid);
    const named = await aCase({ site, reporterKind: "representative", reporterName: "Ann Lead" });
    const link = linkCaseToImprovement(manager, { improvementId, reference: named.reference });
    expect((await refusalOf(link)).code).toBe("INVALID");
    expect(await systemDb().improvementCase.count({ where: { improvementId, caseId: named.id } })).toBe(0);
  });

  test("is added to a letter that Heard drafted, and told beside one in which somebody has written", async () => {
    const about = await aCase({ site });
    const [first, second, third] = [
      await made(about.reference),
      await made(about.reference),
      await made(about.reference),
    ];
    const verified = async ({ manager, improvementId }: typeof first, weDid: string) => {
      await verifyImprovement(manager, { improvementId, ...EFFECTIVE, weDid });
      expect(await tell(improvementId)).toBe(1);
    };
    await verified(first, "We ring the day before.");
    await verified(second, "A porter waits at the door.");
    const drafted = await letterOf(first.improvementId, about.id);
    expect(drafted?.text).toMatch(/We ring the day before[\s\S]*A porter waits/u);
    const [letterId, words] = [drafted?.id ?? "", `${drafted?.text}\n\nYours, Ada.`];
    await saveLetter(first.manager, { letterId, base: drafted?.text ?? "", text: words });
    await verified(third, "The map is new.");
    const read = async () => getLetter(first.manager.viewer, { reference: about.reference, id: letterId });
    expect(await read()).toMatchObject({
      text: words,
      toldOf: { isHeards: true, isUntouched: false, toTell: [{ whatChanged: "The map is new.", isAnew: false }] },
    });
    // What the letter never told is no word of it that is true no more.
    await reopenImprovement(third.manager, { improvementId: third.improvementId, reason: "It came back." });
    expect((await read()).toldOf).toMatchObject({ noMore: [], toTell: [] });
    await finishImprovement(third.manager, { improvementId: third.improvementId, doneOn: "2026-03-01" });
    await verified(third, "The map is new.");
    await saveLetter(first.manager, { letterId, base: words, text: `${words}\n\nThe map\nis new.` });
    expect((await read()).toldOf?.toTell).toEqual([]);
    const { improvementId } = first;
    await reopenImprovement(first.manager, { improvementId, reason: "It came back." });
    await finishImprovement(first.manager, { improvementId, doneOn: "2026-03-01" });
    await verified(first, "We ring twice.");
    expect((await read()).toldOf?.toTell).toMatchObject([{ whatChanged: "We ring twice.", isAnew: true }]);
  });

  test("hangs on the wall of its site until it is taken up again, and on no other site's", async () => {
    const { manager, improvementId } = await made();
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE });
    const shown = async (viewer = manager.viewer, siteId: string | undefined = site.id) =>
      (await listToldOutside(viewer, siteId)).filter(({ id }) => id === improvementId);
    expect(await shown()).toMatchObject([{ ...OUTSIDE, site: site.name, where: null }]);
    const stranger = await someone("manager", await aSite());
    expect(await shown(stranger.viewer)).toEqual([]);
    await reopenImprovement(manager, { improvementId, reason: "It came back." });
    expect(await shown()).toEqual([]);
  });

  test("names nobody of its cases, and is nothing where there was no effect", async () => {
    const given = await aCase({ site, reporterKind: "representative", reporterName: "Ada Byron" });
    const { manager, improvementId } = await made(given.reference);
    const named = { improvementId, ...EFFECTIVE, weDid: "We rang Mrs Byron." };
    expect((await refusalOf(verifyImprovement(manager, named))).details.fieldErrors).toEqual({
      weDid: [expect.stringContaining('Leave out "Byron"')],
    });
    await verifyImprovement(manager, { improvementId, ...EFFECTIVE, verdict: "not_effective" });
    expect(await systemDb().improvement.findUniqueOrThrow({ where: { id: improvementId } })).toMatchObject({
      ...{ state: "verified_not_effective", youSaid: null, weDid: null },
    });
    expect(await tell(improvementId)).toBe(0);
  });
});

describe("the figures of actions", () => {
  test("count those of the viewer's sites whose day is over", async () => {
    const here = await aSite();
    const [manager, stranger] = [await someone("manager", here), await someone("manager")];
    const late = given(manager.viewer.personId, { where: here.id, dueOn: "2026-05-12" });
    await planImprovement(manager, late);
    const asked = { from: "2026-05-01", to: "2026-05-31", siteIds: [here.id] };
    const later = new Date(NOW.getTime() + 3 * 86_400_000);
    expect(await readActionFigures(manager.viewer, asked, later)).toMatchObject({ due: 1, onTime: 0, overdue: 1 });
    expect(await readActionFigures(manager.viewer, asked, NOW)).toMatchObject({ due: 0 });
    expect(await readActionFigures(stranger.viewer, asked, later)).toMatchObject({ due: 0 });
  });
});
