"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from "react";
import { useToast } from "@/components/ui/toast";
import {
  isEmpty,
  isSelected,
  keepSelection,
  NOTHING,
  pageTurned,
  pressed,
  readSelection,
  type Selection,
  watchSelection,
} from "./selection-memory";

type Selecting = {
  selection: Selection;
  page: readonly string[];
  press: (id: string, isThrough: boolean) => void;
  turnPage: () => void;
  selectAll: () => void;
  clear: () => void;
};

const SelectingContext = createContext<Selecting | null>(null);

type SelectingProps = {
  /** The filter of the queue without its order, as an address says it: what "all that match" means. */
  matching: string;
  /** The rows in sight. */
  page: string[];
  /** As many as can be picked one by one. */
  most: number;
  children: ReactNode;
};

/** Lets rows of the queue be selected. What is selected outlives paging and sorting, and ends with another filter. */
export function SelectingRows({ matching, page, most, children }: SelectingProps) {
  const tell = useToast();
  const kept = useSyncExternalStore(watchSelection, readSelection, () => NOTHING);
  const last = useRef<string | null>(null);
  const isOther = kept.matching !== matching;
  const selection = isOther ? NOTHING : kept;
  useEffect(() => {
    if (!isOther || isEmpty(kept)) return;
    keepSelection({ ...NOTHING, matching });
    tell({ title: "The filter is another now, so nothing is selected any more." });
  }, [isOther, kept, matching, tell]);

  const change = (next: Selection) => {
    if (next.ids.length > most) {
      return tell({
        title: `Select at most ${most} cases by hand, or all that match the filter.`,
        tone: "late",
      });
    }
    keepSelection({ ...next, matching });
  };
  const selecting: Selecting = {
    selection,
    page,
    press: (id, isThrough) => {
      change(pressed(selection, { id, page, from: isThrough ? last.current : null }));
      last.current = id;
    },
    turnPage: () => change(pageTurned(selection, page)),
    selectAll: () => change({ ...selection, ids: [], isAll: true }),
    clear: () => change(NOTHING),
  };
  return <SelectingContext value={selecting}>{children}</SelectingContext>;
}

export function useSelecting(): Selecting | null {
  return useContext(SelectingContext);
}

/** Selects a row; with Shift everything from the one pressed before. */
export function RowBox({ id, name }: { id: string; name: string }) {
  const selecting = useSelecting();
  if (!selecting) return null;
  return (
    <label className="row-box">
      <input
        type="checkbox"
        aria-label={`Select ${name}`}
        checked={isSelected(selecting.selection, id)}
        onChange={({ nativeEvent }) => selecting.press(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
      />
    </label>
  );
}

/** Selects the rows in sight, or none of them where all are. */
export function PageBox() {
  const box = useRef<HTMLInputElement>(null);
  const selecting = useSelecting();
  const count = selecting ? selecting.page.filter((id) => isSelected(selecting.selection, id)).length : 0;
  const isWhole = selecting !== null && count > 0 && count === selecting.page.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !isWhole;
  }, [count, isWhole]);
  if (!selecting) return null;
  return (
    <label className="row-box">
      <input
        ref={box}
        type="checkbox"
        aria-label="Select the rows of this page"
        checked={isWhole}
        onChange={selecting.turnPage}
      />
    </label>
  );
}
