// What a finished match goes through: every step, and the one that it waits for. A new step is a line here, a file with
// its work, and a line in src/jobs/index.ts.

/**
 * A step that fails holds up only those that wait for it. Only `verify` can end the pipeline of a match; an unrated
 * match goes through all steps, of which `rate` does nothing.
 */
export const pipeline = inOrder({
  verify: null,
  rate: 'verify',
  boards: 'rate',
  detect: 'verify',
  compact: 'verify',
  statistics: 'verify',
  tournaments: 'verify',
  achievements: 'verify',
  notify: 'achievements',
});

export type PipelineStep = keyof typeof pipeline;

export const steps = Object.keys(pipeline) as PipelineStep[];

/** The steps that may begin once this one has been applied. */
export const following = (step: PipelineStep): PipelineStep[] => steps.filter((other) => pipeline[other] === step);

/** Holds a table to naming only its own steps. */
function inOrder<const Table extends Readonly<Record<string, (keyof Table & string) | null>>>(table: Table): Table {
  return table;
}
