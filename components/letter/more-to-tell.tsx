import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { changeBlock, tellsChange } from "@/lib/letter/rules/compose";
import type { LetterLanguage } from "@/lib/letter/schema";
import type { LetterDetail } from "@/lib/letter/types";

type MoreToTellProps = {
  letter: LetterDetail;
  /** As it stands in the editor. */
  text: string;
  /** Puts words into the letter; null for who may not write in it. */
  onAdd: ((words: string, language: LetterLanguage) => void) | null;
};

/** What actions did that were verified while somebody wrote the letter, and are not told of in it. */
export function MoreToTell({ letter: { toldOf, state, language }, text, onAdd }: MoreToTellProps) {
  if (state === "sent" || state === "void") return null;
  const left = (toldOf?.toTell ?? []).filter(({ whatChanged }) => !tellsChange(text, whatChanged));
  return left.map((one) => (
    <Notice
      key={one.id}
      tone="soon"
      live="none"
      className="lg:col-span-2"
      title={
        one.isAnew ? "An action was verified anew, and its new words are not in this letter" : "There is more to tell"
      }
      action={
        onAdd ? (
          <Button size="s" onClick={() => onAdd(changeBlock(one, language), language)}>
            Add to the letter
          </Button>
        ) : undefined
      }
    >
      {one.isAnew ? "Take out what the letter said of it before. " : "An action of this case had its effect. "}
      They said: <bdi>“{one.summary}”</bdi> What changed: <bdi>“{one.whatChanged}”</bdi>
    </Notice>
  ));
}
