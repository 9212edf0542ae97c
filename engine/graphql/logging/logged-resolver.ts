import { andThen } from '../../kernel/index.ts';
import type { AttachedResolver } from '../resolvers/attached.ts';

/** Tells the request's log when a resolver runs and how it ends; without a log it only passes the call on. */
export function loggedResolver(resolver: AttachedResolver, arn: string): AttachedResolver {
  return {
    run(call) {
      const log = call.run.notes?.log;
      if (!log) return resolver.run(call);
      const fieldLog = log.beginField(call.field, call.path, arn);
      return andThen(resolver.run({ ...call, fieldLog }), (outcome) => {
        fieldLog.end(outcome.errors);
        return outcome;
      });
    },
  };
}
