import js from '@eslint/js';
import appsync from '@aws-appsync/eslint-plugin';
import tseslint from 'typescript-eslint';

const typed = { projectService: true, tsconfigRootDir: import.meta.dirname };

/** What runs inside AppSync: no clock, no `throw`, no `new`; AWS's own plugin knows the rest. */
const APPSYNC_JS_FILES = ['resolvers/*/js/**/*.ts', 'resolvers/shared/js/**/*.ts', 'resolvers/*/model/keys.ts'];

export default tseslint.config(
  {
    ignores: [
      'cdk.out/**',
      '.local/**',
      '.build/**',
      'coverage/**',
      'schema/generated/**',
      // Packages of their own: their types are there only once they are installed.
      'bench/peers/**',
      'examples/clients/**',
      'test/fixtures/**/*.js',
      '*.config.js',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: typed },
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'file', name: 'Interruption' }] }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['resolvers/shared/lambda/log.ts', 'scripts/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: APPSYNC_JS_FILES,
    ...appsync.configs.recommended,
    languageOptions: { ...appsync.configs.recommended.languageOptions, parserOptions: typed },
    rules: {
      ...appsync.configs.recommended.rules,
      'no-restricted-syntax': ['error', 'ThrowStatement', 'NewExpression'],
      // The published typings give `ctx.result` and `ctx.prev.result` as `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
);
