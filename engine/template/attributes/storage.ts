import { uuidOf } from '../naming.ts';
import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

/** Bucket names are lower case, also when they are invented. */
const bucketName = (bucket: Resource): string => bucket.physicalName('BucketName', 63).toLowerCase();
const keyId = (key: Resource): string => uuidOf(key.seed);
const secretArn = (secret: Resource): string =>
  secret.arn('secretsmanager', `secret:${secret.physicalName('Name', 256)}-${secret.token(6)}`);

export const STORAGE: AttributeTable = {
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: (bucket) => `arn:aws:s3:::${bucketName(bucket)}`,
      DomainName: (bucket) => `${bucketName(bucket)}.s3.amazonaws.com`,
      RegionalDomainName: (bucket) => `${bucketName(bucket)}.s3.${bucket.region}.amazonaws.com`,
    },
  },
  'AWS::KMS::Key': { ref: keyId, attributes: { Arn: (key) => key.arn('kms', `key/${keyId(key)}`), KeyId: keyId } },
  'AWS::KMS::Alias': { ref: (alias) => alias.properties.text('AliasName'), attributes: {} },
  'AWS::SecretsManager::Secret': { ref: secretArn, attributes: { Id: secretArn } },
  'AWS::SSM::Parameter': {
    ref: (parameter) => parameter.physicalName('Name', 1011),
    attributes: { Value: (parameter) => parameter.properties.text('Value'), Type: (it) => it.properties.text('Type') },
  },
};
