/** Reads CSV as RFC 4180 says it is written, to the letter: what is not written so is refused. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      const field = readField(text, at);
      record.push(field.value);
      at = field.end;
      if (text[at] !== ",") break;
      at += 1;
    }
    if (text.slice(at, at + 2) !== "\r\n") throw new Error(`A record does not end at ${at}.`);
    at += 2;
    records.push(record);
  }
  return records;
}

function readField(text: string, start: number): { value: string; end: number } {
  if (text[start] !== '"') {
    const [value = ""] = /^[^",\r\n]*/.exec(text.slice(start)) ?? [];
    return { value, end: start + value.length };
  }
  let end = start + 1;
  while (text[end] !== '"' || text[end + 1] === '"') {
    if (end >= text.length) throw new Error(`The field at ${start} does not end.`);
    end += text[end] === '"' ? 2 : 1;
  }
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}
