// Builds the pages (src/web) into build/web: files with their hash in their names, which a browser may keep for ever.

import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/web',
  // The push worker: its address is for ever, and it is one file.
  worker: { rolldownOptions: { output: { entryFileNames: '[name].js' } } },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // `assets` is where games' images are.
    assetsDir: 'static',
    // The pages' policy lets nothing in that stands in the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
