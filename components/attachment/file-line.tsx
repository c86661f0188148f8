import { FileAudio, FileImage, FileSpreadsheet, FileText, FileVideo, type LucideIcon, Mail } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { FILE_KIND_LABELS, FILE_SCAN_LABELS, FILE_WORDS_LABELS, formatBytes } from "@/lib/attachment/labels";
import type { FileKind } from "@/lib/attachment/schema";
import type { FileRow } from "@/lib/attachment/types";
import { DescribeFileDialog } from "./describe-file-dialog";
import { PdfDialog } from "./pdf-dialog";
import { PreviewDialog } from "./preview-dialog";
import { VoidFileDialog } from "./void-file-dialog";

type FileLineProps = { file: FileRow; mayChange: boolean; zone: string; now: string };

const ICONS: Record<FileKind, LucideIcon> = {
  ...{ pdf: FileText, docx: FileText, odt: FileText, text: FileText, csv: FileSpreadsheet, xlsx: FileSpreadsheet },
  ...{ jpeg: FileImage, png: FileImage, gif: FileImage, webp: FileImage, heic: FileImage, tiff: FileImage },
  ...{ eml: Mail, mp3: FileAudio, m4a: FileAudio, wav: FileAudio, mp4: FileVideo },
};

export function FileLine({ file, mayChange, zone, now }: FileLineProps) {
  const { label, tone } = FILE_SCAN_LABELS[file.scan];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3.5 py-2.5">
      <Picture file={file} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="wrap-anywhere">
          {file.isServed ? (
            <a
              href={`/api/files/${file.id}`}
              title={`Download ${file.name}`}
              className="font-medium text-primary-text hover:underline"
            >
              <bdi>{file.name}</bdi>
            </a>
          ) : (
            <bdi className="font-medium">{file.name}</bdi>
          )}
        </p>
        {file.description ? (
          <p dir="auto" className="wrap-anywhere">
            {file.description}
          </p>
        ) : null}
        {file.words && FILE_WORDS_LABELS[file.words] ? (
          <p className="text-sm text-muted">{FILE_WORDS_LABELS[file.words]}</p>
        ) : null}
        <p className="text-sm text-muted tabular-nums">
          {FILE_KIND_LABELS[file.kind]}, {formatBytes(file.bytes)}, from {file.uploadedBy.name},{" "}
          <RelativeTime iso={file.uploadedAt} zone={zone} now={now} />
        </p>
      </div>
      <Chip tone={tone} title={file.finding ?? undefined}>
        {label}
      </Chip>
      {mayChange ? (
        <span className="flex items-center">
          <DescribeFileDialog attachmentId={file.id} name={file.name} description={file.description} />
          <VoidFileDialog attachmentId={file.id} name={file.name} />
        </span>
      ) : null}
    </li>
  );
}

/** An image shows itself, a PDF opens; anything else shows what it is. */
function Picture({ file: { id, name, kind, bytes, isServed, hasPreview } }: { file: FileRow }) {
  const Icon = ICONS[kind];
  if (isServed && kind === "pdf") return <PdfDialog attachmentId={id} name={name} bytes={bytes} />;
  if (isServed && hasPreview) return <PreviewDialog attachmentId={id} name={name} />;
  return (
    <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded border bg-sunk text-muted">
      <Icon className="size-5" />
    </span>
  );
}
