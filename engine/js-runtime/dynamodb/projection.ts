/** `projection: ["id", "nested.list[1]"]` as an expression; a repeated segment reuses its alias (spec 4.3). */
export interface ProjectionExpression {
  readonly expression: string;
  readonly expressionNames: Readonly<Record<string, string>>;
}

export function buildProjection(paths: readonly string[]): ProjectionExpression {
  const aliases = new Map<string, string>();
  const expression = paths
    .map((path) =>
      path
        .split('.')
        .map((segment) => aliased(segment, aliases))
        .join('.'),
    )
    .join(', ');
  return { expression, expressionNames: Object.fromEntries([...aliases].map(([name, alias]) => [alias, name])) };
}

function aliased(segment: string, aliases: Map<string, string>): string {
  const indexAt = segment.indexOf('[');
  const name = indexAt === -1 ? segment : segment.slice(0, indexAt);
  const alias = aliases.get(name) ?? `#expName_${aliases.size + 1}`;
  aliases.set(name, alias);
  return `${alias}${indexAt === -1 ? '' : segment.slice(indexAt)}`;
}
