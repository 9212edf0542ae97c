import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Architecture, Code, Function, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bundleFunction } from './bundle.ts';

export interface GatewayFunctionProps {
  /** Source file, from the project root. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** @default 10 seconds */
  readonly timeout?: Duration;
  /** @default 256 */
  readonly memoryMb?: number;
}

/**
 * One function: the unit of deployment. It has its own bundle, role, log group and alias, and shares none of them, so that a right
 * or a version given to one is given to one.
 */
export class GatewayFunction extends Construct {
  readonly role: Role;
  /** What callers use: a rollout moves the alias from one version to the next. */
  readonly alias: Alias;

  constructor(scope: Construct, id: string, props: GatewayFunctionProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(this.role);
    const handler = new Function(this, 'Function', {
      code: Code.fromAsset(bundleFunction(props.entry)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      timeout: props.timeout ?? Duration.seconds(10),
      memorySize: props.memoryMb ?? 256,
      environment: { ...props.environment },
    });
    this.alias = new Alias(this, 'Live', { aliasName: 'live', version: handler.currentVersion });
  }
}
