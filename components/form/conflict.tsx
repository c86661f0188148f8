import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Difference } from "@/lib/shared/result";

type ConflictProps = {
  message: string;
  differences: Difference[];
  /** What to do with both texts in sight; left out where only reading remains, or where the form's own button says it. */
  onKeepTheirs?: () => void;
  onUseMine?: () => void;
};

/** Somebody else was first: both texts side by side, and the choice between them. */
export function ConflictNotice({ message, differences, onKeepTheirs, onUseMine }: ConflictProps) {
  const contested = differences.filter(({ isKept }) => !isKept);
  const kept = differences.filter(({ isKept }) => isKept);
  return (
    <Notice tone="soon" live="alert" title={message}>
      {contested.length > 0 ? (
        <table className="mt-2 w-full border-collapse text-sm">
          <caption className="sr-only">What differs</caption>
          <thead>
            <tr className="text-start text-muted">
              <td />
              <th scope="col" className="py-1 pe-3 text-start font-medium">
                Theirs
              </th>
              <th scope="col" className="py-1 text-start font-medium">
                Yours
              </th>
            </tr>
          </thead>
          <tbody>
            {contested.map(({ field, label, theirs, yours }) => (
              <tr key={field} className="border-t align-top">
                <th scope="row" className="py-1.5 pe-3 text-start font-medium whitespace-nowrap">
                  {label}
                </th>
                <td dir="auto" className="py-1.5 pe-3 wrap-anywhere whitespace-pre-wrap">
                  {theirs}
                </td>
                <td dir="auto" className="py-1.5 wrap-anywhere whitespace-pre-wrap">
                  {yours}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {kept.length > 0 ? (
        <p className="mt-2 text-sm wrap-anywhere">
          They also changed, and this stays:{" "}
          {kept.map(({ field, label, theirs }, index) => (
            <span key={field}>
              {index > 0 ? "; " : ""}
              {label} is now <bdi className="font-medium">{theirs}</bdi>
            </span>
          ))}
          .
        </p>
      ) : null}
      {onKeepTheirs || onUseMine ? (
        <div className="mt-2.5 flex flex-wrap gap-2">
          {onKeepTheirs ? (
            <Button size="s" onClick={onKeepTheirs}>
              Keep theirs
            </Button>
          ) : null}
          {onUseMine ? (
            <Button size="s" variant="primary" onClick={onUseMine}>
              Use mine
            </Button>
          ) : null}
        </div>
      ) : null}
    </Notice>
  );
}
