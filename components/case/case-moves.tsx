"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { Command, Shortcut } from "@/components/layout/keys";
import { LetterLead } from "@/components/letter/letter-lead";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { moveCaseAction, undoMoveAction } from "@/lib/case/actions";
import { EVENT_LABELS } from "@/lib/case/labels";
import { describeMoved, leadOf, obstacleTo } from "@/lib/case/rules";
import type { CaseDetail } from "@/lib/case/types";
import { type CaseEvent, nextState } from "@/lib/case/workflow";
import type { SavedDraft } from "@/lib/draft/schema";
import { AnswerDialog } from "./answer-dialog";
import { endStep } from "./awaited-step";
import { CloseCaseDialog, type Ledger } from "./close-case-dialog";
import { ReopenDialog } from "./reopen-dialog";
import { carryNews } from "./step-news";
import { undoing } from "./undoing";
import { WaitDialog } from "./wait-dialog";
import { FIRST_STEP_ID } from "./walk-memory";

const STEPS = ["investigate", "wait", "resume", "draft_response", "answer", "close", "reopen"] as const;
type Step = (typeof STEPS)[number];

export type MovingCase = Pick<
  CaseDetail,
  "id" | "reference" | "state" | "kind" | "moves" | "workflow" | "given" | "issues" | "answeredAt"
>;

type CaseMovesProps = {
  detail: MovingCase;
  /** Today in the site's zone, as a date control writes it. */
  today: string;
  closingDraft: SavedDraft | null;
  zone: string;
  ledger: Ledger;
};

/** What comes next for this case, first; whatever else its state allows, in a menu. The same table as on the server decides both. */
export function CaseMoves({ detail, today, closingDraft, zone, ledger }: CaseMovesProps) {
  const [open, setOpen] = useState<Step | null>(null);
  const { act, isPending } = useDeed();
  const lead = leadOf(detail);
  const { gap } = lead;
  const steps = STEPS.filter((step) => detail.moves.includes(step));
  const first = gap ? undefined : steps.find((step) => step === lead.step);
  const others = steps.filter((step) => step !== first);
  const only = first || gap || others.length > 1 ? undefined : others[0];
  const close = () => {
    setOpen(null);
    endStep(detail.reference, false);
  };

  const take = (step: Step) => {
    if (step !== "investigate" && step !== "resume" && step !== "draft_response") return setOpen(step);
    const done = describeMoved(detail.reference, nextState(detail.state, step));
    const hasUndo = detail.state !== "answered";
    act({
      action: moveCaseAction,
      fields: { caseId: detail.id, expectedState: detail.state, event: step },
      done,
      undo: hasUndo ? (moved) => undoing(undoMoveAction, moved) : undefined,
      isToldElsewhere: ({ caseId, reference, version }) =>
        carryNews({ reference, title: done, undo: hasUndo && version !== null ? { caseId, version } : null }),
      onEnd: (isDone) => endStep(detail.reference, isDone),
    });
  };
  const obstacle = (step: CaseEvent) => obstacleTo(step, detail);
  const blocked = first ? obstacle(first) : null;

  return (
    <>
      {only ? <Button onClick={() => take(only)}>{EVENT_LABELS[only]}</Button> : null}
      {others.length > 0 && !only ? (
        <Menu
          trigger={
            <Button id="change-state" icon={<ChevronDown aria-hidden />} shortcut="S">
              {first || gap ? "Other steps" : "Next step"}
            </Button>
          }
        >
          {others.map((step) => {
            const why = obstacle(step);
            return (
              <MenuItem key={step} disabled={why !== null} onSelect={() => take(step)}>
                {EVENT_LABELS[step]}
                {why ? <span className="block max-w-64 text-sm text-muted">{why}</span> : null}
              </MenuItem>
            );
          })}
        </Menu>
      ) : null}
      {others.length > 0 && !only ? (
        <Shortcut keys="s" label="Other steps of this case" pressId="change-state" />
      ) : null}
      {only
        ? null
        : others
            .filter((step) => obstacle(step) === null)
            .map((step) => <Command key={step} label={EVENT_LABELS[step]} onPress={() => take(step)} />)}
      {/* A button of its own for each step: a second press on the same spot must not take the step after. */}
      {first && blocked === null ? (
        <Button key={first} id={FIRST_STEP_ID} variant="primary" pending={isPending} onClick={() => take(first)}>
          {EVENT_LABELS[first]}
        </Button>
      ) : null}
      {gap ? <LetterLead gap={gap} caseId={detail.id} reference={detail.reference} /> : null}
      {gap ? <p className="basis-full text-end text-sm text-muted">{gap.sentence}</p> : null}
      {blocked ? <p className="basis-full text-end text-sm text-muted">Next: {blocked}</p> : null}
      <WaitDialog open={open === "wait"} onClose={close} detail={detail} />
      <AnswerDialog open={open === "answer"} onClose={close} detail={detail} today={today} />
      <CloseCaseDialog
        open={open === "close"}
        onClose={close}
        detail={detail}
        today={today}
        draft={closingDraft}
        zone={zone}
        ledger={ledger}
      />
      <ReopenDialog open={open === "reopen"} onClose={close} detail={detail} />
    </>
  );
}
