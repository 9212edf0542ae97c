export { openCertificate } from './certificate.ts';
export type { Certificate, CertificateOptions } from './certificate.ts';
