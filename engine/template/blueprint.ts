/**
 * What the engine knows of a cloud assembly once it is read: plain values, every intrinsic resolved, every asset a path on disk.
 * All other rooms are configured by these types alone.
 */

export interface Blueprint {
  readonly region: string;
  readonly accountId: string;
  readonly api: ApiBlueprint;
  readonly tables: readonly TableBlueprint[];
  readonly functions: readonly FunctionBlueprint[];
  readonly aliases: readonly AliasBlueprint[];
  readonly eventSources: readonly EventSourceBlueprint[];
  readonly queues: readonly QueueBlueprint[];
  readonly userPools: readonly UserPoolBlueprint[];
  readonly eventBuses: readonly EventBusBlueprint[];
  readonly eventRules: readonly EventRuleBlueprint[];
  readonly schedules: readonly ScheduleBlueprint[];
  readonly roles: readonly RoleBlueprint[];
  /** `Outputs` of the root stack. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly notServed: readonly NotServed[];
}

/** A resource that the engine passes over, and what follows from that. */
export interface NotServed {
  readonly logicalId: string;
  readonly type: string;
  readonly consequence: string;
  /** `warn`: something that the app does on AWS does not happen here; `info`: it happens otherwise; `debug`: nobody can tell. */
  readonly severity: 'warn' | 'info' | 'debug';
}

export interface ApiBlueprint {
  readonly apiId: string;
  readonly arn: string;
  readonly name: string;
  readonly sdl: string;
  /** The default mode first. */
  readonly authProviders: readonly AuthProviderBlueprint[];
  readonly apiKeys: readonly ApiKeyBlueprint[];
  readonly dataSources: readonly DataSourceBlueprint[];
  readonly functions: readonly PipelineFunctionBlueprint[];
  readonly resolvers: readonly ResolverBlueprint[];
  readonly environment: Readonly<Record<string, string>>;
  /** 0 means no limit. */
  readonly queryDepthLimit: number;
  readonly resolverCountLimit: number;
  readonly introspection: boolean;
  /** True when there is a `LogConfig`: requests are then logged even where fields are not. @default false */
  readonly logsRequests?: boolean;
  readonly fieldLogLevel: 'NONE' | 'ERROR' | 'INFO' | 'DEBUG' | 'ALL';
  readonly excludeVerboseContent: boolean;
  readonly cache: ApiCacheBlueprint | null;
}

export type AuthProviderBlueprint =
  | { readonly mode: 'API_KEY' }
  | { readonly mode: 'AWS_IAM' }
  | {
      readonly mode: 'AMAZON_COGNITO_USER_POOLS';
      readonly userPoolId: string;
      readonly region: string;
      readonly appIdClientRegex: string | null;
      readonly defaultAction: 'ALLOW' | 'DENY';
    }
  | {
      readonly mode: 'OPENID_CONNECT';
      readonly issuer: string;
      readonly clientIdRegex: string | null;
      readonly iatTtlMs: number | null;
      readonly authTtlMs: number | null;
    }
  | {
      readonly mode: 'AWS_LAMBDA';
      readonly authorizerArn: string;
      readonly resultTtlSeconds: number;
      readonly identityValidationExpression: string | null;
    };

export interface ApiKeyBlueprint {
  readonly logicalId: string;
  readonly description: string | null;
  /** Epoch seconds; null when the template leaves AppSync's default of 7 days. */
  readonly expires: number | null;
  /** `da2-` and 26 characters, the same at each start for the same template. */
  readonly value: string;
}

export interface ApiCacheBlueprint {
  readonly behavior: 'FULL_REQUEST_CACHING' | 'PER_RESOLVER_CACHING' | 'OPERATION_LEVEL_CACHING';
  /** 1 to 3,600. */
  readonly ttlSeconds: number;
  /** `Type` by its present name: `T2_SMALL` is `SMALL`. */
  readonly size: 'SMALL' | 'MEDIUM' | 'LARGE' | 'XLARGE' | 'LARGE_2X' | 'LARGE_4X' | 'LARGE_8X' | 'LARGE_12X';
}

export type DataSourceBlueprint = { readonly name: string; readonly roleArn: string | null } & (
  | { readonly type: 'NONE' }
  | { readonly type: 'AMAZON_DYNAMODB'; readonly tableName: string; readonly versioned: boolean }
  | { readonly type: 'AWS_LAMBDA'; readonly functionArn: string }
  | { readonly type: 'HTTP'; readonly endpoint: string; readonly signing: HttpSigning | null }
  | { readonly type: 'AMAZON_EVENTBRIDGE'; readonly eventBusArn: string }
);

export interface HttpSigning {
  readonly region: string;
  readonly service: string;
}

/** Resolver code as AppSync would get it, and where it came from, for messages. */
export interface CodeBlueprint {
  readonly text: string;
  readonly origin: string;
}

export interface PipelineFunctionBlueprint {
  readonly functionId: string;
  readonly name: string;
  readonly dataSourceName: string;
  /** Null for a direct Lambda function. */
  readonly code: CodeBlueprint | null;
  readonly maxBatchSize: number;
}

export interface ResolverBlueprint {
  readonly typeName: string;
  readonly fieldName: string;
  readonly arn: string;
  readonly maxBatchSize: number;
  readonly caching: { readonly ttlSeconds: number; readonly keys: readonly string[] } | null;
  readonly kind: 'UNIT' | 'PIPELINE';
  /** UNIT only. */
  readonly dataSourceName: string | null;
  /** PIPELINE only: function ids in order. */
  readonly functionIds: readonly string[];
  /** Null for a direct Lambda resolver. */
  readonly code: CodeBlueprint | null;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

export interface IndexBlueprint {
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | null;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly nonKeyAttributes: readonly string[];
}

export interface TableBlueprint {
  readonly logicalId: string;
  readonly tableName: string;
  readonly arn: string;
  /** Null when the table has no stream. */
  readonly streamArn: string | null;
  readonly streamViewType: 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY' | null;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | null;
  readonly globalIndexes: readonly IndexBlueprint[];
  readonly localIndexes: readonly IndexBlueprint[];
  readonly ttlAttribute: string | null;
}

export interface FunctionBlueprint {
  readonly logicalId: string;
  readonly functionName: string;
  readonly arn: string;
  readonly roleArn: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly runtime: string;
  /** The unpacked asset, or inline code. */
  readonly code: { readonly directory: string } | { readonly inline: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly logGroup: string | null;
}

export interface AliasBlueprint {
  readonly arn: string;
  readonly name: string;
  readonly functionArn: string;
}

/** An event-source mapping over a table's stream. -1 means without limit. */
export interface EventSourceBlueprint {
  readonly logicalId: string;
  readonly enabled: boolean;
  readonly streamArn: string;
  readonly functionArn: string;
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeSeconds: number;
  readonly bisectOnError: boolean;
  readonly reportBatchItemFailures: boolean;
  readonly parallelizationFactor: number;
  /** Filter patterns as JSON text; empty means all records. */
  readonly filters: readonly string[];
  readonly onFailureArn: string | null;
}

export interface QueueBlueprint {
  readonly logicalId: string;
  readonly queueName: string;
  readonly arn: string;
  readonly url: string;
}

export interface UserPoolBlueprint {
  readonly logicalId: string;
  readonly userPoolId: string;
  readonly clients: readonly UserPoolClientBlueprint[];
  readonly groups: readonly string[];
  /** Attributes that name a user at sign-in beside the user name: `email`, `phone_number`, `preferred_username`. */
  readonly signInAttributes: readonly string[];
  /** Runs before tokens are made. From `V2_0` on it may change access tokens, too. */
  readonly preTokenGeneration: { readonly functionArn: string; readonly version: 'V1_0' | 'V2_0' | 'V3_0' } | null;
}

export interface UserPoolClientBlueprint {
  readonly logicalId: string;
  readonly clientId: string;
  /** `USER_SRP_AUTH`, `USER_PASSWORD_AUTH`, `REFRESH_TOKEN_AUTH` …, without the prefix `ALLOW_`. */
  readonly authFlows: readonly string[];
  /** Unknown users get the answer of a wrong password. */
  readonly hidesUnknownUsers: boolean;
  readonly hasSecret: boolean;
  readonly tokenSeconds: { readonly access: number; readonly id: number; readonly refresh: number };
}

export interface EventBusBlueprint {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

/** A rule over the events of one bus; schedules are not among them. */
export interface EventRuleBlueprint {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly eventBusArn: string;
  readonly enabled: boolean;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targets: readonly EventTargetBlueprint[];
}

export interface EventTargetBlueprint {
  readonly id: string;
  readonly arn: string;
  readonly kind: 'function' | 'queue' | 'event-bus' | 'log-group' | 'graphql';
  readonly roleArn: string | null;
  readonly input: EventInputBlueprint;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn: string | null;
  /** `graphql` only: the operation whose variables are the target's input. */
  readonly graphqlOperation: string | null;
}

/** A schedule of EventBridge Scheduler, or a rule with a `ScheduleExpression`: one for each of its targets. */
export interface ScheduleBlueprint {
  readonly logicalId: string;
  readonly arn: string;
  readonly origin: 'scheduler' | 'rule';
  readonly enabled: boolean;
  /** `rate(…)`, `at(…)` or `cron(…)`. */
  readonly expression: string;
  /** IANA name; UTC for rules. */
  readonly timezone: string;
  /** Epoch milliseconds. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** 0 means that it is called on time. */
  readonly flexibleMinutes: number;
  readonly target: ScheduleTargetBlueprint;
}

export interface ScheduleTargetBlueprint {
  readonly arn: string;
  readonly kind: 'function' | 'queue';
  readonly roleArn: string | null;
  /** Null means the service's own event. */
  readonly input: string | null;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn: string | null;
}

/** What a target is given: the event, a constant JSON text, a part of the event, or a text with parts of it. */
export type EventInputBlueprint =
  | { readonly kind: 'event' }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'transformer'; readonly paths: Readonly<Record<string, string>>; readonly template: string };

export interface RoleBlueprint {
  readonly logicalId: string;
  readonly arn: string;
  readonly roleName: string;
  /** Policy documents, inline and attached, with plain values. */
  readonly policies: readonly unknown[];
  /** AWS-managed policies by ARN: their text is not in the template. */
  readonly managedPolicyArns: readonly string[];
  /** What the role can do at most; `document` is null for a policy of AWS. @default no boundary */
  readonly permissionsBoundary?: { readonly arn: string; readonly document: unknown };
}
