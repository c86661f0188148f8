"use client";

import { Checkbox } from "@/components/form/checkbox";
import { DateInput } from "@/components/form/date-input";
import { DeedButton } from "@/components/form/deed-button";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import {
  cancelFollowUpAction,
  finishFollowUpAction,
  rescheduleFollowUpAction,
  writeInsteadAction,
} from "@/lib/follow-up/actions";
import { isSpoken } from "@/lib/follow-up/rules/attempts";
import { cancelFollowUpSchema, finishFollowUpSchema, rescheduleFollowUpSchema } from "@/lib/follow-up/schema";
import type { FollowUpRow } from "@/lib/follow-up/types";
import { WordsDialog } from "./reason-form";

type Moved = Pick<FollowUpRow, "id" | "channel" | "dueOn" | "bestTime" | "who">;

/** What can be done with a follow-up beside trying it. */
export function FollowUpMoves({ followUp }: { followUp: Moved }) {
  const { id, channel, who } = followUp;
  const subject = { name: "followUpId", id };
  const isWritten = !isSpoken(channel);
  return (
    <>
      <WordsDialog
        button="Done"
        buttonName={`Done: ${who}`}
        title="What came of it?"
        action={finishFollowUpAction}
        schema={finishFollowUpSchema}
        subject={subject}
        words={{
          name: "result",
          label: isWritten ? "What did you write?" : "What came of it?",
          hint: isWritten ? undefined : "If you talked to them, record the call instead: it then counts as contact.",
        }}
        submit="Save"
        done="The follow-up is done."
      >
        {({ fieldId }) =>
          isWritten ? (
            <Checkbox
              id={fieldId("wasSent")}
              name="wasSent"
              defaultChecked
              label="It was sent: log it as a contact"
              hint="They then count as having heard from us."
            />
          ) : null
        }
      </WordsDialog>
      <WordsDialog
        button="Move"
        buttonName={`Move to another day: ${who}`}
        title="Move to another day"
        action={rescheduleFollowUpAction}
        schema={rescheduleFollowUpSchema}
        subject={subject}
        words={null}
        submit="Move it"
        done="The follow-up is moved."
      >
        {({ fieldId, errorsOf }) => (
          <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
            <Field id={fieldId("dueOn")} label="On which day?" error={errorsOf("dueOn")}>
              {(control) => <DateInput {...control} name="dueOn" defaultValue={followUp.dueOn} autoFocus />}
            </Field>
            <Field
              id={fieldId("bestTime")}
              label="Best time"
              optional
              error={errorsOf("bestTime")}
              className="grow basis-40"
            >
              {(control) => (
                <Input
                  {...control}
                  name="bestTime"
                  dir="auto"
                  autoComplete="off"
                  defaultValue={followUp.bestTime ?? ""}
                />
              )}
            </Field>
          </div>
        )}
      </WordsDialog>
      <WordsDialog
        button="Cancel it"
        buttonName={`Cancel it, the follow-up: ${who}`}
        title="Cancel this follow-up"
        action={cancelFollowUpAction}
        schema={cancelFollowUpSchema}
        subject={subject}
        words={{ name: "reason", label: "Why is it not needed any more?" }}
        submit="Cancel the follow-up"
        done="The follow-up is cancelled."
      />
    </>
  );
}

export function WriteLetterButton({ id, isPrimary = false }: { id: string; isPrimary?: boolean }) {
  return (
    <DeedButton
      size="s"
      variant={isPrimary ? "primary" : "plain"}
      action={writeInsteadAction}
      fields={{ followUpId: id }}
      done="A letter is planned for today, in place of the calls."
    >
      Write a letter
    </DeedButton>
  );
}
