import { CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { RelativeTime } from "@/components/ui/time";
import { FAULT_LABELS } from "@/lib/letter/labels";
import type { WordListView, WordRow } from "@/lib/letter/types";
import { SwitchOffDialog, VoidWordDialog } from "./end-word-dialog";

type WordListProps = { view: WordListView; now: string };

/** The words of a list: the site's own first, then those that come with Heard. */
export function WordList({ view, now }: WordListProps) {
  return (
    <CardList>
      {view.rows.map((row) => (
        <CardItem key={row.own?.id ?? row.phrase} className="flex-nowrap items-start">
          <div className="grid min-w-0 flex-1 gap-0.5">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Phrase text={row.phrase} language={view.language} isOff={row.off !== null} />
              {row.own ? <Chip tone="kind">Added here</Chip> : null}
              {row.off ? <Chip tone="paused">Switched off</Chip> : null}
            </span>
            <What row={row} language={view.language} />
            <Who row={row} zone={view.zone} now={now} />
          </div>
          <Deed row={row} view={view} />
        </CardItem>
      ))}
    </CardList>
  );
}

function Phrase({ text, language, isOff }: { text: string; language: string; isOff: boolean }) {
  return (
    <bdi lang={language} className={isOff ? "wrap-anywhere text-muted line-through" : "font-medium wrap-anywhere"}>
      {text}
    </bdi>
  );
}

function What({ row: { offer, fault, why, own }, language }: { row: WordRow; language: string }) {
  const advice = own || why === null ? why : `${why.charAt(0).toUpperCase()}${why.slice(1)}`;
  return (
    <span className="text-sm wrap-anywhere">
      {fault ? <span className="text-muted">{FAULT_LABELS[fault]}. </span> : null}
      {offer ? (
        <>
          <span className="text-muted">Instead: </span>
          <bdi lang={language}>{offer}</bdi>{" "}
        </>
      ) : null}
      {advice ? <bdi className="text-muted">{advice}</bdi> : null}
    </span>
  );
}

function Who({ row: { own, off }, zone, now }: { row: WordRow; zone: string; now: string }) {
  const who = own ?? off;
  if (!who) return null;
  return (
    <span className="text-sm text-muted">
      {own ? "Added" : "Switched off"} by <bdi>{who.by.name}</bdi>, <RelativeTime iso={who.at} zone={zone} now={now} />
      {off?.why ? (
        <>
          : <bdi>{off.why}</bdi>
        </>
      ) : null}
    </span>
  );
}

function Deed({ row: { own, off, phrase }, view: { siteId, language, kind } }: { row: WordRow; view: WordListView }) {
  if (own) return <VoidWordDialog wordId={own.id} phrase={phrase} isOff={false} />;
  if (off) return <VoidWordDialog wordId={off.id} phrase={phrase} isOff />;
  return <SwitchOffDialog siteId={siteId} language={language} kind={kind} phrase={phrase} />;
}

/** What was removed from a list, or switched on again, newest first. */
export function VoidedWords({ view: { voided, zone, language }, now }: WordListProps) {
  if (voided.length === 0) return null;
  return (
    <Disclosure summary={`Removed or switched on again (${voided.length})`}>
      <ul className="grid gap-2 text-sm">
        {voided.map(({ phrase, isOff, own, void: ended }) => (
          <li key={own.id} className="wrap-anywhere">
            <bdi lang={language} className="font-medium">
              {phrase}
            </bdi>{" "}
            <span className="text-muted">
              {isOff ? "switched off" : "added"} by <bdi>{own.by.name}</bdi>, {isOff ? "switched on again" : "removed"}{" "}
              by <bdi>{ended.by?.name}</bdi>, {ended.at ? <RelativeTime iso={ended.at} zone={zone} now={now} /> : null}:{" "}
              <bdi>{ended.reason}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
