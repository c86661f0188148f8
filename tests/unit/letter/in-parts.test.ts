import { expect, test } from "vitest";
import { inParts } from "@/lib/letter/rules/in-parts";

function aForm(count: number): FormData {
  const form = new FormData();
  form.set("batchId", "b");
  form.set("sentOn", "2026-11-22");
  form.set("proof", "RR 9");
  for (let index = 0; index < count; index++) form.set(`letters[${index}].entryId`, `e${index}`);
  form.set("letters[2].proof", "RR 2");
  return form;
}

test("a form of many letters is sent in parts, each whole and none twice", () => {
  const parts = inParts(aForm(5), 2).map((part) => Object.fromEntries(part));
  const same = { batchId: "b", sentOn: "2026-11-22", proof: "RR 9" };
  expect(parts).toEqual([
    { ...same, "letters[0].entryId": "e0", "letters[0].proof": "", "letters[1].entryId": "e1", "letters[1].proof": "" },
    {
      ...same,
      ...{ "letters[0].entryId": "e2", "letters[0].proof": "RR 2", "letters[1].entryId": "e3", "letters[1].proof": "" },
    },
    { ...same, "letters[0].entryId": "e4", "letters[0].proof": "" },
  ]);
});

test("a form without letters has no parts", () => {
  expect(inParts(new FormData(), 2)).toEqual([]);
});
