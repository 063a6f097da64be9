const swc = { ...JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8')), swcrc: false };
delete swc.$schema;
delete swc.jsc.baseUrl;
delete swc.jsc.paths;

/** Packages published as ES modules only: jest cannot require them as they are. */
const esm = [
  'jose',
  'openid-client',
  'oauth4webapi',
  'oidc-provider',
  'uuid',
  'nanoid',
  'quick-lru',
  'eta',
  'pdfjs-dist',
];

/** Minutes of processes killed and started again: part of CI and of the full run. */
const endurance =
  process.env.CI_TESTS || process.env.FULL_TESTS ? [] : ['<rootDir>/test/replicas', '<rootDir>/test/resilience'];

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/infra', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/apps/web/e2e/', '<rootDir>/dist/', ...endurance],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  testEnvironment: 'node',
  moduleNameMapper: { '^@abonde/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  transform: { '^.+\\.[cm]?[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/)?(?:${esm.join('|')})/)`],
  globalSetup: '<rootDir>/libs/testing/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/jest-global-teardown.ts',
  maxWorkers: 2,
  testSequencer: '<rootDir>/infra/test/longest-first.cjs',
  testTimeout: 30_000,
};
