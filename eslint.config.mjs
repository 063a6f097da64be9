import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'apps/web/dist/',
      'node_modules/',
      '.data/',
      'apps/web/src/api/schema/*.d.ts',
      'infra/boundaries/fixture/',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['infra/**/*.{ts,mjs}', '**/*.mjs', '**/*.cjs', '**/*.js', 'libs/backing-services/**', 'libs/testing/**'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['**/*.spec.ts', '**/*.int.spec.ts', 'test/**'], rules: { 'max-lines': 'off' } },
);
