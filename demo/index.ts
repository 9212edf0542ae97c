export { buildDataset, type Dataset, type Item, type Summary } from './dataset.ts';
export { tableHash } from './hash.ts';
export { loadDataset, type LoadOptions } from './load.ts';
export { personas, type DemoPersona } from './personas.ts';
