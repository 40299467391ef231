// The pieces, drawn for Arbiter: one outline each on a 40 × 40 field; colours come from the style sheet.

import { drawing } from '../dom.ts';

const base = 'M10 36.2v-1.7a2.6 2.6 0 0 1 2.6-2.6h14.8a2.6 2.6 0 0 1 2.6 2.6v1.7z';

/** By kind: filled outlines, then lines drawn on top. */
const drawings: readonly { readonly body: string; readonly lines?: string }[] = [
  { body: '' },
  {
    body: `M20 8.6a4.9 4.9 0 0 1 3.1 8.7c.5 5.3 3.6 8.4 4.2 14.6H12.7c.6-6.2 3.7-9.3 4.2-14.6A4.9 4.9 0 0 1 20 8.6z${base}`,
  },
  {
    body: `M16.6 5.2l3.3 3.1c8 .5 12 7 11.6 15.2-.2 3.3-.8 5.6-1.1 8.4H13.2c.2-6.7 6-8.6 6.6-13.7-1.7 1.2-3.5 1.6-5 2.8-1.4 1.1-2.1 3.1-4.1 2.8-1.8-.2-3-2.2-2.5-3.9.9-2.8 2.7-4.7 3.5-7.5.6-2 2.2-3.2 3.9-3.9z${base}`,
    lines: 'M15.3 13.3h.010M24.2 11.8c2.6 2.8 3.4 6.4 3.1 10.5',
  },
  {
    body: `M20 4.2a2.1 2.1 0 0 1 1.3 3.7c4 3 6.3 6.7 6.3 10.5 0 3.2-1.7 5.6-4 7.1l1.5 6.4H14.9l1.5-6.4c-2.3-1.5-4-3.9-4-7.1 0-3.8 2.3-7.5 6.3-10.5A2.1 2.1 0 0 1 20 4.2z${base}`,
    lines: 'M20 13.2v7M16.8 16.4h6.4M16.4 25.5h7.2',
  },
  {
    body: `M11.3 7.6h4.2v2.9h2.3V7.6h4.4v2.9h2.3V7.6h4.2v6.6l-3.1 2.7.9 15H13.5l.9-15-3.1-2.7z${base}`,
    lines: 'M14.4 16.9h11.2M13.8 27.5h12.4',
  },
  {
    body: `M8.6 14L12 31.9h16L31.4 14l-5 6.6-.9-9.4-3.7 8L20 10l-1.8 9.2-3.7-8-.9 9.4zM6.6 12.4a1.8 1.8 0 1 1 3.6 0a1.8 1.8 0 1 1-3.6 0zM12.5 9.4a1.8 1.8 0 1 1 3.6 0a1.8 1.8 0 1 1-3.6 0zM18.2 8.2a1.8 1.8 0 1 1 3.6 0a1.8 1.8 0 1 1-3.6 0zM23.9 9.4a1.8 1.8 0 1 1 3.6 0a1.8 1.8 0 1 1-3.6 0zM29.8 12.4a1.8 1.8 0 1 1 3.6 0a1.8 1.8 0 1 1-3.6 0z${base}`,
    lines: 'M13 27.4c4.6-1.3 9.4-1.3 14 0',
  },
  {
    body: `M20 3.2v9M16.5 6.4h7M20 15.8c-1-3.3-3.3-4.7-6-4.7-3.6 0-6.2 2.7-6.2 6.2 0 5.3 4.7 7.9 5.2 14.6h14c.5-6.7 5.2-9.3 5.2-14.6 0-3.5-2.6-6.2-6.2-6.2-2.7 0-5 1.4-6 4.7z${base}`,
    lines: 'M20 15.8v11M13.4 28c4.3-1.5 8.9-1.5 13.2 0',
  },
];

/** Coded as in the room's state: kind, plus 8 for black. */
export function drawPiece(piece: number): SVGElement {
  const { body, lines } = drawings[piece & 7]!;
  const node = drawing('svg', { viewBox: '0 0 40 40', class: piece < 8 ? 'piece white' : 'piece black' });
  node.append(drawing('path', { d: body, class: 'body' }));
  if (lines) node.append(drawing('path', { d: lines, class: 'lines' }));
  return node;
}
