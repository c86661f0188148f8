"use client";

import { type ComponentProps, type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Textarea } from "@/components/form/textarea";
import { findMentions, mentionBegunIn, suggestColleagues } from "@/lib/contact/rules/mentions";
import { cn } from "@/lib/shared/cn";
import type { Person } from "@/lib/shared/person";

type MentionTextareaProps = ComponentProps<typeof Textarea> & {
  colleagues: Person[];
  /** Told whom the text names, whenever that may have changed. */
  onMentions: (mentioned: Person[]) => void;
};

/** A text box that offers colleagues where @ begins a name: arrows choose, Enter or Tab takes, Escape leaves it as typed. */
export function MentionTextarea({ colleagues, onMentions, ...rest }: MentionTextareaProps) {
  const listId = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [offered, setOffered] = useState<Person[]>([]);
  const [active, setActive] = useState(0);

  // Words that a reload put back never came through typing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, after what was kept is back.
  useEffect(() => {
    if (box.current?.value) onMentions(findMentions(box.current.value, colleagues));
  }, []);

  const look = (event: FormEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = event.currentTarget;
    const begun = mentionBegunIn(value.slice(0, selectionStart));
    setOffered(begun === null ? [] : suggestColleagues(begun, colleagues));
    setActive(0);
    onMentions(findMentions(value, colleagues));
  };

  const choose = (person: Person) => {
    const element = box.current;
    if (!element) return;
    const end = element.selectionStart;
    const begun = mentionBegunIn(element.value.slice(0, end)) ?? "";
    element.setRangeText(`${person.name} `, end - begun.length, end, "end");
    element.focus();
    element.dispatchEvent(new Event("input", { bubbles: true }));
    setOffered([]);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (offered.length === 0 || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + step + offered.length) % offered.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      const person = offered[active];
      if (!person) return;
      event.preventDefault();
      choose(person);
    } else if (event.key === "Escape") {
      event.preventDefault();
      setOffered([]);
    }
  };

  const isOpen = offered.length > 0;
  return (
    <div className="relative">
      <Textarea
        {...rest}
        ref={box}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
        onInput={look}
        onKeyDown={onKeyDown}
        onBlur={() => setOffered([])}
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Colleagues to mention"
        className={cn(
          "absolute inset-x-0 top-full z-10 mt-1 max-w-80 overflow-y-auto rounded-lg border bg-raised p-1 shadow",
          !isOpen && "hidden",
        )}
      >
        {offered.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text box above has the keys, as ARIA asks.
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text box.
          <div
            key={person.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(person)}
            className={cn(
              "min-h-8 cursor-pointer rounded px-2.5 py-1.5",
              index === active && "bg-primary-soft text-primary-text",
            )}
          >
            <bdi>{person.name}</bdi>
          </div>
        ))}
      </div>
      <p role="status" className="sr-only">
        {isOpen ? `${offered.length} to choose from; arrow keys choose, Enter takes.` : null}
      </p>
    </div>
  );
}
