import { clientOf } from '../../api/client';
import type * as Treasury from '../../api/schema/treasury';

/** Calls of treasury. */
export const treasury = clientOf<Treasury.paths>();

type Schemas = Treasury.components['schemas'];
export type Sheet = Schemas['WorksheetDto'];
export type Line = Schemas['WorksheetLineDto'];
export type Proposal = Schemas['SuggestionDto'];
export type ProposedTarget = Schemas['SuggestedTargetDto'];
export type TargetKind = ProposedTarget['kind'];
export type FoundTarget = Schemas['FoundTargetDto'];
export type Attachment = Schemas['AttachmentDto'];
export type Claim = Schemas['ClaimDto'];
export type Match = Schemas['MatchDto'];
export type Undone = Schemas['UndoneDto'];
export type UndoRefused = Schemas['UndoRefusedDto'];
export type Act = Schemas['ActDto'];
export type MatchRequest = Schemas['MatchRequestDto'];
export type Rule = Schemas['RuleDto'];
export type NewRule = Schemas['NewRuleDto'];
export type RuleTest = Schemas['RuleTestDto'];
export type RuleProposal = Schemas['RuleProposalDto'];
export type Reconciliation = Schemas['ReconciliationDto'];
export type Listed = Schemas['ListedItemDto'];
export type Period = Schemas['PeriodDto'];

/** What changes when lines are matched; everything of it is read again after an act. */
export const reconciliationKey = ['reconciliation'] as const;
