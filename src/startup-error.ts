// What keeps the server from starting, all of it at once and each with what to do about it.

export class StartupError extends Error {
  constructor(problems: readonly string[]) {
    super(["Arbiter can't start:", ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'StartupError';
  }
}
