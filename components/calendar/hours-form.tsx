"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { saveHoursAction } from "@/lib/calendar/actions";
import { WEEKDAY_LABELS } from "@/lib/calendar/labels";
import { changedDays, describeHours, inOrder, WEEKDAYS } from "@/lib/calendar/rules/week";
import { MOST_INTERVALS, saveHoursSchema } from "@/lib/calendar/schema";
import type { Week, Weekday } from "@/lib/calendar/types";
import { fromTimeRows, IntervalRows, toTimeRows } from "./interval-rows";
import { tellRecount } from "./told";

type HoursFormProps = { siteId: string; hours: Week; hoursVersion: number };

/** The week as it can be changed. Taking over what another saved meanwhile begins it anew. */
export function HoursForm(props: HoursFormProps) {
  const [round, setRound] = useState(0);
  return (
    <WeekForm key={round && `${round}:${props.hoursVersion}`} {...props} onTakeTheirs={() => setRound(round + 1)} />
  );
}

function WeekForm({ siteId, hours, hoursVersion, onTakeTheirs }: HoursFormProps & { onTakeTheirs: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const [rows, setRows] = useState(() => mapWeek(hours, toTimeRows));
  const [sentVersion, setSentVersion] = useState(hoursVersion);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: saveHoursAction,
    schema: saveHoursSchema,
    onDone: ({ cases }) => tell({ title: `Hours saved. ${tellRecount(cases)}` }),
  });
  const isContested = failure?.code === "CONFLICT" && sentVersion === hoursVersion;
  return (
    <form
      {...formProps}
      onSubmit={(event) => {
        setSentVersion(hoursVersion);
        formProps.onSubmit(event);
      }}
      className="grid gap-3.5"
    >
      <ErrorSummary {...summary} />
      {isContested ? (
        <ConflictNotice
          message={failure.message}
          differences={failure.differences ?? []}
          onKeepTheirs={() => {
            onTakeTheirs();
            router.refresh();
          }}
          onUseMine={() => router.refresh()}
        />
      ) : null}
      <input type="hidden" name="siteId" value={siteId} />
      <input type="hidden" name="hoursVersion" value={hoursVersion} />
      <div className="divide-y divide-line">
        {WEEKDAYS.map((weekday) => (
          <div key={weekday} className="grid gap-x-4 py-1.5 sm:grid-cols-[7rem_minmax(0,1fr)]">
            <span className="py-2 font-medium">{WEEKDAY_LABELS[weekday]}</span>
            <IntervalRows
              name={weekday}
              of={WEEKDAY_LABELS[weekday]}
              rows={rows[weekday]}
              most={MOST_INTERVALS}
              onChange={(changed) => setRows({ ...rows, [weekday]: changed })}
              fieldId={fieldId}
              errorsOf={errorsOf}
            />
          </div>
        ))}
      </div>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <WhatChanges before={hours} after={mapWeek(rows, (day) => inOrder(fromTimeRows(day)))} />
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save hours
        </Button>
      </div>
    </form>
  );
}

function WhatChanges({ before, after }: { before: Week; after: Week }) {
  const changed = changedDays(before, after);
  if (changed.length === 0) {
    return <p className="max-w-prose text-sm text-muted">To close at midnight, enter 00:00 (12:00 AM).</p>;
  }
  return (
    <div className="min-w-0 text-sm">
      <p className="font-medium">Saving changes</p>
      <ul aria-label="What saving changes" className="list-disc ps-5">
        {changed.map((weekday) => (
          <li key={weekday}>
            {WEEKDAY_LABELS[weekday]}: {describeHours(before[weekday])} becomes {describeHours(after[weekday])}
          </li>
        ))}
      </ul>
    </div>
  );
}

function mapWeek<From, To>(week: Record<Weekday, From>, change: (day: From) => To): Record<Weekday, To> {
  return {
    monday: change(week.monday),
    tuesday: change(week.tuesday),
    wednesday: change(week.wednesday),
    thursday: change(week.thursday),
    friday: change(week.friday),
    saturday: change(week.saturday),
    sunday: change(week.sunday),
  };
}
