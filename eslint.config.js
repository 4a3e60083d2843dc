import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'TextDecoder',
    'TextEncoder',
    'URL',
    'clearImmediate',
    'clearInterval',
    'clearTimeout',
    'console',
    'crypto',
    'performance',
    'process',
    'queueMicrotask',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'structuredClone',
  ].map((name) => [name, 'readonly']),
);

// Rules for every file, whatever its language.
const commonRules = {
  curly: ['error', 'multi-line'],
  eqeqeq: ['error', 'always'],
  'no-eval': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

// What keeps the types honest. A rule named here without a comment holds a line of the house style.
const typedRules = {
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/max-params': ['error', { max: 4 }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  // With verbatimModuleSyntax `import { type A }` still loads the file; `import type` does not.
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    // A `default: return unreachable(x)` is welcome beside the complete list of cases.
    { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: true },
  ],
  // Generated code is made in one place only, which the last block of this file allows.
  '@typescript-eslint/no-implied-eval': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
  ],
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  '@typescript-eslint/restrict-plus-operands': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'TSEnumDeclaration',
      message: 'Use a union of string literals instead of an enum.',
    },
  ],
};

// Rules of the strict set that find more fault with good code than with bad code.
const tooNoisy = [
  'no-confusing-void-expression',
  'no-deprecated',
  'no-dynamic-delete',
  'no-empty-function',
  'no-extraneous-class',
  'no-invalid-void-type',
  'no-unnecessary-condition',
  'no-unnecessary-type-arguments',
  'no-unnecessary-type-parameters',
  'prefer-reduce-type-parameter',
  'require-await',
  'unified-signatures',
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'node_modules/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: nodeGlobals },
    rules: { ...commonRules, 'max-params': ['error', 4] },
  },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...Object.fromEntries(tooNoisy.map((name) => [`@typescript-eslint/${name}`, 'off'])),
      ...commonRules,
      ...typedRules,
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      // The test runner's asymmetric matchers are typed as `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // The compiler's business is to turn plans into functions. Its README says what may enter them.
    files: ['src/execution/compiler/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },
);
