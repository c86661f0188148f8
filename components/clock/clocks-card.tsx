import { DeedButton } from "@/components/form/deed-button";
import { Card, CardHeader, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { resumeClocksAction } from "@/lib/clock/actions";
import { CLOCK_LABELS, STATE_LABELS, STATE_TONES } from "@/lib/clock/labels";
import type { CaseClock, CaseClocks } from "@/lib/clock/types";
import { formatInstant } from "@/lib/shared/dates";
import { ClockChip } from "./clock-chip";
import { ExtendDialog } from "./extend-dialog";
import { PauseDialog } from "./pause-dialog";

/** Each clock of a case with its whole sentence, what held it, and what may be done about it. */
export function ClocksCard({ clocks: shown, now }: { clocks: CaseClocks; now: string }) {
  const { caseId, zone, clocks, pauses, reasons, isPausedByHand, mayChange, today } = shown;
  if (clocks.length === 0) return null;
  return (
    <Card aria-labelledby="clocks">
      <CardHeader id="clocks" title="Clocks">
        {mayChange && isPausedByHand ? (
          <DeedButton
            size="s"
            action={resumeClocksAction}
            fields={{ caseId }}
            done="The clocks go on, with the time that was left."
          >
            Resume
          </DeedButton>
        ) : null}
        {mayChange && !isPausedByHand && reasons.length > 0 ? <PauseDialog caseId={caseId} reasons={reasons} /> : null}
      </CardHeader>
      <CardList>
        {clocks.map((clock) => (
          <li key={clock.limitId} className="grid gap-1.5 px-3.5 py-2.5">
            <div className="flex flex-wrap items-center gap-2">
              <h3 className="font-medium">{CLOCK_LABELS[clock.clock]}</h3>
              <State clock={clock} now={now} zone={zone} />
              {mayChange && clock.extension ? (
                <span className="ms-auto">
                  <ExtendDialog
                    caseId={caseId}
                    limitId={clock.limitId}
                    clock={clock.clock}
                    extension={clock.extension}
                    today={today}
                  />
                </span>
              ) : null}
            </div>
            <p className="max-w-prose wrap-anywhere text-sm tabular-nums">{clock.told}</p>
            {clock.extensions.map(({ id, amount, by, at, reason, toldAt, toldVia }) => (
              <p key={id} className="max-w-prose wrap-anywhere text-sm text-muted">
                Extended by {amount} on {formatInstant(new Date(at), zone)} by <bdi>{by}</bdi>: <bdi>{reason}</bdi>{" "}
                {toldAt && toldVia ? `They were told ${toldVia}, ${formatInstant(new Date(toldAt), zone)}.` : ""}
              </p>
            ))}
          </li>
        ))}
        {pauses.length > 0 ? (
          <li className="px-3.5 py-2.5 text-sm text-muted">
            {pauses.map(({ id, reason, from, until, by }) => (
              <p key={id}>
                Paused by <bdi>{by}</bdi>, {reason}: {formatInstant(new Date(from), zone)}{" "}
                {until ? `to ${formatInstant(new Date(until), zone)}.` : "until now."}
              </p>
            ))}
          </li>
        ) : null}
      </CardList>
    </Card>
  );
}

function State({ clock, now, zone }: { clock: CaseClock; now: string; zone: string }) {
  if (clock.chip) return <ClockChip clock={clock.chip} now={now} zone={zone} />;
  if (clock.isOver) return <Chip>Ended with the case</Chip>;
  return <Chip tone={STATE_TONES[clock.state]}>{STATE_LABELS[clock.state]}</Chip>;
}
