// What a benchmark is, and what all of them share: named figures, thresholds and medians.

interface BenchmarkOptions {
  /** Fewer repeats: for a look, not for a claim. */
  readonly quick: boolean;
  readonly say: (line: string) => void;
  readonly progress: (line: string) => void;
}

export interface BenchmarkResult {
  readonly figures: Readonly<Record<string, number>>;
  /** One sentence for each goal that was missed. */
  readonly missed: readonly string[];
}

/** Prints its own tables through `say`. */
export type Benchmark = (options: BenchmarkOptions) => Promise<BenchmarkResult>;

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Of sorted values: the least that so many percent of them don't exceed. */
export const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)]!;

/** Half the distance between the extremes, in percent of the median: how much to trust it. */
export const spreadPercent = (values: readonly number[]): number =>
  (50 * (Math.max(...values) - Math.min(...values))) / median(values);
