/** The names that the checker knows are the names that the runtime gives. */
import { describe, expect, it } from '@jest/globals';
import { SURFACE, isGroup, type Surface } from '../../../../engine/js-runtime/surface.ts';
import { evaluateBody } from './given.ts';

function pathsOf(surface: Surface, path = ''): string[] {
  return Object.entries(surface).flatMap(([name, inner]) =>
    isGroup(inner) ? pathsOf(inner, `${path}${name}.`) : [`${path}${name}`],
  );
}

describe('SURFACE', () => {
  it.each(pathsOf(SURFACE.utils))('%s is a function', (path) => {
    expect(evaluateBody(`return typeof ${path};`).outcome).toEqual({ kind: 'value', value: 'function' });
  });

  it.each([
    ['util', 'Object.keys(util)'],
    ['util.time', 'Object.keys(util.time)'],
    ['util.dynamodb', 'Object.keys(util.dynamodb)'],
    ['util.transform', 'Object.keys(util.transform)'],
    ['util.http', 'Object.keys(util.http)'],
    ['extensions', 'Object.keys(extensions)'],
    ['runtime', 'Object.keys(runtime)'],
  ])('%s has no name that the checker does not know', (path, expression) => {
    const known = path.split('.').reduce<Surface>((surface, name) => surface[name] as Surface, SURFACE.utils);
    const { outcome } = evaluateBody(`return ${expression};`);

    expect(outcome).toEqual({ kind: 'value', value: expect.arrayContaining(Object.keys(known)) });
    expect(outcome).toMatchObject({ value: { length: Object.keys(known).length } });
  });
});
