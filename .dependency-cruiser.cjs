/** Who may import whom. Each rule has a file in infra/boundaries/fixture that breaks it, and a test that proves it fires. */
const apps = process.env.BOUNDARIES_ROOT ?? '';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: `^${apps}libs/` },
      to: { path: `^${apps}apps/` },
    },
    {
      name: 'apps-do-not-import-apps',
      severity: 'error',
      from: { path: `^${apps}apps/([^/]+)/` },
      to: { path: `^${apps}apps/`, pathNot: `^${apps}apps/$1/` },
    },
    {
      name: 'libs-only-through-index',
      severity: 'error',
      from: { path: `^${apps}(apps|libs)/([^/]+)/` },
      to: { path: `^${apps}libs/([^/]+)/src/`, pathNot: [`^${apps}libs/[^/]+/src/index\\.ts$`, `^${apps}libs/$2/`] },
    },
    {
      name: 'pure-libs-have-no-framework',
      severity: 'error',
      from: { path: `^${apps}libs/(money|calendar|contracts|violation)/src` },
      to: { path: 'node_modules/(@nestjs|typeorm|kafkajs)' },
    },
    {
      name: 'kafkajs-only-in-the-event-log',
      severity: 'error',
      from: { path: `^${apps}(apps|libs)/`, pathNot: [`^${apps}libs/(messaging|backing-services)/`] },
      to: { path: 'node_modules/kafkajs' },
    },
    {
      name: 'money-depends-on-nothing',
      severity: 'error',
      from: { path: `^${apps}libs/(money|calendar|violation)/src`, pathNot: '\\.spec\\.ts$' },
      to: { path: `^${apps}(apps|libs)/`, pathNot: `^${apps}libs/(money|calendar|violation)/` },
    },
    {
      // A file without a dotted role suffix (agreement.ts) is domain: plain TypeScript only.
      name: 'domain-is-pure',
      severity: 'error',
      from: {
        path: `^${apps}apps/[^/]+/src/[^/]+/[^/.]+\\.ts$`,
        pathNot: [`^${apps}apps/(web|gateway)/`, '/migrations/'],
      },
      to: {
        path: [
          'node_modules/(@nestjs|typeorm|kafkajs)',
          `^${apps}libs/(?!money|calendar|contracts|violation)`,
          '\\.(service|controller|consumer|entity|module)\\.ts$',
        ],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^apps/web/', '^\\.data/', ...(apps ? [] : ['^infra/boundaries/fixture'])] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
  },
};
