/** The matrix is as good as what judges its answers: each way to be wrong is shown to it once. */
import { describe, expect, it } from '@jest/globals';
import { documentFor, fieldRules, namesOf, waysTo } from '../../support/authorization.ts';
import type { Caller, FieldRule, Way } from '../../support/authorization.ts';
import { faultsOf } from '../../support/authorization-gaps.ts';
import { findingOf } from '../../support/authorization-findings.ts';

const rule = (typeName: string, fieldName: string, change: Partial<FieldRule> = {}): FieldRule => ({
  typeName,
  fieldName,
  returns: 'String',
  isComposite: false,
  args: [],
  entries: [{ mode: 'AMAZON_COGNITO_USER_POOLS', groups: null }],
  ...change,
});
const STAFF = { entries: [{ mode: 'AMAZON_COGNITO_USER_POOLS', groups: ['editor'] }] };
const draft = rule('Query', 'draft', {
  ...STAFF,
  returns: 'Draft',
  isComposite: true,
  args: [{ name: 'id', type: 'ID!' }],
});
const slug = rule('Draft', 'slug', STAFF);
const own = rule('Query', 'own', { returns: 'Draft', isComposite: true });

const caller = (change: Partial<Caller> = {}): Caller => ({
  name: 'giulia',
  mode: 'AMAZON_COGNITO_USER_POOLS',
  groups: [],
  memberId: 'mem_1',
  grants: null,
  ...change,
});
const refusal = (field: string, type: string, path: readonly (string | number)[]) => ({
  message: `Not Authorized to access ${field} on type ${type}`,
  errorType: 'Unauthorized',
  path,
});
const kindOf = (way: Way, who: Caller, outcome: Parameters<typeof findingOf>[3]): string | undefined =>
  findingOf(way, who, 'w0', outcome).problem?.kind;

describe('an answer to somebody who must be refused', () => {
  const asked = [draft, slug] as const;

  it('is as it should be with the refusal at its place alone', () => {
    const errors = [refusal('draft', 'Query', ['w0'])];

    expect(findingOf(asked, caller(), 'w0', { status: 200, data: { w0: null }, errors })).toEqual({
      hasValue: false,
      problem: null,
    });
  });

  it.each([
    ['leak', 'a value', { status: 200, data: { w0: { slug: 'a' } } }],
    [
      'leak',
      'a value beside a refusal',
      { status: 200, data: { w0: {} }, errors: [refusal('draft', 'Query', ['w0'])] },
    ],
    ['unrefused', 'null without a word', { status: 200, data: { w0: null } }],
    [
      'unrefused',
      'the refusal of another alias',
      { status: 200, data: null, errors: [refusal('draft', 'Query', ['w1'])] },
    ],
    [
      'unrefused',
      'the refusal of a field below',
      { status: 200, data: null, errors: [refusal('slug', 'Draft', ['w0', 'slug'])] },
    ],
    ['unrefused', 'another error', { status: 200, data: null, errors: [{ message: 'Validation error', path: null }] }],
    ['unrefused', 'a fault', { status: 500, data: null }],
  ])('is wrong (%s) with %s', (kind, _, outcome) => {
    expect(kindOf(asked, caller(), outcome)).toBe(kind);
  });

  it('names the first field that is withheld, through lists', () => {
    const errors = [refusal('slug', 'Draft', ['w0', 0, 'slug'])];

    expect(kindOf([own, slug], caller(), { status: 200, data: { w0: [null] }, errors })).toBeUndefined();
    expect(kindOf([own, slug], caller(), { status: 200, data: { w0: [{ slug: 'a' }] }, errors })).toBe('leak');
  });

  it('refuses the whole document of a role without a grant, and of nobody', () => {
    const service = rule('Query', 'service', { entries: [{ mode: 'AWS_IAM', groups: null }] });
    const till = caller({ mode: 'AWS_IAM', grants: () => false });
    const denied = (message: string) => ({
      status: 401,
      data: null,
      errors: [{ message, errorType: 'UnauthorizedException' }],
    });

    expect(kindOf([service], till, denied('Permission denied'))).toBeUndefined();
    expect(kindOf([service], till, { status: 200, data: { w0: 'a' } })).toBe('leak');
    expect(kindOf([service], { ...till, grants: () => true }, denied('Permission denied'))).toBe('shut');
    expect(kindOf([own], caller({ mode: null }), denied('Valid authorization header not provided.'))).toBeUndefined();
    expect(kindOf([own], caller({ mode: null }), denied('Permission denied'))).toBe('unrefused');
  });
});

describe('an answer to somebody who is let in', () => {
  const editor = caller({ groups: ['editor'] });

  it('has a value, or none, and no error', () => {
    const with_ = (data: unknown) => findingOf([draft, slug], editor, 'w0', { status: 200, data });

    expect(with_({ w0: { slug: 'a' } })).toEqual({ hasValue: true, problem: null });
    expect(with_({ w0: { slug: null } })).toEqual({ hasValue: false, problem: null });
    expect(with_({ w0: [] })).toEqual({ hasValue: false, problem: null });
  });

  it('is shut by a refusal', () => {
    const errors = [refusal('slug', 'Draft', ['w0', 'slug'])];

    expect(kindOf([draft, slug], editor, { status: 200, data: { w0: null }, errors })).toBe('shut');
  });
});

describe('ways', () => {
  it('enter a type by every field that leads to it', () => {
    const names = waysTo(fieldRules(), 'Query').map((way) => namesOf(way).join('.'));

    for (const entry of ['me', 'member']) expect(names).toContain(`${entry}.ledger.nodes.amount`);
    expect(names).toEqual(expect.arrayContaining(['me.tier.tier.name', 'me.tier.next.name', 'program.name']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('do not enter a type from within itself', () => {
    const person = rule('Query', 'person', { returns: 'Person', isComposite: true });
    const friend = rule('Person', 'friend', { returns: 'Person', isComposite: true });

    expect(waysTo([person, friend], 'Query').map((way) => namesOf(way).join('.'))).toEqual(['person', 'person.friend']);
  });

  it('are asked apart or in one selection, with the arguments that are given', () => {
    const asked = [[draft], [draft, slug]];

    expect(documentFor('query', asked, { id: '1' })).toBe(
      'query W($id: ID!) { w0: draft(id: $id) { __typename } w1: draft(id: $id) { slug } }',
    );
    expect(documentFor('query', asked, { id: '1' }, 'joined')).toBe(
      'query W($id: ID!) { w0: draft(id: $id) { slug } }',
    );
  });
});

describe('the list of gaps', () => {
  const gaps = [{ ways: ['query a.b'], why: 'nothing is there' }];

  it('must be whole, needed and of this schema', () => {
    expect(faultsOf(gaps, ['query a.b', 'query a.b.c', 'query a.bc'], new Set(['query a.bc']))).toEqual([]);
    expect(faultsOf(gaps, ['query a.b', 'query x'], new Set())).toEqual(['query x gives nobody a value']);
    expect(faultsOf(gaps, ['query a.b'], new Set(['query a.b']))).toEqual(['query a.b is listed and has a value']);
    expect(faultsOf(gaps, [], new Set())).toEqual(['query a.b is listed and is no way']);
  });
});
