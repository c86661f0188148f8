"use client";

import { useState } from "react";
import { DeedButton } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { commentLetterAction, resolveCommentAction } from "@/lib/letter/actions";
import { commentLetterSchema } from "@/lib/letter/schema";
import type { LetterComment } from "@/lib/letter/types";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type CommentsPaneProps = {
  letterId: string;
  comments: LetterComment[];
  mayComment: boolean;
  /** The words that are chosen in the editor, which a new comment is then about. */
  chosen: () => string | null;
  /** Shows words of the letter in the editor; null where there is none. */
  onShow: ((quote: string) => void) | null;
  zone: string;
  now: string;
};

/** What colleagues say of a letter: the open ones first, as they came. */
export function CommentsPane({ letterId, comments, mayComment, chosen, onShow, zone, now }: CommentsPaneProps) {
  const ordered = [
    ...comments.filter(({ resolvedBy }) => resolvedBy === null),
    ...comments.filter(({ resolvedBy }) => resolvedBy !== null),
  ];
  return (
    <div className="grid gap-3.5">
      {comments.length === 0 ? <p className="text-muted">Nobody has commented on this letter.</p> : null}
      <ul className="grid gap-3">
        {ordered.map((comment) => (
          <li key={comment.id} className="grid gap-1 border-s-3 border-s-line-strong ps-3">
            <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
              <bdi className="font-medium text-text">{comment.author.name}</bdi>
              <RelativeTime iso={comment.at} zone={zone} now={now} />
              {comment.resolvedBy ? <Chip tone="met">Settled by {comment.resolvedBy.name}</Chip> : null}
            </p>
            {comment.quote ? <Quote quote={comment.quote} onShow={onShow} /> : null}
            <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
              {comment.body}
            </p>
            {mayComment && !comment.resolvedBy ? (
              <span className="-ms-2.5">
                <DeedButton
                  size="s"
                  variant="quiet"
                  action={resolveCommentAction}
                  fields={{ commentId: comment.id }}
                  done="The comment is settled."
                >
                  Settle
                </DeedButton>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {mayComment ? <CommentForm key={comments.length} letterId={letterId} chosen={chosen} /> : null}
    </div>
  );
}

function Quote({ quote, onShow }: { quote: string; onShow: CommentsPaneProps["onShow"] }) {
  const words = <q className="wrap-anywhere">{quote.length > 160 ? `${quote.slice(0, 160)}…` : quote}</q>;
  if (!onShow) return <p className="text-sm text-muted">{words}</p>;
  return (
    <button
      type="button"
      className="min-h-6 text-start text-sm text-primary-text hover:underline"
      onClick={() => onShow(quote)}
    >
      {words}
    </button>
  );
}

function CommentForm({ letterId, chosen }: Pick<CommentsPaneProps, "letterId" | "chosen">) {
  const [commentId] = useState(newId);
  const [quote, setQuote] = useState<string | null>(null);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: commentLetterAction,
    schema: commentLetterSchema,
    tellsConflicts: true,
  });
  return (
    <form {...formProps} className="grid gap-2">
      <ErrorSummary {...summary} />
      <input type="hidden" name="commentId" value={commentId} />
      <input type="hidden" name="letterId" value={letterId} />
      <input type="hidden" name="quote" value={quote ?? ""} />
      <Field
        id={fieldId("body")}
        label="Comment"
        hint={quote ? "On the words you chose." : "Choose words in the letter first to comment on them."}
        error={errorsOf("body")}
      >
        {(control) => (
          <Textarea {...control} name="body" limit={LIMITS.reason} onFocus={() => setQuote(chosen() ?? quote)} />
        )}
      </Field>
      {quote ? (
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <q className="min-w-0 flex-1 truncate">{quote}</q>
          <Button size="s" variant="quiet" onClick={() => setQuote(null)}>
            On the whole letter
          </Button>
        </p>
      ) : null}
      <span>
        <Button type="submit" size="s" pending={isPending} pendingLabel="Adding…">
          Add comment
        </Button>
      </span>
    </form>
  );
}
