import { Fragment } from "react";
import { Notice } from "@/components/ui/notice";

/** Which of the words people were found without. */
export function LeftOutNotice({ words }: { words: string[] }) {
  return (
    <Notice live="none">
      By name, patients and their cases were looked for without{" "}
      {words.map((word, at) => (
        <Fragment key={word}>
          {at === 0 ? "" : at === words.length - 1 ? " and " : ", "}“<bdi>{word}</bdi>”
        </Fragment>
      ))}
      : not all of these names have {words.length === 1 ? "it" : "them"}.
    </Notice>
  );
}
