import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  StringAttribute,
  UserPool,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Who works here, by what they may do; members are in no group. */
const STAFF_GROUPS = ['admin', 'analyst', 'editor', 'support'] as const;

export interface GatewayUserPoolProps {
  readonly retain: boolean;
  /** Puts the claim into access tokens, which is what Amplify sends; Cognito puts attributes into id tokens alone. */
  readonly beforeTokens: IFunction;
}

/** Members and staff. The claim `custom:member_id` ties a person to a member: the ledger never learns of e-mail addresses. */
export class GatewayUserPool extends Construct {
  readonly pool: UserPool;

  constructor(scope: Construct, id: string, props: GatewayUserPoolProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      signInAliases: { email: true, username: true },
      selfSignUpEnabled: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
      },
      // The person must never set it: it decides whose account is read.
      customAttributes: { member_id: new StringAttribute({ mutable: true, maxLen: 64 }) },
      // Access tokens can be changed from this plan on.
      featurePlan: FeaturePlan.ESSENTIALS,
      removalPolicy: props.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, props.beforeTokens, LambdaVersion.V2_0);
    this.pool.addClient('App', { authFlows: { userSrp: true }, preventUserExistenceErrors: true });
    for (const groupName of STAFF_GROUPS) {
      new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId: this.pool.userPoolId, groupName });
    }
  }
}
