export type * from './blueprint.ts';
export { readBlueprint, type ReadBlueprintOptions } from './read-blueprint.ts';
