import { userError } from '../kernel/index.ts';
import { isRecord, Section, toText } from './section.ts';

/**
 * The value of a template parameter: the given one, else the default.
 * A parameter that AWS looks up in SSM has no value here unless it is given: its default is a path, not a value.
 */
export function parameterValue(stack: string, name: string, body: unknown, given: unknown): unknown {
  const place = `${stack}: Parameters.${name}`;
  const section = Section.of(isRecord(body) ? body : {}, place);
  const type = section.optionalText('Type') ?? 'String';
  const isLookedUp = type.startsWith('AWS::SSM::Parameter::');
  const value = given ?? (isLookedUp ? undefined : section.value('Default'));
  if (value === undefined) {
    const reason = isLookedUp ? `is looked up in SSM (${type})` : 'has no default';
    throw userError(
      'TEMPLATE_PARAMETER_MISSING',
      `${place} ${reason} and no value was given`,
      `Pass --parameter ${name}=VALUE.`,
    );
  }
  if (type.includes('List<') || type === 'CommaDelimitedList') {
    return Array.isArray(value)
      ? value
      : toText(value, place)
          .split(',')
          .map((item) => item.trim());
  }
  const text = toText(value, place);
  const allowed = section.texts('AllowedValues');
  if (allowed.length === 0 || allowed.includes(text)) return text;
  throw userError(
    'TEMPLATE_BAD_VALUE',
    `${place} is ${JSON.stringify(text)}; allowed are ${allowed.join(', ')}`,
    `Pass --parameter ${name}=VALUE with an allowed value.`,
  );
}
