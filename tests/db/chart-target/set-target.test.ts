import { beforeEach, describe, expect, test } from "vitest";
import { dropTarget, setTarget } from "@/lib/chart-target/mutations";
import { listTargets } from "@/lib/chart-target/queries";
import { setTargetSchema } from "@/lib/chart-target/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { eventTypesOf, outcomeOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, type Place, userCtxFor } from "../../support/factories";

let site: Place;
beforeEach(async () => {
  site = await aSite();
});

const someone = async (role: "manager" | "supervisor" | "associate", at = site) =>
  userCtxFor(await aViewer({ site: at, role }));
const given = (more: Record<string, string> = {}) =>
  setTargetSchema.parse({
    ...{ targetId: newId(), siteId: site.id, figure: "answeredInTime", target: "90" },
    ...{ reason: "The board asks for it", ...more },
  });
const targetEvents = async () =>
  (await eventTypesOf("site", site.id)).filter((type) => type.startsWith("chart.target"));

describe("a target", () => {
  test("stands once set, with its reason and its event, once however often it is sent", async () => {
    const ctx = await someone("manager");
    const input = given();
    await setTarget(ctx, input);
    await setTarget(ctx, input);
    expect(await listTargets(ctx.viewer, site.id)).toEqual([
      expect.objectContaining({ id: input.targetId, figure: "answeredInTime", value: 0.9, by: ctx.viewer.name }),
    ]);
    expect(await targetEvents()).toEqual(["chart.target_set"]);
  });

  test("is replaced by another, and taken away once", async () => {
    const ctx = await someone("manager");
    const [first, other] = [given(), given({ figure: "timeToAnswer", target: "20" })];
    await setTarget(ctx, first);
    await setTarget(ctx, other);
    const second = given({ standingId: first.targetId, target: "95" });
    await setTarget(ctx, second);
    expect((await listTargets(ctx.viewer, site.id)).map(({ value }) => value)).toEqual([0.95, 20]);
    await dropTarget(ctx, { targetId: second.targetId });
    await dropTarget(ctx, { targetId: second.targetId });
    expect((await listTargets(ctx.viewer, site.id)).map(({ id }) => id)).toEqual([other.targetId]);
    expect(await targetEvents()).toEqual([
      ...Array.from({ length: 3 }, () => "chart.target_set"),
      "chart.target_dropped",
    ]);
  });

  test("that somebody else changed meanwhile is not replaced in silence", async () => {
    const managers = await Promise.all([someone("manager"), someone("manager")]);
    const tried = await Promise.allSettled(managers.map((ctx) => setTarget(ctx, given())));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await refusalOf(setTarget(await someone("manager"), given({ standingId: newId() })))).message).toMatch(
      /has changed this target/,
    );
  });

  test("is a manager's of the site to set and take away", async () => {
    const elsewhere = await someone("manager", await aSite());
    expect((await refusalOf(setTarget(await someone("supervisor"), given()))).message).toMatch(/A manager sets/);
    expect((await refusalOf(setTarget(await someone("associate"), given()))).message).toMatch(/This chart/);
    expect((await refusalOf(setTarget(elsewhere, given()))).message).toMatch(/This chart/);
    const input = given();
    await setTarget(await someone("manager"), input);
    expect((await refusalOf(dropTarget(await someone("supervisor"), input))).message).toMatch(/A manager takes/);
    expect((await refusalOf(dropTarget(elsewhere, input))).message).toMatch(/This target/);
    expect(await listTargets(elsewhere.viewer, site.id)).toEqual([]);
  });

  test("is not set where its event is refused", async () => {
    const ctx = await someone("manager");
    await refuseEventsBy(ctx.viewer.personId);
    const input = given();
    await outcomeOf(setTarget(ctx, input));
    expect(await systemDb().chartTarget.findUnique({ where: { id: input.targetId } })).toBeNull();
  });
});
