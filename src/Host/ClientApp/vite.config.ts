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
  },
  server: { proxy: { '/api': 'http://localhost:5080', '/openapi': 'http://localhost:5080', '/health': 'http://localhost:5080' } },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
