import "server-only";
import { DEEDS } from "@/lib/access/policy";
import { Role } from "@/lib/access/schema";
import { recordEvent } from "@/lib/events/record";
import { reminderDay, reminderOf } from "@/lib/follow-up/rules/reminders";
import { workersAt } from "@/lib/follow-up/scope";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import type { NotificationType } from "@/lib/notification/schema";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import type { ReminderStage } from "@/lib/platform/generated/enums";
import { describeError, log } from "@/lib/platform/log";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { listDueToRemind, listSeenToRemind, type ToRemind, takeToRemind } from "../queries/to-remind";
import { DUE_SOON_DAYS, effectSeenFrom } from "../rules/due";
import { OPEN_STATES } from "../workflow";

const MOST_BATCHES = 100;
const KEEPERS = Object.values(Role).filter((role) => DEEDS[role].includes("improvement.keep"));
const VERIFIERS = Object.values(Role).filter((role) => DEEDS[role].includes("improvement.verify"));

type Stage = ReminderStage | "verify";

/**
 * Tells owners of actions that are due soon or late, and those who may verify them of actions whose effect can be seen, each once however
 * many do this and however often. Each in a transaction of its own, so that one that fails keeps no other waiting; it is tried again the
 * next time. Returns how many it told of.
 */
export async function remindOfActions(ctx: Ctx): Promise<number> {
  let told = 0;
  for (const list of [listDueToRemind, listSeenToRemind]) {
    let after: ToRemind | null = null;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const rows: ToRemind[] = await list(ctx.now, after);
      for (const row of rows) if (await remind(ctx, row)) told += 1;
      after = rows.at(-1) ?? null;
      if (after === null) break;
    }
  }
  return told;
}

async function remind(ctx: Ctx, row: ToRemind): Promise<boolean> {
  if (stageOf(ctx, row) === null) return false;
  try {
    return await withTransaction(ctx, (tx) => remindOne(tx, ctx, row.id));
  } catch (error) {
    log.error("a reminder of an action failed", { id: row.id, error: describeError(error) });
    return false;
  }
}

/** Read anew: what another has just changed counts, and what somebody is at is left for the next time. */
async function remindOne(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const row = await takeToRemind(tx, id);
  const stage = row && stageOf(ctx, row);
  if (!row || !stage) return false;
  const data = stage === "verify" ? { verifyToldAt: ctx.now } : { remindedOf: stage };
  await tx.improvement.update({ where: { id }, data, select: { id: true } });
  if (stage === "verify") await tellVerifiers(tx, ctx, row);
  else await tellOwner(tx, ctx, row, stage);
  return true;
}

function stageOf({ now }: Ctx, row: ToRemind): Stage | null {
  const { state, measure, doneOn, zone, remindedOf } = row;
  const today = reminderDay(now, zone);
  if (state === "done") {
    const isSeen = doneOn !== null && row.verifyToldAt === null && effectSeenFrom(measure, isoDay(doneOn)) <= today;
    return isSeen ? "verify" : null;
  }
  if (!OPEN_STATES.some((open) => open === state)) return null;
  const since = isoDay(dayIn(row.madeAt, zone));
  return reminderOf({ daysAhead: DUE_SOON_DAYS, dueOn: isoDay(row.dueOn), since, remindedOf }, today);
}

async function tellOwner(tx: Tx, ctx: Ctx, row: ToRemind, stage: ReminderStage): Promise<void> {
  const { id, siteId, ownerId } = row;
  const dueOn = isoDay(row.dueOn);
  if (stage === "late") {
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "improvement.overdue", data: { improvementId: id, dueOn } },
    });
  }
  // What nobody who works here answers for is for whoever plans actions.
  const isStranded = (await tx.person.count({ where: { AND: [{ id: ownerId }, workersAt(siteId)] } })) === 0;
  const keepers = isStranded ? await idsOfRoles(tx, siteId, KEEPERS) : [];
  const tell = async (type: NotificationType, to: string[]) => {
    await notify(tx, ctx, { type, siteId, improvementId: id, to, dedupeKey: `${type}:${id}:${dueOn}` });
  };
  if (stage === "late") return tell("improvement_late", [ownerId, ...keepers]);
  await tell("improvement_due", [ownerId]);
  await tell(
    "improvement_stranded",
    keepers.filter((personId) => personId !== ownerId),
  );
}

/** Nobody verifies their own. */
async function tellVerifiers(tx: Tx, ctx: Ctx, { id, siteId, ownerId, measure, doneOn }: ToRemind): Promise<void> {
  const to = (await idsOfRoles(tx, siteId, VERIFIERS)).filter((personId) => personId !== ownerId);
  // Of another figure, or once it was taken up again, it is another effect.
  const times = await tx.improvementVerdict.count({ where: { improvementId: id } });
  const dedupeKey = `improvement_to_verify:${id}:${isoDay(doneOn)}:${measure}:${times}`;
  await notify(tx, ctx, { type: "improvement_to_verify", siteId, improvementId: id, to, dedupeKey });
}
