import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepSelection, NOTHING, readSelection } from "@/components/bulk/selection-memory";
import { addBeside, NOTHING_BESIDE, readBeside } from "@/components/case/beside-rows";
import { keepWalk, readWalk, type Walk } from "@/components/case/walk-memory";
import { forgetOwn } from "@/components/layout/own-store";

class FakeStore {
  [key: string]: unknown;
  getItem(key: string) {
    return this[key] ?? null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

const WALK: Walk = { pages: [{ address: "/cases?tab=open", references: ["PR-1"] }], next: null, previous: null };
let person = "";

beforeEach(() => {
  person = "ana";
  vi.stubGlobal("document", { querySelector: () => ({ content: person }) });
  vi.stubGlobal("sessionStorage", new FakeStore());
  vi.stubGlobal("localStorage", new FakeStore());
});
afterEach(() => void vi.unstubAllGlobals());

const keepSome = () => {
  keepSelection({ matching: "tab=open", ids: ["1"], isAll: false });
  keepWalk(WALK);
  addBeside(WALK, { rows: [], gone: ["PR-1"] });
};

test("the next person in the same tab finds nothing of the one before, who finds it again", () => {
  keepSome();
  person = "ben";
  expect(readSelection()).toEqual(NOTHING);
  expect(readWalk()).toBeNull();
  expect(readBeside()).toBe(NOTHING_BESIDE);
  person = "ana";
  expect(readSelection().ids).toEqual(["1"]);
  expect(readWalk()).toEqual(WALK);
});

test("the same is read until it changes", () => {
  keepSome();
  expect(readSelection()).toBe(readSelection());
  expect(readBeside()).toBe(readBeside());
});

test("signing out leaves nothing of it in the browser, and all else there", () => {
  localStorage.setItem("theirs", "1");
  keepSome();
  forgetOwn();
  expect(Object.keys(sessionStorage)).toEqual([]);
  expect(Object.keys(localStorage)).toEqual(["theirs"]);
});
