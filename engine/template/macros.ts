/** Transforms run inside CloudFormation: a template that needs one is refused by name, with the way to a template that does not. */
import { userError } from '../kernel/index.ts';
import { isRecord, type JsonRecord } from './section.ts';

/** Its `Fn::Length` and `Fn::ToJsonString` are served; its `Fn::ForEach` is looked for below. */
const SERVED_TRANSFORMS: readonly unknown[] = ['AWS::LanguageExtensions'];

const PROCESSED =
  'Give the transformed template: `aws cloudformation get-template --template-stage Processed --query TemplateBody`, or one that the CDK or the Serverless Framework wrote.';

/** Without a resource of its own it changes nothing; one with is refused by that. */
const isSam = (transform: unknown): boolean => typeof transform === 'string' && transform.startsWith('AWS::Serverless');

export function refuseMacrosOf(stack: string, template: JsonRecord): void {
  const transforms: readonly unknown[] = Array.isArray(template.Transform) ? template.Transform : [template.Transform];
  const foreign = transforms.find(
    (transform) => transform !== undefined && !SERVED_TRANSFORMS.includes(transform) && !isSam(transform),
  );
  if (foreign !== undefined) {
    const message = `${stack}: Transform is ${JSON.stringify(foreign)}; macros run on AWS only`;
    throw userError('TEMPLATE_NOT_SUPPORTED', message, PROCESSED);
  }
  const resources = isRecord(template.Resources) ? template.Resources : {};
  for (const [logicalId, body] of Object.entries(resources)) {
    if (logicalId.startsWith('Fn::')) {
      const message = `${stack}: Resources.${logicalId} is a loop, which CloudFormation expands on AWS only`;
      throw userError('TEMPLATE_NOT_SUPPORTED', message, PROCESSED);
    }
    const type = isRecord(body) ? String(body.Type) : '';
    if (!type.startsWith('AWS::Serverless::')) continue;
    const message = `${stack}: Resources.${logicalId} is of type ${type}; SAM is expanded on AWS only`;
    throw userError('TEMPLATE_NOT_SUPPORTED', message, PROCESSED);
  }
}
