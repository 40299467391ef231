// One run over every suite; the JSON report is what `.ci/run` counts from.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Hundreds of processes are started, workers and servers, and half of what a start takes is compiling what all of them import.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node-compile');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/property-seed.ts', 'test/support/held-to-document.ts'],
    pool: 'forks',
    // One more than small machines have cores: files wait for what happens by itself for a fifth of their time.
    maxWorkers: 3,
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
