"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { EVENT_LABELS, WAITING_LABELS } from "@/lib/case/labels";
import { WAY_LABELS } from "@/lib/contact/labels";
import { LEVEL_HINTS, LEVEL_LABELS } from "@/lib/escalation/labels";
import { LEVELS } from "@/lib/escalation/rules/matrix";
import { ContactChannel } from "@/lib/follow-up/schema";
import { LIMITS } from "@/lib/shared/text";
import { OwnerFields } from "./owner-fields";

/** What the bar offers. */
export type BulkKind = "assign" | "take" | "state" | "tag" | "follow_up" | "escalate";

/** What the forms choose from. */
export type BulkGiven = { tags: string[]; today: string };

type Parts = { fieldId: (name: string) => string; errorsOf: (name: string) => string[] | undefined };
type BulkFieldsProps = Parts & { kind: BulkKind; given: BulkGiven };

/** What a deed takes, the same for all cases. */
export function BulkFields({ kind, given, ...parts }: BulkFieldsProps) {
  switch (kind) {
    case "assign":
      return <OwnerFields {...parts} />;
    case "take":
      return <input type="hidden" name="deed" value="take" />;
    case "state":
      return <StateFields {...parts} today={given.today} />;
    case "tag":
      return <TagFields {...parts} tags={given.tags} />;
    case "follow_up":
      return <FollowUpFields {...parts} today={given.today} />;
    case "escalate":
      return <EscalateFields {...parts} />;
    default:
      return kind satisfies never;
  }
}

const STEPS = ["investigate", "draft_response", "wait", "resume"] as const;

function StateFields({ fieldId, errorsOf, today }: Parts & { today: string }) {
  const [step, setStep] = useState<string>("investigate");
  return (
    <>
      <input type="hidden" name="deed" value={step === "wait" ? "wait" : "move"} />
      <Field
        id={fieldId("event")}
        label="Which step?"
        hint="An answer and a closing are each case's own."
        error={errorsOf("event")}
      >
        {(control) => (
          <Select
            {...control}
            name="event"
            autoFocus
            value={step}
            onChange={(event) => setStep(event.target.value)}
            options={STEPS.map((value) => ({ value, label: EVENT_LABELS[value] }))}
          />
        )}
      </Field>
      {step === "wait" ? (
        <>
          <Field id={fieldId("waitingFor")} label="For whom?" error={errorsOf("waitingFor")}>
            {(control) => (
              <Select
                {...control}
                name="waitingFor"
                placeholder="Choose"
                options={Object.entries(WAITING_LABELS).map(([value, label]) => ({ value, label }))}
              />
            )}
          </Field>
          <Field
            id={fieldId("reason")}
            label="For what?"
            hint="In a line that fits all of them."
            error={errorsOf("reason")}
          >
            {(control) => <Input {...control} name="reason" dir="auto" autoComplete="off" />}
          </Field>
          <Field id={fieldId("until")} label="Look at them again on" optional error={errorsOf("until")}>
            {(control) => <DateInput {...control} name="until" min={today} />}
          </Field>
        </>
      ) : null}
    </>
  );
}

function TagFields({ fieldId, errorsOf, tags }: Parts & { tags: string[] }) {
  return (
    <>
      <Segmented
        id={fieldId("deed")}
        name="deed"
        legend="What?"
        options={[
          { value: "tag", label: "Put a tag on" },
          { value: "untag", label: "Take a tag off" },
        ]}
        defaultValue="tag"
        error={errorsOf("deed")}
      />
      <Field
        id={fieldId("label")}
        label="Which tag?"
        hint="Such as: parking. No names of people: everybody at the site sees the list."
        error={errorsOf("label")}
      >
        {(control) => (
          <>
            <Input {...control} name="label" list={`${control.id}-list`} autoComplete="off" dir="auto" autoFocus />
            <datalist id={`${control.id}-list`}>
              {tags.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </>
  );
}

function FollowUpFields({ fieldId, errorsOf, today }: Parts & { today: string }) {
  return (
    <>
      <input type="hidden" name="deed" value="follow_up" />
      <Field id={fieldId("what")} label="What is to be said or done?" error={errorsOf("what")}>
        {(control) => <Textarea {...control} name="what" rows={2} limit={LIMITS.reason} autoFocus />}
      </Field>
      <Segmented
        id={fieldId("channel")}
        name="channel"
        legend="How?"
        options={Object.values(ContactChannel).map((value) => ({ value, label: WAY_LABELS[value] }))}
        defaultValue={ContactChannel.phone}
        error={errorsOf("channel")}
      />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
        <Field id={fieldId("dueOn")} label="On which day?" error={errorsOf("dueOn")}>
          {(control) => <DateInput {...control} name="dueOn" min={today} />}
        </Field>
        <Field id={fieldId("doneBy")} label="Who does it?" error={errorsOf("doneBy")} className="grow basis-40">
          {(control) => (
            <Select
              {...control}
              name="doneBy"
              options={[
                { value: "owner", label: "Whoever has the case" },
                { value: "me", label: "I do" },
              ]}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function EscalateFields({ fieldId, errorsOf }: Parts) {
  return (
    <>
      <input type="hidden" name="deed" value="escalate" />
      <Field
        id={fieldId("reason")}
        label="Why do they need a supervisor?"
        hint="What is at stake, and by when. Each case gets these words."
        error={errorsOf("reason")}
      >
        {(control) => <Textarea {...control} name="reason" rows={4} limit={LIMITS.reason} autoFocus />}
      </Field>
      <Field id={fieldId("level")} label="How far up?" error={errorsOf("level")}>
        {(control) => (
          <Select
            {...control}
            name="level"
            options={LEVELS.map((level) => ({
              value: String(level),
              label: `${LEVEL_LABELS[level]}: ${LEVEL_HINTS[level].toLowerCase()}`,
            }))}
          />
        )}
      </Field>
      <p className="text-sm text-muted">It goes to any supervisor or manager of each case's site.</p>
    </>
  );
}
