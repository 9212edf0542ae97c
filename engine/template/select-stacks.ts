/** Decides which stacks of an assembly are served: the one with the API, what it depends on, and what hangs resolvers on it. */
import { userError } from '../kernel/index.ts';
import { OTHER_API_TYPES, otherApiRefused } from './build/other-apis.ts';
import type { StackFile } from './read/assembly.ts';
import { isRecord } from './section.ts';
import type { StackScope } from './stack-scope.ts';
import type { AssemblyWorld } from './world.ts';

const API_TYPE = 'AWS::AppSync::GraphQLApi';

/** @returns the stack with the API first */
export function selectStacks(world: AssemblyWorld, wanted?: string): readonly StackFile[] {
  const { stacks } = world.assembly;
  const chosen = wanted === undefined ? theOneWithAnApi(world) : byName(stacks, wanted);
  const served = new Set<StackFile>([chosen]);
  addDependencies(world, served);
  for (const dependent of stacks) {
    // A stack that only adds resolvers or consumers belongs to the API; a stack with an API of its own is another product.
    const belongs = !hasApi(world, dependent) && [...dependenciesOf(world, dependent)].includes(chosen);
    if (belongs) served.add(dependent);
  }
  addDependencies(world, served);
  return [...served];
}

function byName(stacks: readonly StackFile[], wanted: string): StackFile {
  const found = stacks.find((stack) => stack.id === wanted) ?? stacks.find((stack) => stack.name === wanted);
  if (found !== undefined) return found;
  throw userError(
    'TEMPLATE_STACK_NOT_FOUND',
    `The assembly has no stack ${JSON.stringify(wanted)}; it has ${stacks.map((stack) => stack.id).join(', ') || 'none'}`,
    'Pass one of these names with --stack.',
  );
}

function theOneWithAnApi(world: AssemblyWorld): StackFile {
  const { stacks } = world.assembly;
  const withApi = stacks.filter((stack) => hasApi(world, stack));
  const [only, second] = withApi;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) {
    nameWhatIsThere(world);
    throw userError(
      'TEMPLATE_NO_API',
      `No stack has a resource of type ${API_TYPE}; looked at ${stacks.map((stack) => stack.id).join(', ') || 'no stack'}`,
      'Give an assembly or a template that has a GraphQL API.',
    );
  }
  throw userError(
    'TEMPLATE_SEVERAL_APIS',
    `Several stacks have a GraphQL API: ${withApi.map((stack) => stack.id).join(', ')}`,
    'Choose one of them with --stack.',
  );
}

/** SAM's API and AppSync's other APIs are refused by name: no GraphQL API was found because theirs is of another type. */
function nameWhatIsThere(world: AssemblyWorld): void {
  for (const file of world.assembly.stacks) {
    const scope = world.root(file);
    scope.refuseMacros();
    const other = [...scope.resources.values()].find(({ type }) => OTHER_API_TYPES.includes(type));
    if (other !== undefined) throw otherApiRefused(other);
  }
}

function hasApi(world: AssemblyWorld, file: StackFile): boolean {
  const mentions = JSON.stringify(file.template);
  if (mentions.includes(`"${API_TYPE}"`)) return true;
  if (!mentions.includes('"AWS::CloudFormation::Stack"')) return false;
  return world
    .family(world.root(file))
    .some((scope) => [...scope.resources.values()].some(({ type }) => type === API_TYPE));
}

/** Follows dependencies of dependencies, until nothing is new. */
function addDependencies(world: AssemblyWorld, served: Set<StackFile>): void {
  // A Set hands out what is added while it is walked.
  for (const file of served) for (const dependency of dependenciesOf(world, file)) served.add(dependency);
}

function dependenciesOf(world: AssemblyWorld, file: StackFile): ReadonlySet<StackFile> {
  const { stacks } = world.assembly;
  const found = new Set(stacks.filter((stack) => file.dependencies.includes(stack.id)));
  for (const name of importsOf(file.template, world.root(file))) {
    const exporter = stacks.find((stack) => stack !== file && exportsName(world.root(stack), name));
    if (exporter !== undefined) found.add(exporter);
  }
  return found;
}

function exportsName(scope: StackScope, name: string): boolean {
  return scope.outputNames.some((output) => scope.exportName(output) === name);
}

function importsOf(value: unknown, scope: StackScope): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => importsOf(item, scope));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'Fn::ImportValue' ? [String(scope.resolve(item, scope.name, true))] : importsOf(item, scope),
  );
}
