import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const NOW = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The present comes from Clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The present comes from Clock.',
  },
];
const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Ask Config.',
};
const CHANCE = {
  selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
  message: 'Chance comes from node:crypto.',
};

/** Problems that a use case collects, and its maps, are its own. */
const COLLECTED = '/^(problems|errors)$/';
const NOT_ITS_OWN = `MemberExpression[computed=false][object.type!='ThisExpression']:not([object.name=${COLLECTED}])`;
const ASSIGNED = [
  {
    selector: `AssignmentExpression > ${NOT_ITS_OWN}.left`,
    message: 'An object changes itself: give it a verb.',
  },
  {
    selector: `UpdateExpression > ${NOT_ITS_OWN}.argument`,
    message: 'An object changes itself: give it a verb.',
  },
  {
    selector:
      "CallExpression[callee.object.name='Object'][callee.property.name='assign'] > Identifier.arguments:first-child",
    message: 'An object changes itself: give it a verb.',
  },
];
const USE_CASES = [
  ...['service', 'repository', 'queries', 'access', 'api', 'listener', 'processor'],
  ...['personal-data', 'statistics', 'demo'],
];

/** Of a browser; elsewhere they compile too, since Preact's types bring them along. */
const BROWSER = ['document', 'window', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage'];
const MARKUP = [
  { selector: "JSXAttribute[name.name='style']", message: 'The policy of pages blocks it: a class, or SVG.' },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: 'Text is escaped; only the data block of the document is written by itself.',
  },
];

export default tseslint.config(
  {
    ignores: ['dist/', 'client/dist/', 'coverage/', 'data/', 'reports/', '.cache/', 'web/browser/schema.d.ts'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-restricted-imports': ['error', { paths: [{ name: '@nestjs/common', importNames: ['forwardRef'] }] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
    },
  },
  {
    files: [
      'src/**/*.ts',
      'web/**/*.{ts,tsx}',
      'client/src/**/*.ts',
      'migrations/**/*.ts',
      'test/**/*.{ts,tsx}',
    ],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
    },
  },
  // The body of an answer is whatever a test then says of it.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.spec.ts'],
    rules: { 'no-console': 'error', 'no-restricted-syntax': ['error', ...NOW, ENVIRONMENT, CHANCE] },
  },
  {
    files: USE_CASES.map((role) => `src/**/*.${role}.ts`),
    rules: { 'no-restricted-syntax': ['error', ...NOW, ENVIRONMENT, CHANCE, ...ASSIGNED] },
  },
  { files: ['src/shared/clock.ts'], rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, CHANCE] } },
  { files: ['src/platform/config/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...NOW, CHANCE] } },
  {
    files: ['src/**/*.ts', 'web/**/*.{ts,tsx}'],
    ignores: ['web/islands/**', 'web/browser/**'],
    rules: { 'no-restricted-globals': ['error', ...BROWSER] },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    ignores: ['web/pages/frame/document.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...MARKUP] },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
);
