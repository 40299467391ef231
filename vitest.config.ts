// One run over every suite; the JSON report is what `.ci/run` counts from.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/held-to-document.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Node itself runs TypeScript; Vite's own module runner makes the rules three times slower.
    experimental: { viteModuleRunner: false },
    // How long is waited for what happens by itself says nothing but how busy the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/test.json' },
  },
});
