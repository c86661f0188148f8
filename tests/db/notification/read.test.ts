import { describe, expect, test } from "vitest";
import { chooseChannels } from "@/lib/notification/mutations/choose-channels";
import { readAll, readNotification } from "@/lib/notification/mutations/read";
import { countUnread, getChoices, listNotifications } from "@/lib/notification/queries";
import { DEFAULT_CHOICES } from "@/lib/notification/rules";
import { systemDb } from "@/lib/platform/db";
import { attempt, eventTypesOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aNotification, aSite, aViewer, NOW, userCtxFor, viewerAgain } from "../../support/factories";

const later = new Date(NOW.getTime() + 60_000);

async function aTold() {
  const site = await aSite();
  const dana = await aViewer({ site });
  const given = await aCase({ site });
  return { site, dana, given, row: await aNotification({ of: given, personId: dana.personId }) };
}

describe("reading a notification", () => {
  test("takes it off the bell, once", async () => {
    const { dana, row } = await aTold();
    expect(await countUnread(dana)).toEqual({ count: 1, isCapped: false });
    await readNotification(userCtxFor(dana), { notificationId: row.id });
    expect(await countUnread(dana)).toEqual({ count: 0, isCapped: false });
    await readNotification(userCtxFor(dana, later), { notificationId: row.id });
    expect(await systemDb().notification.findUnique({ where: { id: row.id } })).toMatchObject({ readAt: NOW });
  });

  test("of somebody else, or of a case that one no longer sees, is not found", async () => {
    const { site, dana, row } = await aTold();
    const other = await aViewer({ site, role: "manager" });
    const notificationId = row.id;
    expect(await attempt(() => readNotification(userCtxFor(other), { notificationId }))).toEqual({
      outcome: "NOT_FOUND",
      changed: [],
    });
    await systemDb().roleGrant.deleteMany({ where: { personId: dana.personId } });
    const without = await viewerAgain(dana.personId);
    expect((await listNotifications(without, { tab: "all" })).rows).toEqual([]);
    expect(await attempt(() => readNotification(userCtxFor(without), { notificationId }))).toEqual({
      outcome: "NOT_FOUND",
      changed: [],
    });
  });

  test("of all leaves what came since, and what others were told", async () => {
    const { site, dana, given } = await aTold();
    const other = await aViewer({ site });
    await aNotification({ of: given, personId: other.personId });
    const newer = await aNotification({ of: given, personId: dana.personId, createdAt: later });
    expect(await readAll(userCtxFor(dana), { until: NOW.toISOString() })).toEqual({ count: 1 });
    expect((await listNotifications(dana, { tab: "unread" })).rows).toMatchObject([{ id: newer.id }]);
    expect(await countUnread(other)).toMatchObject({ count: 1 });
  });
});

test("the list comes in pages, the newest first, forward and back", async () => {
  const { dana, given } = await aTold();
  for (let minute = 1; minute <= 60; minute += 1) {
    const createdAt = new Date(NOW.getTime() + minute * 60_000);
    await aNotification({ of: given, personId: dana.personId, createdAt });
  }
  const first = await listNotifications(dana, { tab: "all" });
  expect(first).toMatchObject({ previous: null, total: { count: 61 } });
  expect(first.rows).toHaveLength(50);
  const second = await listNotifications(dana, { tab: "all", page: first.next ?? "" });
  expect(second.rows).toHaveLength(11);
  const ids = [...first.rows, ...second.rows].map(({ at }) => at);
  expect(ids).toEqual(ids.toSorted().toReversed());
  expect((await listNotifications(dana, { tab: "all", page: second.previous ?? "" })).rows).toEqual(first.rows);
  expect((await listNotifications(dana, { tab: "all", page: "nonsense" })).rows).toEqual(first.rows);
});

describe("choosing what reaches one", () => {
  test("keeps it, once for the same choice, and nobody else's", async () => {
    const { site, dana } = await aTold();
    const other = await aViewer({ site });
    expect(await getChoices(dana)).toEqual(DEFAULT_CHOICES);
    const chosen = { inApp: ["assigned" as const], mail: [], digest: ["work" as const] };
    await chooseChannels(userCtxFor(dana), chosen);
    await chooseChannels(userCtxFor(dana), chosen);
    expect(await getChoices(dana)).toEqual({ inApp: ["assigned", "escalated"], mail: [], digest: ["work"] });
    expect(await getChoices(other)).toEqual(DEFAULT_CHOICES);
    expect(await eventTypesOf("person", dana.personId)).toEqual(["person.channels_chosen"]);
  });

  test("that cannot be recorded does not happen", async () => {
    const { dana } = await aTold();
    await refuseEventsBy(dana.personId);
    const ended = await attempt(() => chooseChannels(userCtxFor(dana), { inApp: [], mail: [], digest: [] }));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
