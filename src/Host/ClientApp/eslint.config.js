import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const features = readdirSync('src/features');
// What other features show inside their own pages: the files of a document, and fields to choose people.
const shared = ['documents', 'people'];
const icons = { name: '@tabler/icons-react', importNames: ['default', 'icons'], message: 'Import each icon by its name.' };

// The arrow app -> features -> ui, api, lib: what a folder may not import.
function forbid(files, patterns) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [icons],
          patterns: [{ group: ['**/../**/features/**', '../../../*'], message: 'Leave your folder by "@/…".' }, ...patterns],
        },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An async event handler is awaited by nobody; the query library reports its errors.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // The first field of a dialog has the focus, as the ARIA practices ask for.
      'jsx-a11y/no-autofocus': 'off',
    },
  },
  forbid(['src/lib/**'], [{ group: ['@/app/*', '@/features/*', '@/ui/*', '@/api/*'], message: 'lib knows nothing of the application.' }]),
  forbid(['src/api/**'], [{ group: ['@/app/*', '@/features/*', '@/ui/*'], message: 'api knows only lib.' }]),
  forbid(['src/ui/**'], [{ group: ['@/app/*', '@/features/*'], message: 'ui knows only api and lib.' }]),
  ...features.map((feature) =>
    forbid(
      [`src/features/${feature}/**`],
      [
        { group: ['@/app/*'], message: 'A feature does not know the application around it.' },
        { group: features.filter((other) => other !== feature && !shared.includes(other)).flatMap((other) => [`@/features/${other}/*`]).concat('@/features/-'), message: 'A feature does not import another one but documents and people; move what both need to ui, api or lib.' },
      ],
    ),
  ),
  { files: ['*.{js,mjs}'], languageOptions: { globals: { process: 'readonly', setTimeout: 'readonly', console: 'readonly', URL: 'readonly' } } },
);
