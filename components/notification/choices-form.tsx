"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { chooseChannelsAction } from "@/lib/notification/actions";
import { CHANNEL_LABELS, CHOICE_LABELS } from "@/lib/notification/labels";
import { isAlwaysUrgent } from "@/lib/notification/rules";
import { CHOICE_TYPES, type ChoiceType, chooseChannelsSchema } from "@/lib/notification/schema";
import type { Choices } from "@/lib/notification/types";

const CHANNELS = [
  { name: "inApp", label: CHANNEL_LABELS.in_app },
  { name: "mail", label: CHANNEL_LABELS.mail },
  { name: "digest", label: CHANNEL_LABELS.digest },
] as const;

/** Which news reach one by which channel. */
export function ChoicesForm({ choices }: { choices: Choices }) {
  const tell = useToast();
  const { formProps, summary, isPending } = useActionForm({
    action: chooseChannelsAction,
    schema: chooseChannelsSchema,
    onDone: () => tell({ title: "Your choice is kept." }),
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <p className="max-w-prose text-muted">
        What happens on a case within ten minutes comes in one e-mail. The digest comes at seven in the morning, if
        there is anything to say. E-mails name a case by its reference and nothing else of it.
      </p>
      <table className="w-full">
        <caption className="sr-only">What reaches you, and how</caption>
        <thead>
          <tr className="text-sm text-muted">
            <th scope="col" className="py-1.5 text-start font-medium">
              When
            </th>
            {CHANNELS.map(({ name, label }) => (
              <th key={name} scope="col" className="w-14 px-0.5 py-1.5 text-center font-medium sm:w-28 sm:px-1">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {CHOICE_TYPES.map((type) => (
            <tr key={type}>
              <th scope="row" className="py-1.5 text-start font-normal">
                {CHOICE_LABELS[type]}
              </th>
              {CHANNELS.map((channel) => (
                <td key={channel.name} className="px-0.5 py-1.5 text-center sm:px-1">
                  <Tick type={type} channel={channel} isOn={choices[channel.name].includes(type)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button type="submit" pending={isPending} pendingLabel="Saving…">
          Save this choice
        </Button>
      </div>
    </form>
  );
}

type TickProps = { type: ChoiceType; channel: (typeof CHANNELS)[number]; isOn: boolean };

function Tick({ type, channel: { name, label }, isOn }: TickProps) {
  if (type === "work" && name !== "digest") return null;
  if (name === "inApp" && isAlwaysUrgent(type)) return <span className="text-sm text-muted">Always</span>;
  return (
    <span className="inline-grid size-6 place-items-center">
      <input
        type="checkbox"
        name={name}
        value={type}
        defaultChecked={isOn}
        aria-label={`${CHOICE_LABELS[type]}: ${label}`}
        className="size-4.5 accent-primary"
      />
    </span>
  );
}
