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

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'reports/', '.cache/'] },
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
    files: ['src/**/*.ts', 'migrations/**/*.ts', 'test/**/*.ts'],
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
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
);
