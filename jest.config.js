/** One project a test layer, so that `npm run test:<layer>` runs it alone (the layers: CONTRIBUTING.md). */
const layer = (name) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  // TypeScript sources import each other with their `.ts` ending; the AppSync modules are typings only on npm.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.[jt]s$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
});

/** e2e suites share one gateway, started as a person starts it. */
const e2e = {
  ...layer('e2e'),
  globalSetup: '<rootDir>/test/support/e2e-setup.ts',
  globalTeardown: '<rootDir>/test/support/e2e-teardown.ts',
};

export default {
  coverageProvider: 'babel',
  testTimeout: 120_000,
  projects: [...['architecture', 'unit', 'contract', 'infra', 'integration', 'fuzz'].map(layer), e2e],
};
