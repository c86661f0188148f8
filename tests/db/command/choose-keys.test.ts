import { expect, test } from "vitest";
import { chooseKeys, resetKeys } from "@/lib/command/mutations";
import { getKeyChoice } from "@/lib/command/queries";
import { KEY_MAP, KEYS_AS_GIVEN, type KeyName } from "@/lib/shared/keys";
import { eventTypesOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, userCtxFor } from "../../support/factories";

const GIVEN = Object.fromEntries(KEY_MAP.map(({ name, key }) => [name, key])) as Record<KeyName, string>;
const WITHOUT_LETTERS = { lettersOn: false, keys: { ...GIVEN, assign: "z" } };

async function someone() {
  return userCtxFor(await aViewer({ site: await aSite() }));
}

test("without a choice the keys are as given", async () => {
  const { viewer } = await someone();
  expect(await getKeyChoice(viewer)).toEqual(KEYS_AS_GIVEN);
});

test("a choice is kept for its person alone, and only what differs", async () => {
  const [ctx, other] = [await someone(), await someone()];
  await chooseKeys(ctx, WITHOUT_LETTERS);
  expect(await getKeyChoice(ctx.viewer)).toEqual({ lettersOff: true, own: { assign: "z" } });
  expect(await getKeyChoice(other.viewer)).toEqual(KEYS_AS_GIVEN);
});

test("sent twice it is one choice and one event", async () => {
  const ctx = await someone();
  await chooseKeys(ctx, WITHOUT_LETTERS);
  await chooseKeys(ctx, WITHOUT_LETTERS);
  expect(await eventTypesOf("person", ctx.viewer.personId)).toEqual(["person.keys_chosen"]);
});

test("a reset takes it all back, and a second one changes nothing", async () => {
  const ctx = await someone();
  await chooseKeys(ctx, WITHOUT_LETTERS);
  await resetKeys(ctx);
  await resetKeys(ctx);
  expect(await getKeyChoice(ctx.viewer)).toEqual(KEYS_AS_GIVEN);
  expect(await eventTypesOf("person", ctx.viewer.personId)).toEqual(["person.keys_chosen", "person.keys_chosen"]);
});

test("when its event is refused nothing is kept", async () => {
  const ctx = await someone();
  await refuseEventsBy(ctx.viewer.personId);
  await expect(chooseKeys(ctx, WITHOUT_LETTERS)).rejects.toThrow();
  expect(await getKeyChoice(ctx.viewer)).toEqual(KEYS_AS_GIVEN);
});
