/** The door of the loyalty rules. Everything behind it is pure. */
export * from './adjustPoints.ts';
export * from './answers.ts';
export * from './calendar.ts';
export * from './decision.ts';
export * from './earning.ts';
export * from './idempotency.ts';
export * from './ledger.ts';
export * from './lots.ts';
export * from './member.ts';
export * from './program.ts';
export * from './recordPurchase.ts';
export * from './redeemability.ts';
export * from './redeemReward.ts';
export * from './refusals.ts';
export * from './rewards.ts';
export * from './tiers.ts';
