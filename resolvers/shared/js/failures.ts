/** How resolvers fail. Each of these ends the handler: nothing after it runs (spec/appsync-resolvers 1.4). */
import { util, type Context } from '@aws-appsync/utils';

/** Passes a data source's error on: a response handler that ignores it would answer null instead. */
export function failOnError(ctx: Context): void {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
}

/** @param message names the argument, the value got and the values allowed */
export function badRequest(message: string): never {
  util.error(message, 'BadRequest');
}
