// Where things happened in a match: counts over a grid that is laid on the field of play.

import type { Point, Seat } from '../games/kit/index.ts';

/** Cells on a field's longer side, at most. A smaller field has one cell per unit: a chessboard's square. */
const MOST_CELLS = 64;

export interface HeatLayer {
  /** `position`, or an event's kind. */
  readonly kind: string;
  /** Who was there or did it, and to whom; absent as in the events. */
  readonly seat?: Seat;
  readonly target?: Seat;
  /** Index of a cell (row · columns + column) and its count, in turn, by index; empty cells are left out. */
  readonly cells: readonly number[];
}

/** Sparse, so that any choice of kinds, seats and targets is a sum of layers. */
export interface Heatmaps {
  readonly columns: number;
  readonly rows: number;
  readonly layers: readonly HeatLayer[];
}

/** One choice of layers added up. */
export interface Heatmap {
  readonly columns: number;
  readonly rows: number;
  /** Row by row, the first row at y = 0. */
  readonly cells: readonly number[];
  /** The largest count. */
  readonly max: number;
}

export interface HeatChoice {
  readonly kind: string;
  readonly seat?: Seat | undefined;
  readonly target?: Seat | undefined;
}

/** Adds up the layers of one kind, of one doer or target where these are given. */
export function heatmapOf({ columns, rows, layers }: Heatmaps, { kind, seat, target }: HeatChoice): Heatmap {
  const cells = Array.from({ length: columns * rows }, () => 0);
  for (const layer of layers) {
    if (layer.kind !== kind || (seat !== undefined && layer.seat !== seat)) continue;
    if (target !== undefined && layer.target !== target) continue;
    for (let i = 0; i < layer.cells.length; i += 2) cells[layer.cells[i]!]! += layer.cells[i + 1]!;
  }
  return { columns, rows, cells, max: cells.reduce((max, count) => Math.max(max, count), 0) };
}

type Cells = Map<number, number>;

/** Collects the heatmaps of one match. */
export class HeatCounter {
  readonly #columns: number;
  readonly #rows: number;
  /** Units on each side of a cell. */
  readonly #cell: number;
  readonly #layers = new Map<string, { readonly of: Omit<HeatLayer, 'cells'>; readonly cells: Cells }>();

  constructor({ width, height }: { readonly width: number; readonly height: number }) {
    this.#cell = Math.max(1, Math.max(width, height) / MOST_CELLS);
    this.#columns = Math.ceil(width / this.#cell);
    this.#rows = Math.ceil(height / this.#cell);
  }

  add(kind: string, { x, y }: Point, seat?: Seat, target?: Seat): void {
    const key = `${kind} ${seat} ${target}`;
    let layer = this.#layers.get(key);
    if (!layer) {
      const of = { kind, ...(seat !== undefined && { seat }), ...(target !== undefined && { target }) };
      this.#layers.set(key, (layer = { of, cells: new Map() }));
    }
    const cell = Math.floor(y / this.#cell) * this.#columns + Math.floor(x / this.#cell);
    layer.cells.set(cell, (layer.cells.get(cell) ?? 0) + 1);
  }

  heatmaps(): Heatmaps {
    const layers = Array.from(this.#layers.values(), ({ of, cells }) => ({
      ...of,
      cells: [...cells].sort(([a], [b]) => a - b).flat(),
    }));
    return { columns: this.#columns, rows: this.#rows, layers };
  }
}
