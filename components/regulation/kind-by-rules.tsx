import { Checkbox } from "@/components/form/checkbox";
import { Chip } from "@/components/ui/chip";
import { CaseKind, Channel, ReporterKind } from "@/lib/case/schema";
import { kindLabel } from "@/lib/regulation/labels";
import { findRule, givenOf, NOTHING_RECORDED, settleKind } from "@/lib/regulation/rules";
import type { Pack } from "@/lib/regulation/schema";

/** What the quick log holds so far; a draft may hold anything. */
type Told = { kind: string; channel: string; reporterKind: string };

type KindByRulesProps = {
  id: string;
  pack: Pack;
  told: Told;
  isSettled: boolean;
  onSettle: (isSettled: boolean) => void;
};

/** In the quick log: whether it was settled on the spot, where the rules ask for that, and what they make of the kind. */
export function KindByRules({ id, pack, told, isSettled, onSettle }: KindByRulesProps) {
  const ask = pack.asks.find(({ fact }) => fact === "settledOnTheSpot");
  const isAsked = ask && told.kind === "complaint" && ask.channels?.some((channel) => channel === told.channel);
  const lifted = liftedBy(pack, told, Boolean(isAsked && isSettled));
  if (!isAsked && !lifted) return null;
  return (
    <div className="-mt-2 grid gap-1.5">
      {isAsked ? (
        <Checkbox
          id={id}
          name="settledOnTheSpot"
          value="yes"
          label="Settled on the spot, by staff who were there"
          checked={isSettled}
          onChange={(event) => onSettle(event.target.checked)}
        />
      ) : null}
      {lifted ? (
        <p role="status" className="max-w-prose text-sm">
          It will be logged as a {kindLabel(pack, lifted.kind).toLowerCase()}, because {lifted.because}{" "}
          {lifted.isConfirmed ? null : <Chip tone="soon">Unconfirmed</Chip>}
        </p>
      ) : null}
    </div>
  );
}

function liftedBy(pack: Pack, { kind: chosen, channel: by, reporterKind: who }: Told, isSettled: boolean) {
  const kind = Object.values(CaseKind).find((each) => each === chosen);
  const channel = Object.values(Channel).find((each) => each === by);
  const reporterKind = Object.values(ReporterKind).find((each) => each === who);
  if (!kind || !channel || !reporterKind) return null;
  const facts = { ...NOTHING_RECORDED, settledOnTheSpot: isSettled ? ("yes" as const) : ("unknown" as const) };
  const settled = settleKind(pack, givenOf({ channel, reporterKind }, facts), { kind, setAside: [] });
  return settled.ruleId !== null && settled.kind !== kind ? findRule(pack, settled.ruleId) : null;
}
