import { ownThing } from "@/components/layout/own-store";

/** What is selected in the queue, in this tab. `matching` is the filter under which it was; with `isAll` all that it matches is meant. */
export type Selection = { matching: string; ids: readonly string[]; isAll: boolean };

export const NOTHING: Selection = { matching: "", ids: [], isAll: false };

export function isEmpty({ ids, isAll }: Selection): boolean {
  return ids.length === 0 && !isAll;
}

export function isSelected({ ids, isAll }: Selection, id: string): boolean {
  return isAll || ids.includes(id);
}

type Pressed = {
  id: string;
  /** The rows in sight, in their order. */
  page: readonly string[];
  /** The row that was pressed before, where everything between the two is meant. */
  from: string | null;
};

/** The selection once the box of a row is pressed. Where all that match were selected, the rows in sight are what is left of it. */
export function pressed(selection: Selection, { id, page, from }: Pressed): Selection {
  const isOn = !isSelected(selection, id);
  const meant = between(page, from, id);
  const before = selection.isAll ? page : selection.ids;
  const others = before.filter((each) => !meant.includes(each));
  return { ...selection, isAll: false, ids: isOn ? [...others, ...meant] : others };
}

function between(page: readonly string[], from: string | null, id: string): readonly string[] {
  const [start, end] = [from === null ? -1 : page.indexOf(from), page.indexOf(id)];
  if (start === -1 || end === -1) return [id];
  return page.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** The selection with all rows in sight in it, or without them where they all are. */
export function pageTurned(selection: Selection, page: readonly string[]): Selection {
  const isWhole = page.every((id) => isSelected(selection, id));
  const others = selection.isAll ? [] : selection.ids.filter((id) => !page.includes(id));
  return { ...selection, isAll: false, ids: isWhole ? others : [...others, ...page] };
}

const own = ownThing("selection", parse);

/** The same object until it changes. */
export const readSelection = own.read;
export const keepSelection = own.keep;
export const watchSelection = own.watch;

function parse(value: unknown): Selection {
  if (typeof value !== "object" || value === null) return NOTHING;
  if (!("matching" in value && "ids" in value && "isAll" in value)) return NOTHING;
  const { matching, ids, isAll } = value;
  if (typeof matching !== "string" || !Array.isArray(ids)) return NOTHING;
  return { matching, ids: ids.filter((id) => typeof id === "string"), isAll: isAll === true };
}
