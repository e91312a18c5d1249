import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // Nothing is inlined into pages or scripts: the content security policy allows files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The bundle budget reads which file needs which.
    manifest: 'manifest.json',
    reportCompressedSize: false,
    // A first visit on a phone pays for every file: what five pages or more share lies in one, and so do small controls and all styles.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'kit', minShareCount: 5 },
            { name: 'controls', test: /node_modules[\\/]@(mantine|tabler)/, minShareCount: 2, maxModuleSize: 8_000 },
          ],
        },
      },
    },
    cssCodeSplit: false,
  },
  server: { proxy: { '/api': 'http://localhost:5080', '/openapi': 'http://localhost:5080', '/health': 'http://localhost:5080' } },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
