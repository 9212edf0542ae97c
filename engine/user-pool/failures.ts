/** What Cognito answers when it refuses: the names are its own, because clients decide by them. */
export class SignInFailure extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const notAuthorized = (message: string): SignInFailure => new SignInFailure('NotAuthorizedException', message);
const invalidParameter = (message: string): SignInFailure => new SignInFailure('InvalidParameterException', message);

export const FAILURES = {
  wrongPassword: () => notAuthorized('Incorrect username or password.'),
  userDisabled: () => notAuthorized('User is disabled.'),
  userNotFound: () => new SignInFailure('UserNotFoundException', 'User does not exist.'),
  clientNotFound: (clientId: string) =>
    new SignInFailure('ResourceNotFoundException', `User pool client ${clientId} does not exist.`),
  secretMissing: (clientId: string) =>
    notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`),
  flowNotEnabled: (flow: string) => invalidParameter(`${flow} flow not enabled for this client`),
  missing: (name: string) => invalidParameter(`Missing required parameter ${name}`),
  sessionEnded: () => notAuthorized('Invalid session for the user, session is expired.'),
  accessTokenInvalid: () => notAuthorized('Invalid Access Token'),
  accessTokenExpired: () => notAuthorized('Access Token has expired'),
  accessTokenRevoked: () => notAuthorized('Access Token has been revoked'),
  refreshTokenInvalid: () => notAuthorized('Invalid Refresh Token'),
  refreshTokenExpired: () => notAuthorized('Refresh Token has expired'),
  refreshTokenRevoked: () => notAuthorized('Refresh Token has been revoked'),
  triggerFailed: (message: string) =>
    new SignInFailure('UserLambdaValidationException', `PreTokenGeneration failed with error ${message}.`),
  triggerUnreachable: (message: string) =>
    new SignInFailure('UnexpectedLambdaException', `PreTokenGeneration invocation failed due to error ${message}.`),
  triggerAnswer: () =>
    new SignInFailure('InvalidLambdaResponseException', 'Invalid lambda function output : Invalid JSON'),
  notServed: (operation: string) =>
    new SignInFailure('UnknownOperationException', `${operation} is not served by the local user pool.`),
  unreadable: () => new SignInFailure('SerializationException', 'The body is not a JSON object.'),
};
