"use client";

import { type CompositionEvent, type KeyboardEvent, useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { DeedButton } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { choiceOf } from "@/components/layout/key-of";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { chooseKeysAction, resetKeysAction } from "@/lib/command/actions";
import { chooseKeysSchema } from "@/lib/command/schema";
import { KEY_MAP, type KeyChoice } from "@/lib/shared/keys";

const UNHEARD = "That is not heard as one key. Press a letter without Shift, or a digit or sign without Alt or AltGr.";

/** Whether keys of a single letter are heard, and which does what; kept for this person wherever they sign in. */
export function KeysForm({ choice }: { choice: KeyChoice }) {
  const tell = useToast();
  const [isOn, setIsOn] = useState(!choice.lettersOff);
  const [unheard, setUnheard] = useState<{ id: string; kept: string } | null>(null);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: chooseKeysAction,
    schema: chooseKeysSchema,
    onDone: () => {
      setUnheard(null);
      tell({ title: "Your keys are kept." });
    },
  });
  /** The key is taken as it will be heard, whatever the keyboard would write. */
  const take = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const chosen = choiceOf(event.nativeEvent);
    if (chosen === null) return;
    event.preventDefault();
    if (chosen === "unheard") return setUnheard({ id: input.id, kept: input.value });
    setUnheard(null);
    put(input, chosen.key);
  };
  // An accent goes on composing although its press was refused.
  const undoComposed = ({ currentTarget }: CompositionEvent<HTMLInputElement>) => {
    if (unheard?.id === currentTarget.id) put(currentTarget, unheard.kept);
  };
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <Checkbox
        id={fieldId("lettersOn")}
        name="lettersOn"
        label="Keys of a single letter or sign"
        hint="Turn them off where a voice or a slip of the hand would press them. Everything is still among the commands."
        checked={isOn}
        onChange={(event) => setIsOn(event.target.checked)}
      />
      <fieldset className="grid gap-x-8 sm:grid-cols-2">
        <legend className="mb-1.5 text-muted">
          Which key does what; empty a box to turn its key off. The commands (Ctrl or ⌘ with K), Enter and Esc stay as
          they are.
        </legend>
        {KEY_MAP.map(({ name, key, label }) => {
          const id = fieldId(`keys.${name}`);
          const error = unheard?.id === id ? UNHEARD : errorsOf(`keys.${name}`);
          return (
            <div key={name} className="border-b py-1.5">
              <div className="flex items-center justify-between gap-3">
                <label htmlFor={id}>{label}</label>
                <Input
                  id={id}
                  name={`keys.${name}`}
                  defaultValue={choice.own[name] ?? key}
                  placeholder="Off"
                  maxLength={1}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? `${id}-error` : undefined}
                  onFocus={(event) => {
                    setUnheard(null);
                    event.target.select();
                  }}
                  onKeyDown={take}
                  onCompositionEnd={undoComposed}
                  className="h-8 w-12 shrink-0 px-1 text-center uppercase placeholder:normal-case"
                />
              </div>
              <ErrorText id={id} error={error} />
            </div>
          );
        })}
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" pending={isPending} pendingLabel="Saving…">
          Save keys
        </Button>
        <DeedButton variant="quiet" action={resetKeysAction} fields={{}} done="The keys are as they were given.">
          Reset keys
        </DeedButton>
      </div>
    </form>
  );
}

function put(input: HTMLInputElement, key: string): void {
  input.value = key;
  // The form judges a box again when it is told of this.
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
