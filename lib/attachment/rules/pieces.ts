const LONGEST = 1_500;

/** A text in pieces that make it up again, cut after white space where there is some, and never within a character. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > LONGEST) {
    const piece = text.slice(from, from + LONGEST);
    const space = piece.search(/\s\S*$/u);
    const cut = space >= LONGEST / 2 ? space + 1 : wholeLength(piece);
    pieces.push(text.slice(from, from + cut));
    from += cut;
  }
  return from < text.length ? [...pieces, text.slice(from)] : pieces;
}

function wholeLength(piece: string): number {
  return /[\ud800-\udbff]$/.test(piece) ? piece.length - 1 : piece.length;
}
