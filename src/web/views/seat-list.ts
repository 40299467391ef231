// The seats of a match, one below the other: who sits there, what they have reached, and their place in the end.

import { element, syncList } from '../dom.ts';
import type { Sight } from '../watch.ts';
import { ordinal } from '../words.ts';

/** What a game says of a seat, beside its player's name. */
export interface SeatNote {
  readonly detail?: string;
  readonly score?: string;
  /** Of the mark by which the seat is known in the picture. */
  readonly colour?: string;
  /** It is to act. */
  readonly active?: boolean;
}

interface Row extends SeatNote {
  readonly seat: number;
  readonly name: string;
  readonly connected: boolean;
  /** 0: there is none. */
  readonly rank: number;
}

export class SeatList {
  readonly root = element('ol', { class: 'seats' });

  draw({ seats, end, pov }: Sight, noteOf: (seat: number) => SeatNote): void {
    const rows = seats.map((player, seat): Row => ({ seat, ...player, rank: end?.ranks[seat] ?? 0, ...noteOf(seat) }));
    if (end) rows.sort((a, b) => a.rank - b.rank);
    this.root.classList.toggle('many', rows.length > 8);
    syncList(
      this.root,
      rows,
      ({ seat }) => String(seat),
      (row) => drawRow(row, row.seat === pov),
    );
  }
}

function drawRow({ name, connected, rank, detail, score, colour, active }: Row, looking: boolean): HTMLElement {
  const row = element('li', { class: active ? 'seat active' : 'seat' });
  if (colour !== undefined) {
    const dot = element('span', { class: 'dot' });
    dot.style.background = colour;
    row.append(dot);
  }
  row.append(element('span', { class: 'player-name' }, name));
  if (!connected) row.append(element('span', { class: 'away' }, 'away'));
  if (looking) row.append(element('span', { class: 'away' }, 'in view'));
  if (rank > 0) row.append(element('span', { class: rank === 1 ? 'place first' : 'place' }, ordinal(rank)));
  if (detail) row.append(element('span', { class: 'detail' }, detail));
  if (score) row.append(element('span', { class: 'score' }, score));
  return row;
}
