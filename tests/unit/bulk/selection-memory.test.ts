import { describe, expect, test } from "vitest";
import { isSelected, pageTurned, pressed, type Selection } from "@/components/bulk/selection-memory";

const page = ["a", "b", "c", "d"];
const some = (...ids: string[]): Selection => ({ matching: "tab=open", ids, isAll: false });
const ALL: Selection = { matching: "tab=open", ids: [], isAll: true };

describe("selecting rows", () => {
  test.each([
    ["a row", some(), "b", null, ["b"]],
    ["a second one", some("b"), "d", null, ["b", "d"]],
    ["one off again", some("b", "d"), "b", null, ["d"]],
    ["everything between two, downwards", some("a"), "c", "a", ["a", "b", "c"]],
    ["everything between two, upwards", some("d"), "b", "d", ["b", "c", "d"]],
    ["everything between two off again", some("a", "b", "c"), "c", "a", []],
    ["one, where the row before stands on another page", some("z"), "c", "z", ["z", "c"]],
    ["one off where all that match were meant: the rest of the page is left", ALL, "b", null, ["a", "c", "d"]],
  ] as const)("%s", (_what, selection, id, from, ids) => {
    const next = pressed(selection, { id, page, from });
    expect(next.isAll).toBe(false);
    expect(next.ids.toSorted()).toEqual([...ids].toSorted());
  });

  test("of a page keeps those of other pages, and takes all off where all are on", () => {
    expect(pageTurned(some("z", "b"), page).ids).toEqual(["z", ...page]);
    expect(pageTurned(some("z", ...page), page).ids).toEqual(["z"]);
    expect(pageTurned(ALL, page)).toEqual(some());
  });

  test("all that match are selected whatever the page", () => {
    expect(isSelected(ALL, "z")).toBe(true);
    expect(isSelected(some("a"), "z")).toBe(false);
  });
});
