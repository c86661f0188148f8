"use client";

import { X } from "lucide-react";
import { useDeed } from "@/components/form/deed-button";
import { Chip } from "@/components/ui/chip";
import { tagCaseAction, untagCaseAction } from "@/lib/tag/actions";
import type { TagChoice } from "@/lib/tag/types";
import { TAG_BUTTON_ID, TagDialog } from "./tag-dialog";

type CaseTagsProps = { caseId: string; tags: TagChoice[]; choices: TagChoice[]; mayChange: boolean };

/** The tags of a case, in a line of their own. Putting one on and taking one off can be undone for ten seconds. */
export function CaseTags({ caseId, tags, choices, mayChange }: CaseTagsProps) {
  const { act } = useDeed();
  if (tags.length === 0 && !mayChange) return null;
  const untag = async ({ id: tagId, name }: TagChoice) => {
    await act({
      action: untagCaseAction,
      fields: { caseId, tagId },
      done: `Tag taken off: ${name}.`,
      undo: ({ hasChanged, label }) =>
        hasChanged
          ? { action: tagCaseAction, fields: { caseId, label }, done: `Undone: the tag ${label} is back.` }
          : null,
    });
    // The button that had it goes with the tag.
    document.getElementById(TAG_BUTTON_ID)?.focus();
  };
  const others = choices.filter(({ id }) => tags.every((tag) => tag.id !== id));
  return (
    <div className="flex basis-full flex-wrap items-center gap-2">
      {tags.length > 0 ? (
        <ul aria-label="Tags" className="contents">
          {tags.map((tag) => (
            <li key={tag.id} className="inline-flex max-w-full">
              {mayChange ? (
                <TagChip name={tag.name} onRemove={() => untag(tag)} />
              ) : (
                <Chip>
                  <bdi>{tag.name}</bdi>
                </Chip>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {mayChange ? <TagDialog caseId={caseId} choices={others} /> : null}
    </div>
  );
}

function TagChip({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-full border bg-sunk ps-2.5 text-sm font-medium text-muted">
      <bdi className="truncate">{name}</bdi>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Remove tag: ${name}`}
        className="grid size-6.5 shrink-0 place-items-center rounded-full hover:text-text print:hidden"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
