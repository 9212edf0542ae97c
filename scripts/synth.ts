/** Writes the cloud assembly that `npm start` serves: what `npm run synth` writes, without CDK's own template validation. */
import { buildApp } from '../infra/app.ts';

const [outdir] = process.argv.slice(2);
try {
  buildApp({ ...(outdir === undefined ? {} : { outdir }), validate: false }).synth();
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
}
