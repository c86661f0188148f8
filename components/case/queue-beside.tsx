"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { ClockChip } from "@/components/clock/clock-chip";
import { Button } from "@/components/ui/button";
import { keepCookie } from "@/components/ui/keep-cookie";
import { useToast } from "@/components/ui/toast";
import type { CaseRow } from "@/lib/case/types";
import { cn } from "@/lib/shared/cn";
import { PANES_COOKIE } from "@/lib/shared/panes";
import { listenBeside, NOTHING_BESIDE, readBeside } from "./beside-rows";
import { StateChip } from "./case-chips";
import { addressOf, readWalk } from "./walk-memory";

type Panes = {
  /** What this person chose in this browser. */
  isChosen: boolean;
  /** Whether it stands there: chosen, and with room enough. */
  isShown: boolean;
  choose: (isChosen: boolean) => void;
};

const PanesContext = createContext<Panes>({ isChosen: false, isShown: false, choose: () => {} });

export function usePanes(): Panes {
  return useContext(PanesContext);
}

/** Three panes have room from here on; the classes below say the same. */
const WIDE = "(min-width: 90rem)";

/** Around the queue and its cases: keeps the list in its place while one goes from case to case. */
export function QueueBeside({ isChosen: given, children }: { isChosen: boolean; children: ReactNode }) {
  const pathname = usePathname();
  const [isChosen, setIsChosen] = useState(given);
  const isWide = useSyncExternalStore(listenWide, readWide, () => false);
  const reference = /^\/cases\/(PR-\d{2}-\d{6}-\d)$/.exec(pathname)?.[1];
  const choose = (next: boolean) => {
    setIsChosen(next);
    keepCookie(PANES_COOKIE, next ? "yes" : null);
  };
  const hasPane = isChosen && reference !== undefined;
  return (
    <PanesContext value={{ isChosen, isShown: isChosen && isWide, choose }}>
      <div className={cn(hasPane && "min-[90rem]:grid min-[90rem]:grid-cols-[18rem_minmax(0,1fr)] min-[90rem]:gap-5")}>
        {hasPane ? <QueuePane reference={reference} /> : null}
        <div className="min-w-0">{children}</div>
      </div>
    </PanesContext>
  );
}

function listenWide(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

function readWide(): boolean {
  return window.matchMedia(WIDE).matches;
}

/** On a case: shows the queue beside it, or puts it away. */
export function PanesButton() {
  const { isChosen, choose } = usePanes();
  const label = isChosen ? "Hide the queue beside the case" : "Show the queue beside the case";
  return (
    <Button
      variant="quiet"
      size="s"
      aria-label={label}
      title={label}
      icon={isChosen ? <PanelLeftClose aria-hidden /> : <PanelLeftOpen aria-hidden />}
      onClick={() => choose(!isChosen)}
      className="px-1.5 max-[90rem]:hidden"
    />
  );
}

/** On the queue: whether it stays beside a case that is opened from it. */
export function PanesSwitch() {
  const { isChosen, choose } = usePanes();
  const tell = useToast();
  const press = () => {
    choose(!isChosen);
    tell({ title: isChosen ? "Cases open on the whole page again." : "Cases now open beside this list." });
  };
  return (
    <Button
      variant="quiet"
      size="s"
      aria-pressed={isChosen}
      title="A case that is opened from here has this list at its side."
      icon={<PanelLeftOpen aria-hidden />}
      onClick={press}
      className="max-[90rem]:hidden"
    >
      Open cases beside the list
    </Button>
  );
}

function QueuePane({ reference }: { reference: string }) {
  const { rows, gone, at, ...beside } = useSyncExternalStore(listenBeside, readBeside, () => NOTHING_BESIDE);
  const box = useRef<HTMLElement>(null);
  const [address, setAddress] = useState("/cases");
  const walk = beside.walk;
  useEffect(() => setAddress(addressOf(walk ?? readWalk(), reference)), [walk, reference]);
  const listed = (walk?.pages ?? []).flatMap(({ references }) => references).flatMap((each) => rows.get(each) ?? []);
  useShowCurrent(box, `${reference} ${listed.length}`);
  return (
    <aside
      ref={box}
      aria-label="Queue beside the case"
      className="sticky top-18 h-[calc(100dvh-5.75rem)] overflow-y-auto overscroll-contain rounded-lg border bg-surface max-[90rem]:hidden print:hidden"
    >
      {listed.length > 0 ? (
        <ul>
          {listed.map((row) => (
            <PaneRow
              key={row.reference}
              row={row}
              now={at}
              isCurrent={row.reference === reference}
              isGone={gone.has(row.reference)}
            />
          ))}
        </ul>
      ) : (
        <p className="animate-appear-late p-3.5 text-muted">
          Open a case from{" "}
          <Link href={address} prefetch={false} className="underline">
            the queue
          </Link>
          , and its list stays here.
        </p>
      )}
    </aside>
  );
}

type PaneRowProps = { row: CaseRow; now: string; isCurrent: boolean; isGone: boolean };

function PaneRow({ row, now, isCurrent, isGone }: PaneRowProps) {
  const who = row.patient?.name ?? row.reporterName;
  return (
    <li className="border-b">
      <Link
        href={`/cases/${row.reference}`}
        replace
        prefetch={false}
        data-row-link
        aria-current={isCurrent ? "page" : undefined}
        className="grid grid-cols-1 gap-0.5 px-3.5 py-2 -outline-offset-2 hover:bg-sunk aria-[current]:bg-primary-soft"
      >
        <bdi title={row.about} className={cn("truncate font-medium", isGone && "text-muted")}>
          {row.about}
        </bdi>
        <span className="flex min-h-6 items-center justify-between gap-2 text-sm text-muted">
          {who ? (
            <bdi title={who} className="min-w-0 truncate">
              {who}
            </bdi>
          ) : (
            <span className="tabular-nums">{row.reference}</span>
          )}
          {isGone ? <span className="shrink-0">left the list</span> : <Standing row={row} now={now} />}
        </span>
      </Link>
    </li>
  );
}

function Standing({ row, now }: { row: CaseRow; now: string }) {
  return row.clock ? (
    <ClockChip clock={row.clock} zone={row.site.zone} now={now} isShort />
  ) : (
    <StateChip state={row.state} />
  );
}

/** The case that is open stays in sight in the list; the page itself does not move. */
function useShowCurrent(box: React.RefObject<HTMLElement | null>, changes: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each case, and when the list has come.
  useLayoutEffect(() => {
    const current = box.current?.querySelector<HTMLElement>("[aria-current]");
    if (!box.current || !current) return;
    const { top, bottom } = current.getBoundingClientRect();
    const frame = box.current.getBoundingClientRect();
    const [above, below] = [top - frame.top - ROOM, bottom - frame.bottom + ROOM];
    if (above < 0) box.current.scrollTop += above;
    else if (below > 0) box.current.scrollTop += below;
  }, [box, changes]);
}

/** About a row, so that the one after is in sight too. */
const ROOM = 60;
