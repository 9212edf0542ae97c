/** What a Lambda authorizer may answer (spec/appsync-edge 2.7). */

export interface Authorization {
  readonly isAuthorized: boolean;
  /** Flat: texts, numbers, booleans and nulls. */
  readonly resolverContext: Readonly<Record<string, unknown>>;
  /** `Type.field`, whichever way the function wrote them. */
  readonly deniedFields: ReadonlySet<string>;
  /** Seconds; null when the API's own setting holds. */
  readonly ttlOverride: number | null;
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns what is wrong with the answer, as a text: such an answer lets nobody in */
export function readAuthorization(payload: unknown, apiArn: string): Authorization | string {
  if (!isMembers(payload)) return 'the answer is no object';
  const { isAuthorized, resolverContext = {}, deniedFields = [], ttlOverride = null } = payload;
  if (typeof isAuthorized !== 'boolean') return 'isAuthorized is missing or no boolean';
  if (resolverContext !== null && !isFlat(resolverContext))
    return 'resolverContext is no flat object of keys and values';
  if (deniedFields !== null && !isTexts(deniedFields)) return 'deniedFields is no list of texts';
  if (ttlOverride !== null && !(typeof ttlOverride === 'number' && ttlOverride >= 0)) {
    return 'ttlOverride is no number of seconds';
  }
  return {
    isAuthorized,
    resolverContext: resolverContext ?? {},
    deniedFields: new Set((deniedFields ?? []).flatMap((text) => coordinateOf(text, apiArn))),
    ttlOverride,
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isFlat = (value: unknown): value is Members =>
  isMembers(value) && Object.values(value).every((one) => typeof one !== 'object' || one === null);

/** The long form names its API, because one function may serve several: fields of another are not denied here. */
function coordinateOf(text: string, apiArn: string): readonly string[] {
  if (!text.startsWith('arn:')) return [text];
  const [, typeName, fieldName] = /^\/types\/([^/]+)\/fields\/([^/]+)$/.exec(text.slice(apiArn.length)) ?? [];
  return text.startsWith(apiArn) && typeName !== undefined ? [`${typeName}.${fieldName ?? ''}`] : [];
}
