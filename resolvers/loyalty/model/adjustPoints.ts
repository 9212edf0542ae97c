/** Decides a correction by the support desk. */
import type { AdjustmentReason } from '../../../schema/generated/types.ts';
import { accept, refused, type CommandBase, type Decision } from './decision.ts';
import { grant, takeBack } from './ledger.ts';
import type { MemberState } from './member.ts';
import type { Program } from './program.ts';
import { memberNotActive, memberNotFound } from './refusals.ts';

export interface AdjustPoints extends CommandBase {
  readonly memberId: string;
  /** Signed, not 0. */
  readonly amount: number;
  readonly reason: AdjustmentReason;
}

/** A suspended member can be corrected, an erased one cannot. Points taken beyond the balance are owed. */
export function decideAdjustPoints(state: MemberState | null, command: AdjustPoints, program: Program): Decision {
  if (state === null) return refused(memberNotFound(command.memberId, ['input', 'memberId']));
  if (state.profile.status === 'ERASED') return refused(memberNotActive(state.profile.status));

  const { account } = state;
  const { amount, reason } = command;
  const counts = amount > 0 && program.qualifyingReasons.includes(reason);
  return accept(
    state,
    command,
    {
      kind: 'ADJUST',
      reason,
      movement: amount > 0 ? grant(account, amount) : takeBack(account, -amount),
      qualifyingPoints: counts ? amount : 0,
      occurredAt: command.at,
    },
    program,
  );
}
